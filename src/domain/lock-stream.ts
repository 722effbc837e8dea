import { type Holder } from './lock';
import { type LockChange } from './lock-change';
import { type LockKey } from './lock-key';
import { type LockRecord } from './lock-record';

/** Where a write is in the order of all writes of a database, the same for all who follow it. */
export interface StreamPosition {
  /** The database's logical time of the write. */
  readonly time: bigint;
  /** Its place among the writes of that time, from 0. */
  readonly index: number;
}

/** One thing that happened to a lock, as far as the database tells. */
export interface ToldChange extends Omit<LockChange, 'previous' | 'waitingSince'> {
  /** Whom a lock passed from; null for all other changes. */
  readonly previousHolder: Holder | null;
}

/** One write to one lock. */
export interface LockWrite {
  readonly key: LockKey;
  readonly position: StreamPosition;
  /** One more than that of the last write of the record; null when the write does not tell. */
  readonly version: number | null;
  /** The lock as the write leaves it; undefined when the record is free then. */
  readonly held: LockRecord | undefined;
  /** What the write did, in order; empty when it did nothing to tell of. */
  readonly changes: readonly ToldChange[];
}

/** Keeps what a stream tells. No method may throw. */
export interface LockFollower {
  /** The lock that holds a record by all that was told so far. */
  find(id: string): LockRecord | undefined;
  /** Some of the locks of a reading that is not complete. */
  read(held: readonly LockRecord[]): void;
  /**
   * The reading is complete, with every write until this logical time of the database and none after.
   * It replaces all that was told: the stream begins, or changes were lost.
   */
  begin(time: bigint): void;
  /** Every write after the reading, each once, in order. */
  write(write: LockWrite): void;
  /** From now on writes are told as they happen. */
  live(): void;
  /**
   * No write is told until the stream is live again; then all that were missed are. A reading that is
   * not complete is void.
   */
  interrupted(error: unknown): void;
}

/** A stream that is followed. */
export interface FollowedStream {
  /** The time by the database's clock. */
  now(): Date;
  /** Ends it; the follower is told nothing more. */
  stop(): Promise<void>;
}

/** Tells every write to the locks of a database, whoever made it. */
export interface LockStream {
  follow(follower: LockFollower): FollowedStream;
}
