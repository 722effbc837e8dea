import { useEffect, useMemo, useRef, useSyncExternalStore } from 'react';
import { type HeldLock, type HoldOptions, type HoldSnapshot } from '../client/held-lock';
import { type LockClient } from '../client/lock-client';
import { useLockClient } from './lock-provider';
import { OnDemand } from './on-demand';

/** Options of `useLock`; all but `client`, `disabled` and `onIdle` are those at the time the hold begins. */
export interface UseLockOptions extends Omit<HoldOptions, 'signal'> {
  /** Otherwise that of the `LockProvider`. */
  readonly client?: LockClient | undefined;
  /** True holds nothing, as an id that is null or undefined does. */
  readonly disabled?: boolean | undefined;
}

/** What stands between the component and the record; `disabled` when nothing is to be held. */
export type LockState = HoldSnapshot | { readonly state: 'disabled' };

/** What can be done about it: see `HeldLock`. Each is the same function in every render, until the record changes. */
export type LockActions = Pick<
  HeldLock,
  | ('wait' | 'stopWaiting' | 'takeOver' | 'adopt' | 'retry' | 'renote' | 'acknowledge')
  | ('touch' | 'release')
>;

/** The lock of a record, told apart by `state`, and what can be done about it. */
export type UseLockResult = LockState & LockActions;

const ACQUIRING = { state: 'acquiring' } as const;
const DISABLED = { state: 'disabled' } as const;

/**
 * Holds the lock of a record while the component is mounted: acquired after the first render, renewed, and
 * released when the last component that holds the record is gone. On a server it is `acquiring`.
 */
export function useLock(
  route: string,
  id: string | null | undefined,
  options: UseLockOptions = {},
): UseLockResult {
  const { client: given, disabled } = options;
  const client = useLockClient(given);
  const key = disabled === true || id === undefined ? null : id;
  const latest = useRef(options);
  useEffect(() => {
    latest.current = options;
  });

  const store = useMemo(() => {
    if (key === null) return null;
    const open = (): HeldLock => {
      const { ttlSeconds, note, wait, adopt, idleMs } = latest.current;
      const onIdle = (): void | Promise<void> => latest.current.onIdle?.();
      return client.hold(route, key, { ttlSeconds, note, wait, adopt, idleMs, onIdle });
    };
    return new OnDemand(open, (hold) => void hold.release());
  }, [client, route, key]);

  const actions = useMemo(() => actionsOf(store), [store]);
  const state = useSyncExternalStore<LockState>(
    store?.subscribe ?? subscribeToNothing,
    () => (store === null ? DISABLED : (store.opened?.getSnapshot() ?? ACQUIRING)),
    () => (store === null ? DISABLED : ACQUIRING),
  );
  return useMemo(() => ({ ...state, ...actions }), [state, actions]);
}

function subscribeToNothing(): () => void {
  return () => undefined;
}

/** Before the hold begins and after its end there is nothing to act on. */
function actionsOf(store: OnDemand<HeldLock> | null): LockActions {
  const hold = (): HeldLock | undefined => store?.opened;
  return {
    wait: (message) => hold()?.wait(message),
    stopWaiting: () => hold()?.stopWaiting(),
    takeOver: async (how) => hold()?.takeOver(how),
    adopt: () => hold()?.adopt(),
    retry: () => {
      const snapshot = hold()?.getSnapshot();
      // A hold that was released is over for good.
      if (snapshot?.state === 'released' && snapshot.reason === 'released') store?.reopen();
      else hold()?.retry();
    },
    renote: async (note) => hold()?.renote(note),
    acknowledge: (fencingToken) => hold()?.acknowledge(fencingToken),
    touch: () => hold()?.touch(),
    release: async () => hold()?.release(),
  };
}
