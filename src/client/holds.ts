import { type HeldLock, type HoldOptions } from './held-lock';
import { createHandle } from './hold-handle';
import { Holding, type HoldingDeps } from './holding';
import { type LiveSink } from './live-hub';
import { type LockKey } from './lock-types';

/** All that a client holds. */
export interface Holds {
  readonly hold: (key: LockKey, options: HoldOptions) => HeldLock;
  /** The caller removes these locks by another call: nothing is promised from now on. */
  readonly forget: (keys: readonly LockKey[] | 'all') => void;
  readonly close: () => Promise<void>;
}

/** Creates the holds of a client; they let go when the page is left, and take up again when it returns. */
export function createHolds(deps: HoldingDeps): Holds {
  const holdings = new Map<string, Holding>();
  let stopWatching: (() => void) | null = null;
  let isClosed = false;

  const at = (route: string, id: string): Holding | undefined => holdings.get(nameOf(route, id));
  /** Of the caller's own locks: a lock that is not among them may still be somebody's. */
  const mine: LiveSink = {
    picture: (locks) => {
      const names = new Map(
        [...locks.values()].map((lock) => [nameOf(lock.route, lock.resourceId), lock]),
      );
      for (const [name, holding] of holdings) holding.pictureOfMine(names.get(name) ?? null);
    },
    event: (event) => at(event.lock.route, event.lock.resourceId)?.event(event),
  };
  const tidy = (): void => {
    for (const [name, holding] of holdings) if (!holding.isUsed) holdings.delete(name);
    if (holdings.size === 0) {
      stopWatching?.();
      stopWatching = null;
    }
  };

  deps.page.onLeave(() => {
    for (const holding of holdings.values()) {
      const leftover = holding.pause();
      if (leftover) void deps.removals.remove(leftover);
    }
  });
  deps.page.onReturn(() => {
    for (const holding of holdings.values()) holding.resume();
  });

  return {
    hold: ({ route, id }, options) => {
      const name = nameOf(route, id);
      const holding = holdings.get(name) ?? new Holding({ route, id }, options, deps);
      holdings.set(name, holding);
      if (isClosed) void holding.close();
      else stopWatching ??= deps.hub.subscribe({ mine: true }, mine);
      return createHandle(holding, { ...options }, tidy);
    },
    forget: (keys) => {
      const named = keys === 'all' ? holdings.values() : keys.map(({ route, id }) => at(route, id));
      for (const holding of named) holding?.forget();
    },
    close: async () => {
      isClosed = true;
      await Promise.all([...holdings.values()].map((holding) => holding.close()));
      tidy();
    },
  };
}

/** One name for every spelling of a record that the gateway takes for the same. */
function nameOf(route: string, id: string): string {
  return `${route.replace(/^\/+|\/+$/g, '')}\n${id}`.normalize('NFC');
}
