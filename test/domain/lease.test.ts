import { findGrantProblem } from '../../src/domain/lease';
import { parseLockKey } from '../../src/domain/lock-key';
import { type LockRecord } from '../../src/domain/lock-record';
import { acquire, remove, takeOver } from '../../src/domain/lock-state';
import { type Lock } from '../../src/domain/lock';
import {
  ACQUIRED_AT,
  ALICE,
  BOB,
  EXPIRED_AT,
  heldByAlice,
  KEY,
  LEASE_MS,
  NOW,
} from '../support/lock-records';

/** Alice acquires at `now` what the record says. */
function acquireAgain(
  current: LockRecord | undefined,
  now: Date,
  asked: { leaseMs?: number | null; note?: string | null } = {},
): Lock {
  const request = {
    key: KEY,
    holder: ALICE,
    leaseMs: asked.leaseMs,
    defaultLeaseMs: 5_000,
    note: asked.note,
  };
  return acquire(request)(current, now).next!.lock;
}

describe('a renewal', () => {
  test('lives its own lease from now on, whatever the default of the gateway is', () => {
    const lock = acquireAgain(heldByAlice(), NOW);
    expect(lock).toMatchObject({
      leaseMs: LEASE_MS,
      expiresAt: new Date(NOW.getTime() + LEASE_MS),
      renewedAt: NOW,
      acquiredAt: ACQUIRED_AT,
      fencingToken: ACQUIRED_AT.getTime(),
    });
  });

  test('takes a longer lease, and never a shorter one', () => {
    const longer = acquireAgain(heldByAlice(), NOW, { leaseMs: 2 * LEASE_MS });
    expect(longer.leaseMs).toBe(2 * LEASE_MS);
    expect(longer.expiresAt).toEqual(new Date(NOW.getTime() + 2 * LEASE_MS));
    const shorter = acquireAgain(heldByAlice(), NOW, { leaseMs: 10_000 });
    expect(shorter.leaseMs).toBe(LEASE_MS);
    expect(shorter.expiresAt).toEqual(new Date(NOW.getTime() + LEASE_MS));
  });

  test.each([
    ['stood still', ACQUIRED_AT],
    ['stepped back', new Date(ACQUIRED_AT.getTime() - 10_000)],
  ])('ends at least one millisecond later when the clock %s', (_title, now) => {
    expect(acquireAgain(heldByAlice(), now).expiresAt).toEqual(new Date(EXPIRED_AT.getTime() + 1));
  });

  test('of a lock without end stays without end', () => {
    const forEver = heldByAlice({ leaseMs: null, expiresAt: null });
    const lock = acquireAgain(forEver, NOW, { leaseMs: 10_000 });
    expect(lock).toMatchObject({ leaseMs: null, expiresAt: null, renewedAt: NOW });
  });

  test('that asks for a lock without end gets it', () => {
    expect(acquireAgain(heldByAlice(), NOW, { leaseMs: null })).toMatchObject({
      leaseMs: null,
      expiresAt: null,
    });
  });

  test('keeps the note, replaces it or clears it', () => {
    expect(acquireAgain(heldByAlice(), NOW).note).toBe('price update');
    expect(acquireAgain(heldByAlice(), NOW, { note: 'covers' }).note).toBe('covers');
    expect(acquireAgain(heldByAlice(), NOW, { note: null }).note).toBeNull();
  });
});

describe('a new grant', () => {
  test('has the lease that was asked for, or else the default', () => {
    expect(acquireAgain(undefined, NOW, { leaseMs: 10_000 }).leaseMs).toBe(10_000);
    expect(acquireAgain(undefined, NOW)).toMatchObject({
      leaseMs: 5_000,
      expiresAt: new Date(NOW.getTime() + 5_000),
    });
    expect(acquireAgain(undefined, NOW, { leaseMs: null })).toMatchObject({ expiresAt: null });
  });

  test('inherits neither lease nor note of an expired one', () => {
    const lock = acquireAgain(heldByAlice(), EXPIRED_AT);
    expect(lock).toMatchObject({ leaseMs: 5_000, note: null, acquiredAt: EXPIRED_AT });
  });
});

test('tokens rise at every grant, also while the clock stands still or steps back', () => {
  const clock = [0, 0, 5, -60_000, -60_000, 1].map((ms) => new Date(NOW.getTime() + ms));
  let current: LockRecord | undefined;
  const tokens: number[] = [];
  for (const now of clock) {
    const held = acquire({ ...asked, holder: ALICE })(current, now).next!;
    const taken = takeOver({ ...asked, holder: BOB })(held, now).next!;
    current = remove({ holderId: BOB.id })(taken, now).next!;
    tokens.push(held.lock.fencingToken, taken.lock.fencingToken);
  }
  expect(tokens).toEqual([...new Set(tokens)].sort((one, other) => one - other));
});

const asked = { key: KEY, leaseMs: null, defaultLeaseMs: null, note: null };

test('the token of a key that is not remembered is larger than the ones of all days before', () => {
  const swept = acquireAgain(undefined, ACQUIRED_AT).fencingToken;
  expect(acquireAgain(undefined, NOW).fencingToken).toBeGreaterThan(swept);
});

describe('a note', () => {
  test.each([
    ['lines', 'price update\nback at 15:00'],
    ['tabs', 'until\t15:00'],
    ['nothing but a line feed', '\n'],
  ])('may have %s', (_what, note) => {
    expect(findGrantProblem({ note })).toBeUndefined();
  });

  test.each([
    ['a NUL', 'a\0b'],
    ['an escape', 'a\u001b[31mb'],
    ['a carriage return', 'a\rb'],
    ['a C1 control', 'a\u0085b'],
  ])('has no %s', (_what, note) => {
    expect(findGrantProblem({ note })?.message).toBe('note contains a control character.');
  });
});

test.each(['a\nb', 'a\tb'])('a key has no control character at all: %j', (text) => {
  expect(parseLockKey(text, '1')).toMatchObject({ kind: 'problem' });
  expect(parseLockKey('volume', text)).toMatchObject({ kind: 'problem' });
});
