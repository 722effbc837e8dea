import { type LockEvent, type PicturedLock } from './lock-types';
import { type WatchFilter, type WatchStatus } from './lock-watch';

export type { PicturedLock };

/** All locks that stand, by `Lock.id`; replaced, never changed. */
export type Picture = ReadonlyMap<string, PicturedLock>;

/** What a subscriber is told, in this order: a picture, then what changes it. */
export interface LiveSink {
  /** As after a reconnect or a poll; replaces all told before. */
  readonly picture: (locks: Picture) => void;
  readonly event: (event: LockEvent, locks: Picture) => void;
  readonly status?: (status: WatchStatus) => void;
}

/** Tells what happens to locks, by WebSocket, or by asking every few seconds. */
export interface LiveHub {
  /**
   * Subscribers with one filter share one subscription; the returned function ends this one. Nothing is told
   * before it is returned.
   */
  readonly subscribe: (filter: WatchFilter, sink: LiveSink) => () => void;
  /** Asks or connects at once, as after a sleep or when the network is back. */
  readonly wake: () => void;
  /** Closes the socket until `wake`. */
  readonly pause: () => void;
  readonly close: () => void;
}
