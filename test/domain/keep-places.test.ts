import { keepPlaces } from '../../src/domain/keep-places';
import { type LockRecord } from '../../src/domain/lock-record';
import { ALICE, BOB, EXPIRED_AT, heldByAlice, NOW } from '../support/lock-records';

const SAM = { id: 'user-sam', username: 'sam' };
const at = (ms: number): Date => new Date(NOW.getTime() + ms);
const waiter = (user: typeof BOB, placeEndsAt: Date) => ({
  ...{ user, placeEndsAt, since: at(-5_000), message: 'soon?', sessionId: 'tab' },
});
const keep = keepPlaces({ userIds: new Set([BOB.id]), placeMs: 60_000 });

function line(...waiters: LockRecord['waiters']): LockRecord {
  return { ...heldByAlice(), waiters };
}

test('keeps the place of those who are here, and nothing else changes', () => {
  const [bob, sam] = [waiter(BOB, at(10)), waiter(SAM, at(20))];
  const { next, changes } = keep(line(sam, bob), NOW);
  expect(next).toEqual(line(sam, { ...bob, placeEndsAt: at(60_000) }));
  expect(changes).toEqual([]);
});

test.each([
  ['nobody waits', line()],
  ['another waits', line(waiter(SAM, at(20)))],
  ['the place has ended', line(waiter(BOB, NOW))],
  ['the record was never locked', undefined],
  ['the lock was removed', { ...line(), status: 'removed', endedAt: NOW } as const],
])('changes nothing when %s', (_, record) => {
  expect(keep(record, NOW)).toEqual({ outcome: undefined });
});

test('passes on a lock that has run out instead', () => {
  const { next, changes } = keep(line(waiter(BOB, at(60_000))), EXPIRED_AT);
  expect(next).toMatchObject({ lock: { holder: BOB, isReserved: true }, waiters: [] });
  expect(changes).toMatchObject([
    { type: 'EXPIRED', lock: { holder: ALICE } },
    { type: 'RESERVED' },
  ]);
});
