import { type CallGateway } from './call-gateway';
import { LeaveLocksDocument } from './generated/operations';
import { type HeldLock, type HoldOptions } from './held-lock';
import { createHandle } from './hold-handle';
import { Holding, type HoldingDeps } from './holding';
import { type LiveSink } from './live-hub';
import { type GrantKey, type LockKey } from './lock-types';

/** All that a client holds. */
export interface Holds {
  readonly hold: (key: LockKey, options: HoldOptions) => HeldLock;
  /** The caller removes these locks by another call: nothing is promised from now on. */
  readonly forget: (keys: readonly LockKey[] | 'all') => void;
  readonly close: () => Promise<void>;
}

/** Browsers let requests that outlive a page carry 64 KiB in all; the document is a part of it. */
const MOST_GOODBYE_CHARACTERS = 20_000;
const MOST_ITEMS = 100;

/** Creates the holds of a client; they let go when the page is left, and take up again when it returns. */
export function createHolds(deps: HoldingDeps, call: CallGateway): Holds {
  const holdings = new Map<string, Holding>();
  let stopWatching: (() => void) | null = null;

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
    status: () => {},
  };
  const tidy = (): void => {
    for (const [name, holding] of holdings) if (!holding.isUsed) holdings.delete(name);
    if (holdings.size === 0) {
      stopWatching?.();
      stopWatching = null;
    }
  };

  /** Past what browsers let outlive the page, a request may still get out before it is gone. */
  const sayGoodbye = (items: GrantKey[]): Promise<unknown> =>
    call(LeaveLocksDocument, { items }, { keepalive: true })
      .catch(() => call(LeaveLocksDocument, { items }))
      .catch(() => {});

  deps.page.onLeave(() => {
    const grants: GrantKey[] = [];
    for (const holding of holdings.values()) {
      const grant = holding.pause();
      if (grant) grants.push(grant);
    }
    for (const items of goodbyes(grants)) {
      void sayGoodbye(items);
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
      stopWatching ??= deps.hub.subscribe({ mine: true }, mine);
      return createHandle(holding, { ...options }, tidy);
    },
    forget: (keys) => {
      const named = keys === 'all' ? holdings.values() : keys.map(({ route, id }) => at(route, id));
      for (const holding of named) holding?.forget();
    },
    close: async () => {
      await Promise.all([...holdings.values()].map((holding) => holding.close()));
      tidy();
    },
  };
}

/** One name for every spelling of a record that the gateway takes for the same. */
function nameOf(route: string, id: string): string {
  return `${route.replace(/^\/+|\/+$/g, '')}\n${id}`.normalize('NFC');
}

/** The grants in requests that a browser still sends when the page is gone. */
function goodbyes(grants: readonly GrantKey[]): GrantKey[][] {
  const requests: GrantKey[][] = [];
  let characters = Infinity;
  for (const grant of grants) {
    const length = grant.route.length + grant.id.length + 50;
    characters += length;
    if (characters > MOST_GOODBYE_CHARACTERS || requests.at(-1)!.length >= MOST_ITEMS) {
      requests.push([]);
      characters = length;
    }
    requests.at(-1)!.push(grant);
  }
  return requests;
}
