import { type LockEvent, type PicturedLock } from './lock-types';

/** Which locks to watch; all conditions apply together, and none means every lock. */
export interface WatchFilter {
  readonly route?: string | undefined;
  /** At most 200; needs `route`. */
  readonly ids?: readonly string[] | undefined;
  readonly holderId?: string | undefined;
  /** True: only the caller's own. */
  readonly mine?: boolean | undefined;
}

/** How the picture is kept. */
export type WatchStatus =
  /** No answer yet: the picture is empty. */
  | 'connecting'
  /** Every change is told at once. */
  | 'live'
  /** The gateway is asked every few seconds. */
  | 'polling'
  /** No answer comes: the picture is the last one known. */
  | 'offline';

/** The locks at one moment. */
export interface WatchSnapshot {
  readonly status: WatchStatus;
  /** By `Lock.id`. */
  readonly locks: ReadonlyMap<string, PicturedLock>;
  /** The lock on a record, spelled as the gateway spells it. */
  readonly get: (route: string, id: string) => PicturedLock | undefined;
}

/** A live picture of locks, until it is closed. Its methods need no `this`. */
export interface LockWatch {
  readonly subscribe: (listener: () => void) => () => void;
  /** The same object until something changes. */
  readonly getSnapshot: () => WatchSnapshot;
  /**
   * Tells of each change, in the order of each lock; what polling finds changed is told as the event that
   * explains it (`ACQUIRED`, `RENEWED`, `RELEASED`), without an actor.
   */
  readonly onEvent: (listener: (event: LockEvent) => void) => () => void;
  readonly close: () => void;
}
