import {
  acquire,
  forceRemove,
  remove,
  renew,
  stateOf,
  takeOver,
} from '../../src/domain/lock-state';
import { type Transition } from '../../src/domain/transition';
import {
  ACQUIRED_AT,
  ALICE,
  BOB,
  EXPIRED_AT,
  KEY,
  LEASE_MS,
  lockOfAlice,
  type Situation,
  SITUATIONS,
} from '../support/lock-records';

const TOKEN = ACQUIRED_AT.getTime();
const renewal = { fencingToken: TOKEN, defaultLeaseMs: LEASE_MS };
const asking = { key: KEY, leaseMs: 20_000, defaultLeaseMs: LEASE_MS, note: 'mine' };

/** The expected outcome, and what becomes of the record. */
type Row = [Situation, string, 'nothing changes' | 'granted anew' | 'renewed' | 'removed'];

function check(transition: Transition<{ kind: string }>, newHolder: typeof ALICE) {
  return (situation: Situation, outcome: string, change: Row[2]): void => {
    const { current, now } = SITUATIONS[situation];
    const decision = transition(current, now);
    expect(decision.outcome.kind).toBe(outcome);
    const { next } = decision;
    if (change === 'nothing changes') {
      expect(next).toBeUndefined();
      return;
    }
    const shown = (decision.outcome as { lock?: object }).lock;
    expect(shown).toEqual({ ...next!.lock, waiters: [], asOf: now });
    if (change === 'removed') {
      expect(next).toEqual({
        ...{ lock: current!.lock, status: 'removed', endedAt: now, waiters: [] },
      });
    } else if (change === 'renewed') {
      const { acquiredAt, fencingToken, holder, key } = current!.lock;
      expect(next).toMatchObject({ status: 'held', endedAt: null });
      expect(next!.lock).toMatchObject({ key, holder, acquiredAt, fencingToken, renewedAt: now });
    } else {
      expect(next).toMatchObject({ status: 'held', endedAt: null });
      expect(next!.lock).toMatchObject({ key: KEY, acquiredAt: now, renewedAt: now });
      expect(next!.lock.holder).toEqual(newHolder);
      expect(next!.lock.fencingToken).toBeGreaterThan(current?.lock.fencingToken ?? 0);
    }
  };
}

test.each<[Situation, string]>([
  ['never locked', 'free'],
  ['held', 'held'],
  ['expired by time', 'expired'],
  ['marked as expired', 'expired'],
  ['removed', 'free'],
])('a key that is %s is in the state %s', (situation, state) => {
  const { current, now } = SITUATIONS[situation];
  expect(stateOf(current, now)).toBe(state);
});

test('a lock is held up to the last millisecond of its lease, and one without a lease for ever', () => {
  const { current } = SITUATIONS.held;
  expect(stateOf(current, new Date(EXPIRED_AT.getTime() - 1))).toBe('held');
  expect(stateOf(current, EXPIRED_AT)).toBe('expired');
  const forEver = { ...current, lock: lockOfAlice({ expiresAt: null, leaseMs: null }) };
  expect(stateOf(forEver, new Date(8.64e15))).toBe('held');
});

describe('acquiring', () => {
  test.each<Row>([
    ['never locked', 'acquired', 'granted anew'],
    ['held', 'heldByOther', 'nothing changes'],
    ['expired by time', 'acquired', 'granted anew'],
    ['marked as expired', 'acquired', 'granted anew'],
    ['removed', 'acquired', 'granted anew'],
  ])("another user's lock that is %s: %s, %s", check(acquire({ ...asking, holder: BOB }), BOB));

  test.each<Row>([
    ['held', 'acquired', 'renewed'],
    ['expired by time', 'acquired', 'granted anew'],
    ['marked as expired', 'acquired', 'granted anew'],
    ['removed', 'acquired', 'granted anew'],
  ])("one's own lock that is %s: %s, %s", check(acquire({ ...asking, holder: ALICE }), ALICE));

  test('names the holder when another user has the lock', () => {
    const { current, now } = SITUATIONS.held;
    const { outcome } = acquire({ ...asking, holder: BOB })(current, now);
    expect(outcome).toEqual({
      kind: 'heldByOther',
      lock: { ...lockOfAlice(), waiters: [], asOf: now },
    });
  });

  test.each<[Situation, boolean]>([
    ['never locked', true],
    ['held', false],
    ['expired by time', true],
  ])('a lock that is %s says created: %s', (situation, created) => {
    const { current, now } = SITUATIONS[situation];
    expect(acquire({ ...asking, holder: ALICE })(current, now).outcome).toMatchObject({ created });
  });
});

describe('renewing', () => {
  const lost = 'lost' as const;
  test.each<Row>([
    ['never locked', lost, 'nothing changes'],
    ['held', 'renewed', 'renewed'],
    ['expired by time', 'renewed', 'granted anew'],
    ['marked as expired', 'renewed', 'granted anew'],
    ['removed', lost, 'nothing changes'],
  ])("one's own grant that is %s: %s, %s", check(renew({ ...renewal, holderId: ALICE.id }), ALICE));

  test.each([
    ['under an older token', { ...renewal, holderId: ALICE.id, fencingToken: TOKEN - 1 }],
    ['under a newer token', { ...renewal, holderId: ALICE.id, fencingToken: TOKEN + 1 }],
    ['by another user who knows the token', { ...renewal, holderId: BOB.id }],
  ])('%s is lost, and shows the lock only while it is held', (_title, request) => {
    for (const { current, now } of Object.values(SITUATIONS)) {
      const isHeld = current !== undefined && stateOf(current, now) === 'held';
      const lock = isHeld ? { ...lockOfAlice(), waiters: [], asOf: now } : null;
      expect(renew(request)(current, now)).toEqual({ outcome: { kind: 'lost', lock } });
    }
  });

  test('an expired grant is revived with its own lease and note', () => {
    const { current, now } = SITUATIONS['expired by time'];
    const { next } = renew({ ...renewal, holderId: ALICE.id })(current, now);
    expect(next!.lock).toMatchObject({
      leaseMs: LEASE_MS,
      expiresAt: new Date(now.getTime() + LEASE_MS),
      note: 'price update',
    });
  });
});

describe('removing', () => {
  test.each<Row>([
    ['never locked', 'notFound', 'nothing changes'],
    ['held', 'removed', 'removed'],
    ['expired by time', 'removed', 'removed'],
    ['marked as expired', 'removed', 'removed'],
    ['removed', 'notFound', 'nothing changes'],
  ])("one's own lock that is %s: %s, %s", (...row) => {
    check(remove({ holderId: ALICE.id }), ALICE)(...row);
    check(remove({ holderId: ALICE.id, fencingToken: TOKEN }), ALICE)(...row);
  });

  test.each(Object.keys(SITUATIONS) as Situation[])(
    'with the token of an older grant finds nothing in a lock that is %s, and shows what holds it',
    (situation) => {
      const { current, now } = SITUATIONS[situation];
      const late = remove({ holderId: ALICE.id, fencingToken: TOKEN - 1 });
      const lock = situation === 'held' ? { ...lockOfAlice(), waiters: [], asOf: now } : null;
      expect(late(current, now)).toEqual({ outcome: { kind: 'notFound', lock } });
    },
  );

  test.each<Row>([
    ['never locked', 'notFound', 'nothing changes'],
    ['held', 'heldByOther', 'nothing changes'],
    ['expired by time', 'notFound', 'nothing changes'],
    ['marked as expired', 'notFound', 'nothing changes'],
    ['removed', 'notFound', 'nothing changes'],
  ])("another user's lock that is %s: %s, %s", (...row) => {
    check(remove({ holderId: BOB.id }), BOB)(...row);
    // To know the token of another's grant is not to have it.
    check(remove({ holderId: BOB.id, fencingToken: TOKEN }), BOB)(...row);
  });

  test.each<Row>([
    ['never locked', 'notFound', 'nothing changes'],
    ['held', 'removed', 'removed'],
    ['expired by time', 'notFound', 'nothing changes'],
    ['marked as expired', 'notFound', 'nothing changes'],
    ['removed', 'notFound', 'nothing changes'],
  ])('by force, a lock that is %s: %s, %s', check(forceRemove({ actor: BOB }), ALICE));
});

describe('taking over', () => {
  const asked = { key: KEY, holder: BOB, leaseMs: LEASE_MS, note: null };
  test.each<Row>([
    ['never locked', 'notFound', 'nothing changes'],
    ['held', 'takenOver', 'granted anew'],
    ['expired by time', 'notFound', 'nothing changes'],
    ['marked as expired', 'notFound', 'nothing changes'],
    ['removed', 'notFound', 'nothing changes'],
  ])('a lock that is %s: %s, %s', check(takeOver(asked), BOB));

  test('names the previous holder, and leaves nothing of the old grant', () => {
    const { current, now } = SITUATIONS.held;
    const { outcome, next } = takeOver(asked)(current, now);
    expect(outcome).toMatchObject({ kind: 'takenOver', previousHolder: ALICE });
    expect(next!.lock).toMatchObject({ holder: BOB, note: null, acquiredAt: now });
  });

  test("of one's own lock is a new grant too", () => {
    const { current, now } = SITUATIONS.held;
    const { next } = takeOver({ ...asked, holder: ALICE })(current, now);
    expect(next!.lock.fencingToken).toBeGreaterThan(TOKEN);
  });
});
