import { reservation } from './grant';
import { living } from './line';
import { changeOf, type LockChange, NO_CHANGES, withChange } from './lock-change';
import { type LockRecord, NOBODY } from './lock-record';
import { type Decision } from './transition';

/**
 * A record as it stands at one time: a lock whose time is over has ended, and belongs to the first
 * who still waits for it. So `status` alone says who holds it.
 */
export interface Standing {
  readonly record: LockRecord | undefined;
  /** What time did to the stored record. */
  readonly changes: readonly LockChange[];
}

/**
 * What has become of a stored record by `now`. Every transition begins with it, so an expired lock
 * passes on in the same way whoever asks first, and nobody gets in between.
 */
export function settle(record: LockRecord | undefined, now: Date): Standing {
  if (!record || !hasRunOut(record, now)) return { record, changes: NO_CHANGES };
  const { lock, waiters } = record;
  const endedAt = lock.expiresAt!;
  return passOn(
    { lock, status: 'expired', endedAt, waiters },
    changeOf('EXPIRED', lock, endedAt, {}),
    { now, before: NO_CHANGES },
  );
}

/**
 * The record of a lock that has ended, in this way: it is reserved for the first living waiter, or
 * has ended for good.
 */
export function passOn(
  ended: LockRecord,
  how: LockChange,
  { now, before }: { now: Date; before: readonly LockChange[] },
): Standing {
  const [first, ...others] = living(ended.waiters, now);
  if (!first) {
    const record = ended.waiters.length === 0 ? ended : { ...ended, waiters: NOBODY };
    return { record, changes: withChange(before, how) };
  }
  const lock = reservation(ended, now, first);
  const { since } = first;
  const reserved = changeOf('RESERVED', lock, now, { previous: ended.lock, waitingSince: since });
  return {
    record: { lock, status: 'held', endedAt: null, waiters: others },
    changes: [...before, how, reserved],
  };
}

/**
 * The decision of a transition that itself changes nothing. What time did needs no write, unless
 * the lock passed on: the answer speaks of the new grant.
 */
export function unchanged<Outcome>(standing: Standing, outcome: Outcome): Decision<Outcome> {
  const { record, changes } = standing;
  const hasPassedOn = changes.length > 0 && record!.status === 'held';
  return hasPassedOn ? { outcome, next: record!, changes } : { outcome };
}

/** True for a lock that is not marked, but whose time is over at `now`. */
export function hasRunOut({ lock, status }: LockRecord, now: Date): boolean {
  const { expiresAt } = lock;
  return status === 'held' && expiresAt !== null && expiresAt.getTime() <= now.getTime();
}
