import { type Holder, type Lock } from './lock';

/**
 * What can happen to a lock:
 *
 *   ACQUIRED         it was granted to somebody who asked
 *   RENEWED          it goes on under the same token; also a reservation that its user acquires
 *   RELEASED         its holder removed it
 *   EXPIRED          its time was over
 *   TAKEN_OVER       it was granted to another user, or another session, in place of its holder
 *   FORCE_REMOVED    somebody else removed it
 *   RESERVED         it was granted to the first in line
 *   WAITERS_CHANGED  somebody joined or left the line, or changed a message
 */
export const LOCK_CHANGE_TYPES = [
  'ACQUIRED',
  'RENEWED',
  'RELEASED',
  'EXPIRED',
  'TAKEN_OVER',
  'FORCE_REMOVED',
  'RESERVED',
  'WAITERS_CHANGED',
] as const;

/** One of the things that can happen to a lock. */
export type LockChangeType = (typeof LOCK_CHANGE_TYPES)[number];

/** One thing that happened to a lock; a write records all that it did, in order. */
export interface LockChange {
  readonly type: LockChangeType;
  /** By the database's clock; of an expiry, when the time was over. */
  readonly at: Date;
  /** Who did it; null when nobody did: `EXPIRED` and `RESERVED`. */
  readonly actor: Holder | null;
  /** The lock after the change, or as it was when it ended: holder, token, note. */
  readonly lock: Lock;
  /** The lock that this one goes on from or takes the place of; null when the record was free. */
  readonly previous: Lock | null;
  /** Why the lock was taken over or removed by force, for people. */
  readonly reason: string | null;
  /** Since when the user of a `RESERVED` lock waited; otherwise null. */
  readonly waitingSince: Date | null;
}

/** The changes of a transition that records none. */
export const NO_CHANGES: readonly LockChange[] = [];

/** A change of a lock; what is not given is null. */
export function changeOf(
  type: LockChangeType,
  lock: Lock,
  at: Date,
  {
    actor = null,
    previous = null,
    reason = null,
    waitingSince = null,
  }: Partial<Omit<LockChange, 'type' | 'lock' | 'at'>>,
): LockChange {
  return { type, at, actor, lock, previous, reason, waitingSince };
}

/** These changes with one more at the end. */
export function withChange(
  changes: readonly LockChange[],
  change: LockChange,
): readonly LockChange[] {
  return changes.length === 0 ? [change] : [...changes, change];
}
