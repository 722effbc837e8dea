import { acquire, type AcquireRequest, remove, renew } from '../../src/domain/lock-state';
import { type LockRecord } from '../../src/domain/lock-record';
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

const TOKEN = ACQUIRED_AT.getTime();

function acquireAs(
  current: LockRecord | undefined,
  asked: Partial<AcquireRequest> = {},
  now = NOW,
) {
  return acquire({ key: KEY, holder: ALICE, defaultLeaseMs: LEASE_MS, ...asked })(current, now);
}

const inTab = (sessionId: string | null): LockRecord => heldByAlice({ sessionId });

test('a grant is in the session that asked, or in none', () => {
  expect(acquireAs(undefined, { sessionId: 'tab-1' }).next!.lock.sessionId).toBe('tab-1');
  expect(acquireAs(undefined).next!.lock.sessionId).toBeNull();
});

test.each([
  ['the same session', 'tab-1', 'tab-1', 'tab-1'],
  ['a session, when it was in none', null, 'tab-1', 'tab-1'],
  ['no session, when it was in one', 'tab-1', undefined, 'tab-1'],
  ['no session, when it was in none', null, undefined, null],
])("one's own lock is renewed in %s", (_what, stored, sessionId, after) => {
  const { outcome, next } = acquireAs(inTab(stored), { sessionId });
  expect(outcome).toMatchObject({ kind: 'acquired', created: false });
  expect(next!.lock).toMatchObject({ sessionId: after, fencingToken: TOKEN, renewedAt: NOW });
});

test("one's own lock in another session is a conflict, and nothing changes", () => {
  const decision = acquireAs(inTab('tab-1'), { sessionId: 'tab-2' });
  expect(decision).toEqual({
    outcome: {
      kind: 'heldByOther',
      lock: { ...inTab('tab-1').lock, waiters: [], asOf: NOW },
    },
  });
});

describe('adopting', () => {
  const adopted = acquireAs(inTab('tab-1'), { sessionId: 'tab-2', isAdopting: true });

  test('moves the lock to this session under a new token, and keeps its beginning', () => {
    expect(adopted.outcome).toMatchObject({ kind: 'acquired', created: false });
    expect(adopted.next!.lock).toMatchObject({
      sessionId: 'tab-2',
      acquiredAt: ACQUIRED_AT,
      renewedAt: NOW,
      note: 'price update',
    });
    expect(adopted.next!.lock.fencingToken).toBeGreaterThan(TOKEN);
  });

  test('is told as a take-over from oneself', () => {
    expect(adopted.changes).toEqual([
      expect.objectContaining({
        type: 'TAKEN_OVER',
        actor: ALICE,
        previous: inTab('tab-1').lock,
        lock: adopted.next!.lock,
      }),
    ]);
  });

  test('leaves the other session without the lock', () => {
    const old = { holderId: ALICE.id, fencingToken: TOKEN };
    const lost = renew({ ...old, defaultLeaseMs: LEASE_MS })(adopted.next, NOW);
    expect(lost.outcome).toMatchObject({ kind: 'lost', lock: { holder: ALICE } });
    expect(remove(old)(adopted.next, NOW).outcome.kind).toBe('notFound');
  });

  test('in the session that has the lock already is a renewal', () => {
    const { next } = acquireAs(inTab('tab-1'), { sessionId: 'tab-1', isAdopting: true });
    expect(next!.lock.fencingToken).toBe(TOKEN);
  });

  test('does not take the lock of another user', () => {
    const asked = { holder: BOB, sessionId: 'tab-1', isAdopting: true };
    expect(acquireAs(inTab('tab-1'), asked).outcome.kind).toBe('heldByOther');
  });
});

test('an expired lock of another session is granted anew in this one', () => {
  const { outcome, next } = acquireAs(inTab('tab-1'), { sessionId: 'tab-2' }, EXPIRED_AT);
  expect(outcome).toMatchObject({ kind: 'acquired', created: true });
  expect(next!.lock.sessionId).toBe('tab-2');
});

test('a renewal by token and a revival keep the session', () => {
  const renewal = renew({ holderId: ALICE.id, fencingToken: TOKEN, defaultLeaseMs: LEASE_MS });
  expect(renewal(inTab('tab-1'), NOW).next!.lock.sessionId).toBe('tab-1');
  expect(renewal(inTab('tab-1'), EXPIRED_AT).next!.lock.sessionId).toBe('tab-1');
});

test.each([
  ['in this session', { sessionId: 'tab-1' }, 'removed'],
  ['in another session', { sessionId: 'tab-2' }, 'notFound'],
  ['in this session under another token', { sessionId: 'tab-1', fencingToken: 7 }, 'notFound'],
])('a removal by session removes only a lock %s', (_what, asked, kind) => {
  const { outcome, next } = remove({ holderId: ALICE.id, ...asked })(inTab('tab-1'), NOW);
  expect(outcome.kind).toBe(kind);
  expect(next?.status).toBe(kind === 'removed' ? 'removed' : undefined);
});

test('a removal by session removes no lock that is in none', () => {
  const { outcome } = remove({ holderId: ALICE.id, sessionId: 'tab-1' })(inTab(null), NOW);
  expect(outcome.kind).toBe('notFound');
});
