import { type LockClient } from '../client/lock-client';
import { type LockEvent, type PicturedLock } from '../client/lock-types';
import { type WatchFilter, type WatchStatus } from '../client/lock-watch';
import { GatewayTime } from './gateway-time';
import { Told } from './told';

/** The locks at one moment. */
export interface LockListSnapshot {
  readonly status: WatchStatus;
  /** By `Lock.id`; empty while `status` is `connecting`. */
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

const NOTHING: LockListSnapshot = { status: 'connecting', locks: new Map() };

/** Creates a list of all locks that the filter lets through; it asks nothing until it is subscribed to. */
export function createLockList(
  client: Pick<LockClient, 'watch'>,
  filter: WatchFilter = {},
  inFrame: RunInFrame = runInFrame,
): LockList {
  const changed = new Told();
  const events = new Told<[LockEvent]>();
  const time = new GatewayTime();
  let watch: ReturnType<LockClient['watch']> | undefined;
  let snapshot = NOTHING;
  let isDue = false;

  const show = (): void => {
    isDue = false;
    if (!watch) return;
    const { status, locks } = watch.getSnapshot();
    if (status === snapshot.status && locks === snapshot.locks) return;
    snapshot = { status, locks };
    changed.tell();
  };
  const due = (): void => {
    if (isDue) return;
    isDue = true;
    inFrame(show);
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
    close: () => watch?.close(),
  };
}
