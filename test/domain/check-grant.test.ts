import { check } from '../../src/domain/check-grant';
import { type LockRecord } from '../../src/domain/lock-record';
import { ACQUIRED_AT, ALICE, BOB, EXPIRED_AT, heldByAlice, NOW } from '../support/lock-records';

const TOKEN = ACQUIRED_AT.getTime();
const WAITER = {
  ...{ user: BOB, since: ACQUIRED_AT, placeEndsAt: new Date(8.64e15) },
  ...{ message: null, sessionId: null },
};

const held = heldByAlice();
const reserved: LockRecord = { ...held, lock: { ...held.lock, isReserved: true } };
const checked = (
  record: LockRecord | undefined,
  { holderId = ALICE.id, fencingToken = TOKEN, now = NOW } = {},
) => check({ holderId, fencingToken })(record, now);

describe('checking a grant', () => {
  it('is held by its holder under exactly its token, and nothing changes', () => {
    const decision = checked(held);
    expect(decision.outcome).toMatchObject({ kind: 'held', lock: { fencingToken: TOKEN } });
    expect(decision).not.toHaveProperty('next');
  });

  it('is held a millisecond before the lease ends', () => {
    const now = new Date(EXPIRED_AT.getTime() - 1);
    expect(checked(held, { now }).outcome.kind).toBe('held');
  });

  it.each([
    ['an older token', held, { fencingToken: TOKEN - 1 }],
    ['a newer token', held, { fencingToken: TOKEN + 1 }],
    ['the token of another user', held, { holderId: BOB.id }],
    ['a reservation that is not acquired yet', reserved, {}],
  ])('is lost with %s, to the lock that holds the record', (_name, record, call) => {
    const decision = checked(record, call);
    expect(decision.outcome).toMatchObject({ kind: 'lost', lock: { holder: ALICE } });
    expect(decision).not.toHaveProperty('next');
  });

  it.each<[string, LockRecord | undefined, Date]>([
    ['was never locked', undefined, NOW],
    ['was removed', { ...held, status: 'removed', endedAt: NOW }, NOW],
    ['is marked as expired', { ...held, status: 'expired', endedAt: EXPIRED_AT }, EXPIRED_AT],
    ['has just run out', held, EXPIRED_AT],
    ['has run out while somebody waits', { ...held, waiters: [WAITER] }, EXPIRED_AT],
  ])('is lost when the lock %s, and is not passed on', (_name, record, now) => {
    const decision = checked(record, { now });
    expect(decision).toEqual({ outcome: { kind: 'lost', lock: null } });
  });
});
