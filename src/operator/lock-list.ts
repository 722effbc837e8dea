import { type LockClient } from '../client/lock-client';
import { type LockEvent, type PicturedLock } from '../client/lock-types';
import { type LockWatch, type WatchFilter, type WatchStatus } from '../client/lock-watch';
import { GatewayTime } from './gateway-time';
import { Told } from './told';

/** The locks at one moment. */
export interface LockListSnapshot {
  readonly status: WatchStatus;
  /** By `Lock.id`; those that are known so far while `status` is `connecting`. */
  readonly locks: ReadonlyMap<string, PicturedLock>;
}

/** Any number of locks, live: subscribers are told once a frame, however much happens. */
export interface LockList {
  /** The first subscriber opens the list, which stays open until `close`. */
  readonly subscribe: (listener: () => void) => () => void;
  /** The same object until a frame in which something changed. */
  readonly getSnapshot: () => LockListSnapshot;
  /** The lock as it is now, also between two frames; undefined when the record is free, or not known yet. */
  readonly current: (id: string) => PicturedLock | undefined;
  /** Each change as it happens, in the order of each lock. */
  readonly onEvent: (listener: (event: LockEvent) => void) => () => void;
  /** Milliseconds since 1970 by the clock that decides about leases. */
  readonly now: () => number;
  readonly close: () => void;
}

/** Runs once before the page is drawn again; where nothing is drawn, soon. */
export type RunInFrame = (run: () => void) => void;

const runInFrame: RunInFrame = (run) => {
  if (typeof requestAnimationFrame === 'function') requestAnimationFrame(run);
  else setTimeout(run);
};

/** A long list takes a while to be told; after this the page begins to read it. */
const READ_AFTER_MS = 250;
/** The longest page. */
const PAGE = 200;

const NOTHING: LockListSnapshot = { status: 'connecting', locks: new Map() };

/** Creates a list of all locks that the filter lets through; it asks nothing until it is subscribed to. */
export function createLockList(
  client: Pick<LockClient, 'watch' | 'locks'>,
  filter: WatchFilter = {},
  inFrame: RunInFrame = runInFrame,
): LockList {
  const changed = new Told();
  const events = new Told<[LockEvent]>();
  const time = new GatewayTime();
  let watch: LockWatch | undefined;
  let snapshot = NOTHING;
  let isDue = false;
  let isClosed = false;
  /** What was read before the picture is there. */
  let early: ReadonlyMap<string, PicturedLock> = snapshot.locks;

  const show = (): void => {
    isDue = false;
    if (!watch) return;
    const { status, locks: told } = watch.getSnapshot();
    const locks = status === 'connecting' ? early : told;
    if (status === snapshot.status && locks === snapshot.locks) return;
    snapshot = { status, locks };
    changed.tell();
  };
  const due = (): void => {
    if (isDue) return;
    isDue = true;
    inFrame(show);
  };
  /** Subscribed first and read then, so that nothing is missed; the picture replaces what was read. */
  const readEarly = async (opened: LockWatch): Promise<void> => {
    const read = new Map<string, PicturedLock>();
    for (let after: string | undefined; ;) {
      const page = await client.locks({ ...filter, first: PAGE, after });
      if (isClosed || opened.getSnapshot().status !== 'connecting') return;
      for (const lock of page.nodes) read.set(lock.id, lock);
      time.learn(page.nodes);
      early = new Map(read);
      due();
      if (!page.pageInfo.hasNextPage || page.pageInfo.endCursor === null) return;
      after = page.pageInfo.endCursor;
    }
  };
  const open = (): void => {
    const opened = client.watch(filter);
    watch = opened;
    let status: WatchStatus | undefined;
    opened.subscribe(() => {
      const now = opened.getSnapshot();
      // A new picture; what follows it is told as events.
      if (now.status !== status) time.learn(now.locks.values());
      status = now.status;
      due();
    });
    opened.onEvent((event) => {
      if (event.currentLock) time.learn([event.currentLock]);
      events.tell(event);
    });
    setTimeout(() => {
      if (isClosed || opened.getSnapshot().status !== 'connecting') return;
      // What is wrong, the watch tells.
      readEarly(opened).catch(() => {});
    }, READ_AFTER_MS);
    due();
  };
  return {
    subscribe: (listener) => {
      if (!watch) open();
      return changed.add(listener);
    },
    getSnapshot: () => snapshot,
    current: (id) => watch?.getSnapshot().locks.get(id),
    onEvent: events.add,
    now: time.now,
    close: () => {
      isClosed = true;
      watch?.close();
    },
  };
}
