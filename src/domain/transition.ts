import { type LockSnapshot } from './lock';
import { type LockChange } from './lock-change';
import { type LockRecord } from './lock-record';
import { living } from './line';
import { type StoredRecord } from './unreadable-record';

/** The result of a transition; without `next` it changes nothing. */
export interface Decision<Outcome> {
  readonly outcome: Outcome;
  readonly next?: LockRecord;
  /** What leads from the stored record to `next`, in order; default: nothing to tell of. */
  readonly changes?: readonly LockChange[];
}

/**
 * Evaluates what is stored for a key (undefined: nothing) at the database's time; must be pure.
 * Throws `UnreadableLock` for a document that is not a valid lock, unless it replaces it.
 */
export type Transition<Outcome> = (
  stored: StoredRecord | undefined,
  now: Date,
) => Decision<Outcome>;

/** The lock of a record and those who wait for it at the database's time `now`. */
export function snapshot({ lock, waiters }: LockRecord, now: Date): LockSnapshot {
  // Field by field: a page has many, and copying an object by spreading it takes several times as long.
  return {
    key: lock.key,
    holder: lock.holder,
    acquiredAt: lock.acquiredAt,
    renewedAt: lock.renewedAt,
    expiresAt: lock.expiresAt,
    leaseMs: lock.leaseMs,
    fencingToken: lock.fencingToken,
    note: lock.note,
    sessionId: lock.sessionId,
    isReserved: lock.isReserved,
    holdEndsAt: lock.holdEndsAt,
    waiters: living(waiters, now),
    asOf: now,
  };
}
