import { type Lock } from '../../src/domain/lock';
import { lockKeyOf } from '../../src/domain/lock-key';
import { type LockRecord } from '../../src/domain/lock-record';

export const LEASE_MS = 60_000;
/** When the lock of the records was acquired. */
export const ACQUIRED_AT = new Date('2026-03-01T10:00:00.000Z');
/** When the transitions are judged: within the lease. */
export const NOW = new Date('2026-03-01T10:00:30.000Z');
/** The first instant at which the lease has run out. */
export const EXPIRED_AT = new Date(ACQUIRED_AT.getTime() + LEASE_MS);

export const KEY = lockKeyOf('volume', '1234');
export const ALICE = { id: 'user-alice', username: 'alice' };
export const BOB = { id: 'user-bob', username: 'bob' };

/** Alice's grant, acquired at `ACQUIRED_AT` and never renewed. */
export function lockOfAlice(change: Partial<Lock> = {}): Lock {
  return {
    key: KEY,
    holder: ALICE,
    acquiredAt: ACQUIRED_AT,
    renewedAt: ACQUIRED_AT,
    expiresAt: EXPIRED_AT,
    leaseMs: LEASE_MS,
    fencingToken: ACQUIRED_AT.getTime(),
    note: 'price update',
    sessionId: null,
    isReserved: false,
    holdEndsAt: null,
    ...change,
  };
}

/** Alice's grant, held for all that is written down. */
export function heldByAlice(change: Partial<Lock> = {}): LockRecord {
  return { lock: lockOfAlice(change), status: 'held', endedAt: null, waiters: [] };
}

/** Every state a key can be in, and the time at which it is judged. */
export const SITUATIONS = {
  'never locked': { current: undefined, now: NOW },
  held: { current: heldByAlice(), now: NOW },
  'expired by time': { current: heldByAlice(), now: EXPIRED_AT },
  'marked as expired': {
    // A clock that stepped back does not bring a marked lock back to life.
    current: { lock: lockOfAlice(), status: 'expired', endedAt: EXPIRED_AT, waiters: [] },
    now: NOW,
  },
  removed: {
    current: { lock: lockOfAlice(), status: 'removed', endedAt: NOW, waiters: [] },
    now: NOW,
  },
} as const satisfies Record<string, { current: LockRecord | undefined; now: Date }>;

export type Situation = keyof typeof SITUATIONS;
