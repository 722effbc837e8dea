import { Listeners } from './listeners';
import { type LiveHub, type Picture, type PicturedLock } from './live-hub';
import { LockFault } from './lock-fault';
import { type LockEvent } from './lock-types';
import {
  type LockWatch,
  type WatchFilter,
  type WatchSnapshot,
  type WatchStatus,
} from './lock-watch';
import { type Ports } from './ports';

/** What the gateway takes in one filter. */
const MOST_IDS = 200;

/** Starts a watch of the locks that the filter lets through; throws a `LockFault` for one that no gateway takes. */
export function createWatch(
  hub: LiveHub,
  filter: WatchFilter,
  ports: Pick<Ports, 'reportError'>,
): LockWatch {
  const { route, ids } = filter;
  if (ids && (route === undefined || ids.length > MOST_IDS)) {
    const message = `At most ${MOST_IDS} ids, with a route.`;
    throw new LockFault('badInput', message, { argument: 'ids' });
  }
  const changed = new Listeners(ports);
  const told = new Listeners<[LockEvent]>(ports);
  let snapshot = snapshotOf('connecting', new Map());
  let isKnown = false;
  const show = (status: WatchStatus, locks: Picture): void => {
    snapshot = snapshotOf(status, locks);
    changed.tell();
  };
  const stop = hub.subscribe(filter, {
    status: (status) => show(status, snapshot.locks),
    picture: (locks) => {
      const before = snapshot;
      show(before.status, locks);
      const events = isKnown && told.size > 0 ? difference(before.locks, locks) : [];
      isKnown = true;
      for (const event of events) told.tell(event);
    },
    event: (event, locks) => {
      show(snapshot.status, locks);
      told.tell(event);
    },
  });
  return {
    subscribe: changed.add,
    getSnapshot: () => snapshot,
    onEvent: told.add,
    close: stop,
  };
}

function snapshotOf(status: WatchStatus, locks: Picture): WatchSnapshot {
  const byKey = (): Map<string, PicturedLock> =>
    new Map([...locks.values()].map((lock) => [`${lock.route}\n${lock.resourceId}`, lock]));
  let keys: Map<string, PicturedLock> | undefined;
  return { status, locks, get: (route, id) => (keys ??= byKey()).get(`${route}\n${id}`) };
}

/** What happened between two pictures. */
function difference(before: Picture, after: Picture): LockEvent[] {
  const events: LockEvent[] = [];
  const add = (type: LockEvent['type'], lock: PicturedLock, current: PicturedLock | null): void => {
    const withLine = { waiters: [], ...lock };
    events.push({
      ...{ type, at: lock.renewedAt, lock: withLine, currentLock: current && withLine },
      ...{ previousHolder: current ? null : lock.holder, actor: null, reason: null },
    });
  };
  for (const [id, lock] of before) if (!after.has(id)) add('RELEASED', lock, null);
  for (const [id, lock] of after) {
    const old = before.get(id);
    if (old?.fencingToken !== lock.fencingToken) add('ACQUIRED', lock, lock);
    else if (old.renewedAt !== lock.renewedAt) add('RENEWED', lock, lock);
  }
  return events;
}
