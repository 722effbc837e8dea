import { RESERVATION_MS } from '../../src/domain/grant';
import { MAX_WAITERS } from '../../src/domain/line';
import { type Holder, type Waiter } from '../../src/domain/lock';
import { type LockRecord } from '../../src/domain/lock-record';
import { acquire, expire, forceRemove, remove, renew, takeOver } from '../../src/domain/lock-state';
import { type Decision, type Transition } from '../../src/domain/transition';
import { request, withdraw } from '../../src/domain/waiting';
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

const SAM: Holder = { id: 'user-sam', username: 'sam' };
const EVE: Holder = { id: 'user-eve', username: 'eve' };
const PLACE_MS = 60_000;
const TOKEN = ACQUIRED_AT.getTime();

const after = (date: Date, ms: number): Date => new Date(date.getTime() + ms);

function waiter(user: Holder, change: Partial<Waiter> = {}): Waiter {
  const since = after(ACQUIRED_AT, 1_000);
  return {
    user,
    since,
    placeEndsAt: after(since, 86_400_000),
    message: null,
    sessionId: null,
    ...change,
  };
}

/** Alice's lock with these in line. */
function waitedFor(...waiters: (Holder | Waiter)[]): LockRecord {
  const line = waiters.map((one) => ('user' in one ? one : waiter(one)));
  return { ...heldByAlice(), waiters: line };
}

function ask(user: Holder, asked: { message?: string | null; sessionId?: string } = {}) {
  return request({
    ...{ key: KEY, holder: user, defaultLeaseMs: LEASE_MS, placeMs: PLACE_MS },
    message: asked.message,
    sessionId: asked.sessionId,
  });
}

const acquireBy = (holder: Holder) => acquire({ key: KEY, holder, defaultLeaseMs: LEASE_MS });
const renewBy = (holder: Holder, fencingToken: number) =>
  renew({ holderId: holder.id, fencingToken, defaultLeaseMs: LEASE_MS });
const forced = forceRemove({ actor: SAM, reason: 'she went home' });
const namesOf = (record: LockRecord | undefined): string[] =>
  (record?.waiters ?? []).map(({ user }) => user.username);
const typesOf = ({ changes = [] }: Decision<unknown>): string[] => changes.map(({ type }) => type);

describe('asking for a lock', () => {
  test('that is free acquires it', () => {
    const { outcome, next } = ask(BOB, { sessionId: 'tab-1', message: 'please' })(undefined, NOW);
    expect(outcome).toMatchObject({ kind: 'acquired', created: true });
    expect(next!.lock).toMatchObject({ holder: BOB, sessionId: 'tab-1', leaseMs: LEASE_MS });
    expect(next!.waiters).toEqual([]);
  });

  test("that is one's own renews it", () => {
    expect(ask(ALICE)(heldByAlice(), NOW)).toMatchObject({
      outcome: { kind: 'acquired', created: false },
      next: { lock: { fencingToken: TOKEN } },
    });
  });

  test('of another joins the line at its end, and leaves the lock as it is', () => {
    const decision = ask(BOB, { message: 'done soon?', sessionId: 'tab-1' })(waitedFor(SAM), NOW);
    expect(decision.outcome).toMatchObject({
      kind: 'queued',
      position: 2,
      lock: { holder: ALICE, waiters: [{ user: SAM }, { user: BOB }] },
    });
    expect(decision.next!.lock).toEqual(heldByAlice().lock);
    expect(decision.next!.waiters[1]).toEqual({
      ...{ user: BOB, since: NOW, placeEndsAt: after(NOW, PLACE_MS) },
      ...{ message: 'done soon?', sessionId: 'tab-1' },
    });
    expect(decision.changes).toMatchObject([{ type: 'WAITERS_CHANGED', actor: BOB, at: NOW }]);
  });

  test('again keeps the place and its beginning, and is a sign of life', () => {
    const line = waitedFor(waiter(BOB, { message: 'done soon?', sessionId: 'tab-1' }), SAM);
    const again = ask(BOB)(line, NOW);
    expect(again.outcome).toMatchObject({ kind: 'queued', position: 1 });
    expect(again.next!.waiters[0]).toEqual({
      ...line.waiters[0],
      placeEndsAt: after(NOW, PLACE_MS),
    });
    expect(typesOf(again)).toEqual([]);
    const other = ask(BOB, { message: null, sessionId: 'tab-2' })(line, NOW);
    expect(other.next!.waiters[0]).toMatchObject({ message: null, sessionId: 'tab-2' });
    expect(typesOf(other)).toEqual(['WAITERS_CHANGED']);
  });

  test('is refused when the line is full, but not to those who are in it', () => {
    const names = Array.from({ length: MAX_WAITERS }, (_, index) => `user-${index}`);
    const full = waitedFor(...names.map((id) => ({ id, username: id })));
    expect(ask(BOB)(full, NOW)).toMatchObject({ outcome: { kind: 'lineFull' } });
    expect(ask(BOB)(full, NOW).next).toBeUndefined();
    const last = { id: names.at(-1)!, username: names.at(-1)! };
    expect(ask(last)(full, NOW).outcome).toMatchObject({ kind: 'queued', position: MAX_WAITERS });
  });

  test('has no room for texts that the document has no room for', () => {
    const long = '\u{1F512}'.repeat(280);
    const users = Array.from({ length: MAX_WAITERS }, (_, index) => ({
      ...{ id: `${index}`.padEnd(1_024, '\u20ac'), username: '\u20ac'.repeat(256) },
    }));
    let record = heldByAlice();
    let isRefused = false;
    for (const user of users) {
      const { outcome, next } = ask(user, { message: long })(record, NOW);
      isRefused ||= outcome.kind === 'lineFull';
      record = next ?? record;
    }
    expect(isRefused).toBe(true);
    expect(Buffer.byteLength(JSON.stringify(record.waiters))).toBeLessThan(72 * 1024);
  });

  test('passes over those whose places are lost', () => {
    const gone = waiter(SAM, { placeEndsAt: NOW });
    const decision = ask(BOB)(waitedFor(gone, EVE), NOW);
    expect(decision.outcome).toMatchObject({ kind: 'queued', position: 2 });
    expect(namesOf(decision.next)).toEqual(['eve', 'bob']);
  });

  test("of one's own in another session waits for that session", () => {
    const other = { ...waitedFor(), ...heldByAlice({ sessionId: 'tab-1' }) };
    expect(ask(ALICE, { sessionId: 'tab-2' })(other, NOW).outcome.kind).toBe('queued');
  });

  describe('of one’s own in another session', () => {
    const inTab = (sessionId: string) =>
      acquire({ key: KEY, holder: ALICE, defaultLeaseMs: LEASE_MS, sessionId, isAdopting: true });
    const waiting: LockRecord = {
      ...heldByAlice({ sessionId: 'tab-1' }),
      waiters: [waiter(ALICE, { sessionId: 'tab-2' }), waiter(BOB)],
    };

    test.each<[string, Transition<unknown>]>([
      ['renews', renewBy(ALICE, TOKEN)],
      ['acquires again', inTab('tab-1')],
      ['acquires over REST', acquireBy(ALICE)],
      ['moves to a third', inTab('tab-3')],
    ])('keeps the place when that session %s', (_, transition) => {
      expect(namesOf(transition(waiting, NOW).next)).toEqual(['alice', 'bob']);
    });

    test.each<[string, Transition<unknown>]>([
      ['moves it here', inTab('tab-2')],
      [
        'takes it over from herself',
        takeOver({ key: KEY, holder: ALICE, leaseMs: LEASE_MS, note: null }),
      ],
    ])('waits no more when the caller %s', (_, transition) => {
      expect(namesOf(transition(waiting, NOW).next)).toEqual(['bob']);
    });
  });
});

describe('leaving the line', () => {
  test('takes only the caller out of it', () => {
    const { outcome, next, changes } = withdraw({ user: BOB })(waitedFor(SAM, BOB, EVE), NOW);
    expect(outcome).toEqual({ kind: 'withdrawn', wasWaiting: true });
    expect(namesOf(next)).toEqual(['sam', 'eve']);
    expect(changes).toMatchObject([{ type: 'WAITERS_CHANGED', actor: BOB }]);
  });

  test.each<[string, LockRecord | undefined]>([
    ['was never locked', undefined],
    ['has no line', heldByAlice()],
    ['has a line of others', waitedFor(SAM)],
    ['has the caller in line no longer', waitedFor(waiter(BOB, { placeEndsAt: NOW }))],
  ])('of a record that %s changes nothing', (_what, record) => {
    const decision = withdraw({ user: BOB })(record, NOW);
    expect(decision).toEqual({ outcome: { kind: 'withdrawn', wasWaiting: false } });
  });

  test('lets go of a lock that is reserved for the caller, but not of one that the caller holds', () => {
    const reserved = remove({ holderId: ALICE.id })(waitedFor(BOB, SAM), NOW).next!;
    const { outcome, next } = withdraw({ user: BOB })(reserved, NOW);
    expect(outcome).toEqual({ kind: 'withdrawn', wasWaiting: true });
    expect(next!.lock).toMatchObject({ holder: SAM, isReserved: true });
    expect(withdraw({ user: ALICE })(waitedFor(BOB), NOW).next).toBeUndefined();
  });
});

describe('a lock that ends while others wait', () => {
  const ways: [string, Transition<unknown>, Date, string[]][] = [
    ['is removed', remove({ holderId: ALICE.id }), NOW, ['RELEASED', 'RESERVED']],
    ['is removed by force', forced, NOW, ['FORCE_REMOVED', 'RESERVED']],
    ['expires', expire(), EXPIRED_AT, ['EXPIRED', 'RESERVED']],
    ['is found expired by an acquire', acquireBy(EVE), EXPIRED_AT, ['EXPIRED', 'RESERVED']],
    ['is renewed too late', renewBy(ALICE, TOKEN), EXPIRED_AT, ['EXPIRED', 'RESERVED']],
    ['is acquired again too late', acquireBy(ALICE), EXPIRED_AT, ['EXPIRED', 'RESERVED']],
    [
      'is removed too late',
      remove({ holderId: ALICE.id, fencingToken: TOKEN }),
      EXPIRED_AT,
      ['EXPIRED', 'RESERVED'],
    ],
    ['is asked for too late', ask(EVE), EXPIRED_AT, ['EXPIRED', 'RESERVED', 'WAITERS_CHANGED']],
  ];

  test.each(ways)('and %s passes to the first of them', (_way, transition, now, types) => {
    const sessionId = 'tab-1';
    const { next, changes } = transition(waitedFor(waiter(BOB, { sessionId }), SAM), now);
    expect(next).toMatchObject({ status: 'held', endedAt: null });
    expect(next!.lock).toMatchObject({
      ...{ holder: BOB, isReserved: true, acquiredAt: now, note: null, sessionId },
      ...{ leaseMs: RESERVATION_MS, expiresAt: after(now, RESERVATION_MS), holdEndsAt: null },
    });
    expect(next!.lock.fencingToken).toBeGreaterThan(TOKEN);
    expect(namesOf(next)[0]).toBe('sam');
    expect(changes!.map(({ type }) => type)).toEqual(types);
    expect(changes![0]!.lock).toMatchObject({ holder: ALICE, fencingToken: TOKEN });
    const { previous, actor, waitingSince } = changes![1]!;
    expect([previous!.holder, actor, waitingSince]).toEqual([ALICE, null, waiter(BOB).since]);
  });

  test.each(ways)('and %s is free when all of them have gone', (_way, transition, now) => {
    const gone = [BOB, SAM].map((user) => waiter(user, { placeEndsAt: now }));
    const { next } = transition(waitedFor(...gone), now);
    expect(next?.lock.isReserved ?? false).toBe(false);
    expect(namesOf(next)).toEqual([]);
  });

  test('and expires passes over one whose place is lost', () => {
    const gone = waiter(BOB, { placeEndsAt: EXPIRED_AT });
    expect(expire()(waitedFor(gone, SAM), EXPIRED_AT).next!.lock.holder).toEqual(SAM);
  });

  test('tells the refused whose it is now', () => {
    const record = waitedFor(BOB);
    for (const transition of [acquireBy(EVE), acquireBy(ALICE), remove({ holderId: ALICE.id })]) {
      const { outcome, next } = transition(record, EXPIRED_AT);
      expect(outcome).toMatchObject({ kind: 'heldByOther', lock: { holder: BOB } });
      expect(next!.lock.holder).toEqual(BOB);
    }
    const lost = renewBy(ALICE, TOKEN)(record, EXPIRED_AT).outcome;
    expect(lost).toMatchObject({ kind: 'lost', lock: { holder: BOB, isReserved: true } });
  });

  test('shows who has the record after a removal', () => {
    const { outcome } = remove({ holderId: ALICE.id })(waitedFor(BOB), NOW);
    expect(outcome).toMatchObject({
      kind: 'removed',
      lock: { holder: ALICE },
      passedTo: { holder: BOB, isReserved: true },
    });
  });

  test('goes to its first waiter at once when that one asks', () => {
    const { outcome, next } = acquireBy(BOB)(waitedFor(BOB, SAM), EXPIRED_AT);
    expect(outcome).toMatchObject({ kind: 'acquired', created: true });
    expect(next!.lock).toMatchObject({ holder: BOB, isReserved: false, leaseMs: LEASE_MS });
    expect(namesOf(next)).toEqual(['sam']);
  });
});

describe('a reserved lock', () => {
  const reserved = remove({ holderId: ALICE.id })(waitedFor(BOB, SAM), NOW).next!;
  const { fencingToken } = reserved.lock;
  const soon = after(NOW, 10_000);
  const over = after(NOW, RESERVATION_MS);

  test.each<[string, Transition<unknown>]>([
    ['acquires', acquireBy(BOB)],
    ['asks', ask(BOB)],
    ['renews', renewBy(BOB, fencingToken)],
  ])('is an ordinary one once its user %s', (_how, transition) => {
    const decision = transition(reserved, soon);
    expect(decision.next!.lock).toMatchObject({
      ...{ holder: BOB, fencingToken, acquiredAt: NOW, isReserved: false },
      ...{ leaseMs: LEASE_MS, expiresAt: after(soon, LEASE_MS) },
    });
    expect(namesOf(decision.next)).toEqual(['sam']);
    expect(decision.changes).toMatchObject([{ type: 'RENEWED', previous: { isReserved: true } }]);
  });

  test('is its user’s in whatever session, which then has it alone', () => {
    const inTab = { ...reserved, lock: { ...reserved.lock, sessionId: 'tab-1' } };
    const here = acquire({ ...{ key: KEY, holder: BOB, defaultLeaseMs: LEASE_MS } });
    expect(here(inTab, soon).next!.lock).toMatchObject({ sessionId: 'tab-1', fencingToken });
    const there = acquire({
      ...{ key: KEY, holder: BOB, defaultLeaseMs: LEASE_MS, sessionId: 'tab-2' },
    })(inTab, soon);
    expect(there.outcome.kind).toBe('acquired');
    expect(there.next!.lock.sessionId).toBe('tab-2');
    expect(there.next!.lock.fencingToken).toBeGreaterThan(fencingToken);
  });

  test('is refused to everybody else', () => {
    for (const user of [ALICE, SAM, EVE]) {
      const { outcome, next } = acquireBy(user)(reserved, soon);
      expect(outcome).toMatchObject({ kind: 'heldByOther', lock: { holder: BOB } });
      expect(next).toBeUndefined();
    }
    expect(ask(EVE)(reserved, soon).outcome).toMatchObject({ kind: 'queued', position: 2 });
  });

  test('passes on, in order, as long as nobody acquires it', () => {
    const second = expire()(reserved, over);
    expect(second.next!.lock).toMatchObject({ holder: SAM, isReserved: true, acquiredAt: over });
    expect(second.next!.lock.fencingToken).toBeGreaterThan(fencingToken);
    const last = expire()(second.next, after(over, RESERVATION_MS));
    expect(last.next).toMatchObject({ status: 'expired', waiters: [] });
    expect(typesOf(last)).toEqual(['EXPIRED']);
  });

  test('that its user removes passes on', () => {
    const { next } = remove({ holderId: BOB.id })(reserved, soon);
    expect(next!.lock).toMatchObject({ holder: SAM, isReserved: true });
  });

  test('that nobody else waited for is revived with the ordinary lease', () => {
    const alone = { ...reserved, waiters: [] };
    const { next } = renewBy(BOB, fencingToken)(alone, over);
    expect(next!.lock).toMatchObject({ holder: BOB, isReserved: false, leaseMs: LEASE_MS });
  });

  test('can be taken over and removed by force', () => {
    const taken = takeOver({ key: KEY, holder: EVE, leaseMs: LEASE_MS, note: null });
    expect(taken(reserved, soon).outcome).toMatchObject({ previousHolder: BOB });
    expect(forced(reserved, soon).next!.lock).toMatchObject({ holder: SAM, isReserved: true });
  });
});

describe('a take-over', () => {
  const take = takeOver({
    ...{ key: KEY, holder: SAM, leaseMs: LEASE_MS, note: null, reason: 'urgent' },
  });

  test('leaves the line as it is, but for the new holder', () => {
    expect(namesOf(take(waitedFor(BOB, SAM, EVE), NOW).next)).toEqual(['bob', 'eve']);
  });

  test('is told with its reason and whose lock it was', () => {
    expect(take(waitedFor(BOB), NOW).changes).toMatchObject([
      { type: 'TAKEN_OVER', actor: SAM, previous: { holder: ALICE }, reason: 'urgent' },
    ]);
  });
});

test('a holder keeps the line by renewing, without those who have gone', () => {
  const gone = waiter(SAM, { placeEndsAt: NOW });
  const { outcome, next } = renewBy(ALICE, TOKEN)(waitedFor(gone, BOB), NOW);
  expect(namesOf(next)).toEqual(['bob']);
  expect(outcome).toMatchObject({ lock: { waiters: [{ user: BOB }] } });
});

test('a forced removal is told with who did it and why', () => {
  expect(forced(heldByAlice(), NOW).changes).toMatchObject([
    { type: 'FORCE_REMOVED', actor: SAM, reason: 'she went home', lock: { holder: ALICE } },
  ]);
});
