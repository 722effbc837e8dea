/**
 * Why a subscriber gets a snapshot: it asked for one, it cannot go on where it left off
 * (`cursor`), it read too slowly (`overflow`), or the database lost the place of the stream (`lost`).
 */
export type SnapshotReason = 'asked' | 'cursor' | 'overflow' | 'lost';

/** Receives what happens to the feed of live events. No method may throw. */
export interface FeedObserver {
  /** A subscriber begins to read a snapshot. */
  snapshot(reason: SnapshotReason): void;
  /** A subscriber read so slowly that its events were dropped. */
  overflowed(): void;
  /** A write was told this long after it was made. */
  lag(ms: number): void;
  /** The stream of changes failed, and is opened again. */
  interrupted(error: unknown): void;
  /** The stream of changes was opened again. */
  reconnected(): void;
  /** All locks were read, because the stream began or had lost its place. */
  read(locks: number): void;
}
