import { type Holder, type LockableRecord, type LockSnapshot } from './lock';
import { type LockChangeType } from './lock-change';

/**
 * What an event tells: a change, or, with `SNAPSHOT`, that a lock stands. All that stand and match
 * come one after the other, and `SNAPSHOT_END` follows: what was not among them is free.
 */
export type LockEventType = 'SNAPSHOT' | 'SNAPSHOT_END' | LockChangeType;

/** One thing that a subscriber is told. All who are told of it get the same object. */
export interface LockEvent {
  readonly type: LockEventType;
  /** The record as it is after the change; null for `SNAPSHOT_END`. */
  readonly record: LockableRecord | null;
  /** The lock after the change, or as it was when it ended; null for `SNAPSHOT_END`. */
  readonly lock: LockSnapshot | null;
  /** Whose lock it was before: of one that ended or passed to somebody; otherwise null. */
  readonly previousHolder: Holder | null;
  /** Who did it; null when nobody did, or when nothing tells who. */
  readonly actor: Holder | null;
  /** By the database's clock; of an expiry, when the time was over. */
  readonly at: Date;
  /** Why the lock was taken over or removed by force, for people. */
  readonly reason: string | null;
  /** Where a new subscription can go on after this event; null for `SNAPSHOT`. */
  readonly cursor: string | null;
}

/** True for what ends a lock, so that the record is free unless a later event says otherwise. */
export function isEnd(type: LockEventType): boolean {
  return type === 'RELEASED' || type === 'EXPIRED' || type === 'FORCE_REMOVED';
}
