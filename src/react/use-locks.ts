import { useEffect, useMemo, useRef, useSyncExternalStore } from 'react';
import { type LockClient } from '../client/lock-client';
import { useLockClient } from './lock-provider';
import { OnDemand } from './on-demand';
import { type RecordLocks, WatchedIds } from './watched-ids';

/** Options of the hooks that only look. */
export interface WatchHookOptions {
  /** Otherwise that of the `LockProvider`. */
  readonly client?: LockClient | undefined;
}

const NONE: RecordLocks = { status: 'connecting', locks: new Map() };

/**
 * The locks on the rows of a table, kept up to date: `locks.get(row.id)` says who has it. When the ids
 * change, what was known stays until the answer is there; on a server it is `connecting`.
 */
export function useLocks(
  route: string,
  ids: readonly string[],
  options: WatchHookOptions = {},
): RecordLocks {
  const client = useLockClient(options.client);
  const shown = useRef({ client, route, locks: NONE.locks });
  const idList = JSON.stringify(ids);
  const { store, before } = useMemo(() => {
    const last = shown.current;
    const isSameRoute = last.client === client && last.route === route;
    const before = isSameRoute ? { ...NONE, locks: last.locks } : NONE;
    const watched = JSON.parse(idList) as string[];
    const open = (): WatchedIds => new WatchedIds(client, route, watched, before);
    return { store: new OnDemand(open, (opened) => opened.close()), before };
  }, [client, route, idList]);
  const now = useSyncExternalStore(
    store.subscribe,
    () => store.opened?.getSnapshot() ?? before,
    () => NONE,
  );
  useEffect(() => {
    shown.current = { client, route, locks: now.locks };
  });
  return now;
}
