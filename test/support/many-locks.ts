import { type Lock } from '../../src/domain/lock';
import { lockKeyOf } from '../../src/domain/lock-key';
import { type LockRecord } from '../../src/domain/lock-record';
import { type LockDocument, toDocument } from '../../src/storage/locks/lock-document';
import { holderNamed } from './open-test-store';

/** The routes of the locks: fifty locks of one, fifty of the other, and so on. */
const ROUTES = ['series', 'volume'] as const;
const HOLDERS = 50;
const LEASE_MS = 60 * 60_000;

/** The resource id of the n-th lock; in the order of the list within its route. */
export function nthId(n: number): string {
  return String(n).padStart(8, '0');
}

/** Every third has ended, removed and marked as expired in turn. */
function hasEnded(n: number): boolean {
  return n % 3 === 0;
}

/**
 * The documents of the locks from `from` up to, without, `to`: two routes, fifty holders, a third
 * ended. The same numbers give the same locks.
 */
export function manyLocks(from: number, to: number): LockDocument[] {
  const now = new Date();
  return Array.from({ length: to - from }, (_, index) =>
    toDocument(nthRecord(from + index, now), 1),
  );
}

function nthRecord(n: number, now: Date): LockRecord {
  const lock: Lock = {
    key: lockKeyOf(ROUTES[Math.floor(n / HOLDERS) % 2]!, nthId(n)),
    holder: holderNamed(`editor-${n % HOLDERS}`),
    acquiredAt: now,
    renewedAt: now,
    expiresAt: n % 7 === 0 ? null : new Date(now.getTime() + LEASE_MS),
    leaseMs: n % 7 === 0 ? null : LEASE_MS,
    fencingToken: now.getTime(),
    note: null,
    sessionId: null,
    isReserved: false,
    holdEndsAt: null,
  };
  if (!hasEnded(n)) return { lock, status: 'held', endedAt: null, waiters: [] };
  return { lock, status: n % 2 === 0 ? 'removed' : 'expired', endedAt: now, waiters: [] };
}
