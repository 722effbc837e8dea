import { type Holder, type Lock } from './lock';
import { type LockKey } from './lock-key';
import { type LockRecord } from './lock-record';

/** What a new grant is made of. */
export interface Grant {
  readonly key: LockKey;
  readonly holder: Holder;
  /** null means no expiry. */
  readonly leaseMs: number | null;
  readonly note: string | null;
}

/**
 * A new grant. Its token is the database's time in milliseconds, or one more than the last token if
 * the clock has not advanced: larger than every earlier one, even after the record of the earlier
 * grants was deleted.
 */
export function grant(
  current: LockRecord | undefined,
  now: Date,
  { key, holder, leaseMs, note }: Grant,
): Lock {
  return {
    key,
    holder,
    acquiredAt: now,
    renewedAt: now,
    expiresAt: leaseMs === null ? null : new Date(now.getTime() + leaseMs),
    leaseMs,
    fencingToken: Math.max((current?.lock.fencingToken ?? 0) + 1, now.getTime()),
    note,
  };
}

/**
 * The lock after a renewal, which never shortens it: the longer lease applies, and `expiresAt`
 * advances by at least one millisecond even when the database's clock stood still or stepped back.
 */
export function renewed(
  lock: Lock,
  now: Date,
  change: { leaseMs?: number | null | undefined; note?: string | null | undefined },
): Lock {
  const leaseMs = longerLease(lock.leaseMs, change.leaseMs);
  const endsMs = leaseMs === null ? null : now.getTime() + leaseMs;
  const soonestMs = lock.expiresAt === null ? 0 : lock.expiresAt.getTime() + 1;
  return {
    ...lock,
    renewedAt: now,
    expiresAt: endsMs === null ? null : new Date(Math.max(endsMs, soonestMs)),
    leaseMs,
    note: change.note === undefined ? lock.note : change.note,
  };
}

function longerLease(own: number | null, asked: number | null | undefined): number | null {
  if (own === null || asked === null) return null;
  return Math.max(own, asked ?? 0);
}
