import { type Holder, type Lock, type Waiter } from './lock';
import { type LockKey } from './lock-key';
import { type LockRecord } from './lock-record';

/** How long a lock stays reserved for the first in line. */
export const RESERVATION_MS = 30_000;

/** What a new grant is made of. */
export interface Grant {
  readonly key: LockKey;
  readonly holder: Holder;
  /** null means no expiry. */
  readonly leaseMs: number | null;
  readonly note: string | null;
  readonly sessionId?: string | null | undefined;
  /** How long it lasts at most, whatever renews it; default: no limit. */
  readonly maxHoldMs?: number | null | undefined;
}

/** A new grant under a new token. */
export function grant(
  current: LockRecord | undefined,
  now: Date,
  { key, holder, leaseMs, note, sessionId, maxHoldMs }: Grant,
): Lock {
  const holdEndsAt = endOfHold(now, maxHoldMs);
  return {
    key,
    holder,
    acquiredAt: now,
    renewedAt: now,
    expiresAt: soonest(leaseMs === null ? null : now.getTime() + leaseMs, holdEndsAt),
    leaseMs,
    fencingToken: nextToken(current, now),
    note,
    sessionId: sessionId ?? null,
    isReserved: false,
    holdEndsAt,
  };
}

/** A new grant for the first in line, which ends soon unless that user acquires it. */
export function reservation(current: LockRecord, now: Date, waiter: Waiter): Lock {
  return {
    key: current.lock.key,
    holder: waiter.user,
    acquiredAt: now,
    renewedAt: now,
    expiresAt: new Date(now.getTime() + RESERVATION_MS),
    leaseMs: RESERVATION_MS,
    fencingToken: nextToken(current, now),
    note: null,
    sessionId: waiter.sessionId,
    isReserved: true,
    holdEndsAt: null,
  };
}

/**
 * The token of the next grant: the database's time in milliseconds, or one more than the last token
 * if the clock has not advanced: larger than every earlier one, even after the record of the earlier
 * grants was deleted.
 */
function nextToken(current: LockRecord | undefined, now: Date): number {
  return Math.max((current?.lock.fencingToken ?? 0) + 1, now.getTime());
}

/** What a renewal can change. */
export interface Renewal {
  /** A longer lease than the lock has; null means no expiry. */
  readonly leaseMs?: number | null | undefined;
  /** undefined keeps the note. */
  readonly note?: string | null | undefined;
  /** null keeps the session. */
  readonly sessionId?: string | null | undefined;
}

/**
 * The lock after a renewal, which never shortens it: the longer lease applies, and `expiresAt`
 * advances by at least one millisecond even when the database's clock stood still or stepped back,
 * but never beyond `holdEndsAt`.
 */
export function renewed(lock: Lock, now: Date, { leaseMs, note, sessionId }: Renewal): Lock {
  const lease = longerLease(lock.leaseMs, leaseMs);
  return {
    key: lock.key,
    holder: lock.holder,
    acquiredAt: lock.acquiredAt,
    renewedAt: now,
    expiresAt: soonest(laterEnd(lock, now, lease), lock.holdEndsAt),
    leaseMs: lease,
    fencingToken: lock.fencingToken,
    note: note === undefined ? lock.note : note,
    sessionId: sessionId ?? lock.sessionId,
    isReserved: false,
    holdEndsAt: lock.holdEndsAt,
  };
}

/** A reservation whose user acquires it: the same grant with an ordinary lease. */
export function claimed(
  lock: Lock,
  now: Date,
  terms: Renewal & {
    readonly defaultLeaseMs: number | null;
    readonly maxHoldMs?: number | null | undefined;
  },
): Lock {
  const { leaseMs, defaultLeaseMs, maxHoldMs } = terms;
  const ordinary = {
    ...lock,
    leaseMs: leaseMs === undefined ? defaultLeaseMs : leaseMs,
    holdEndsAt: endOfHold(lock.acquiredAt, maxHoldMs),
  };
  return renewed(ordinary, now, { note: terms.note, sessionId: terms.sessionId });
}

/** The lock under a new token, so that whoever has the old one has lost it. */
export function underNewToken(lock: Lock, current: LockRecord, now: Date): Lock {
  return { ...lock, fencingToken: nextToken(current, now) };
}

function endOfHold(acquiredAt: Date, maxHoldMs: number | null | undefined): Date | null {
  return typeof maxHoldMs === 'number' ? new Date(acquiredAt.getTime() + maxHoldMs) : null;
}

function laterEnd(lock: Lock, now: Date, leaseMs: number | null): number | null {
  if (leaseMs === null) return null;
  const soonestMs = lock.expiresAt === null ? 0 : lock.expiresAt.getTime() + 1;
  return Math.max(now.getTime() + leaseMs, soonestMs);
}

function soonest(endsMs: number | null, holdEndsAt: Date | null): Date | null {
  if (holdEndsAt === null) return endsMs === null ? null : new Date(endsMs);
  return endsMs === null ? holdEndsAt : new Date(Math.min(endsMs, holdEndsAt.getTime()));
}

function longerLease(own: number | null, asked: number | null | undefined): number | null {
  if (own === null || asked === null) return null;
  return Math.max(own, asked ?? 0);
}
