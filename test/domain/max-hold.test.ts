import { type LockRecord } from '../../src/domain/lock-record';
import { acquire, expire, remove, renew, takeOver } from '../../src/domain/lock-state';
import { ACQUIRED_AT, ALICE, BOB, heldByAlice, KEY, LEASE_MS, NOW } from '../support/lock-records';

const MAX_HOLD_MS = 100_000;
const HOLD_ENDS_AT = new Date(ACQUIRED_AT.getTime() + MAX_HOLD_MS);
const TOKEN = ACQUIRED_AT.getTime();
/** With less than a lease left of the longest hold. */
const LATE = new Date(HOLD_ENDS_AT.getTime() - 20_000);

const terms = { key: KEY, defaultLeaseMs: LEASE_MS, maxHoldMs: MAX_HOLD_MS };
const renewal = renew({ holderId: ALICE.id, fencingToken: TOKEN, ...terms });
const limited = (expiresAt: Date | null): LockRecord =>
  heldByAlice({ holdEndsAt: HOLD_ENDS_AT, expiresAt });

test('a grant says when it ends at the latest, and never lasts longer', () => {
  const granted = (leaseMs: number | null | undefined) =>
    acquire({ ...terms, holder: ALICE, leaseMs })(undefined, ACQUIRED_AT).next!.lock;
  expect(granted(undefined)).toMatchObject({ holdEndsAt: HOLD_ENDS_AT });
  expect(granted(undefined).expiresAt).toEqual(new Date(ACQUIRED_AT.getTime() + LEASE_MS));
  expect(granted(2 * MAX_HOLD_MS)).toMatchObject({ expiresAt: HOLD_ENDS_AT });
  expect(granted(null)).toMatchObject({ expiresAt: HOLD_ENDS_AT, leaseMs: null });
});

test('a gateway without a limit grants without one', () => {
  const { next } = acquire({ ...terms, holder: ALICE, maxHoldMs: null })(undefined, NOW);
  expect(next!.lock.holdEndsAt).toBeNull();
});

test('a renewal is cut to it, by whatever gateway', () => {
  for (const maxHoldMs of [null, 10 * MAX_HOLD_MS]) {
    const again = renew({ holderId: ALICE.id, fencingToken: TOKEN, ...terms, maxHoldMs });
    const { lock } = again(limited(LATE), new Date(LATE.getTime() - 1)).next!;
    expect(lock).toMatchObject({ expiresAt: HOLD_ENDS_AT, holdEndsAt: HOLD_ENDS_AT });
  }
  const acquired = acquire({ ...terms, holder: ALICE })(limited(LATE), NOW).next!.lock;
  expect(acquired.expiresAt!.getTime()).toBeLessThanOrEqual(HOLD_ENDS_AT.getTime());
});

test('after it a renewal is lost, before and after the mark, and an acquire is a new grant', () => {
  const over = limited(HOLD_ENDS_AT);
  const marked = expire()(over, HOLD_ENDS_AT).next!;
  expect(marked.status).toBe('expired');
  for (const record of [over, marked]) {
    expect(renewal(record, HOLD_ENDS_AT)).toEqual({ outcome: { kind: 'lost', lock: null } });
    const { outcome, next } = acquire({ ...terms, holder: ALICE })(record, HOLD_ENDS_AT);
    expect(outcome).toMatchObject({ created: true });
    expect(next!.lock.holdEndsAt).toEqual(new Date(HOLD_ENDS_AT.getTime() + MAX_HOLD_MS));
  }
});

test('a lease that runs out before it can be revived, with a hold of its own', () => {
  const { next } = renewal(limited(LATE), LATE);
  expect(next!.lock).toMatchObject({ acquiredAt: LATE });
  expect(next!.lock.holdEndsAt).toEqual(new Date(LATE.getTime() + MAX_HOLD_MS));
});

test('moving to another session does not lengthen it, a take-over begins a new one', () => {
  const adopted = acquire({
    ...{ ...terms, holder: ALICE, sessionId: 'tab-2', isAdopting: true },
  })(heldByAlice({ holdEndsAt: HOLD_ENDS_AT, sessionId: 'tab-1' }), NOW);
  expect(adopted.next!.lock.holdEndsAt).toEqual(HOLD_ENDS_AT);
  const taken = takeOver({ ...terms, holder: BOB, leaseMs: LEASE_MS, note: null });
  const { holdEndsAt } = taken(limited(LATE), NOW).next!.lock;
  expect(holdEndsAt).toEqual(new Date(NOW.getTime() + MAX_HOLD_MS));
});

test('a reservation is limited from its beginning, once its user acquires it', () => {
  const placeEndsAt = HOLD_ENDS_AT;
  const waiters = [{ user: BOB, since: NOW, placeEndsAt, message: null, sessionId: null }];
  const reserved = remove({ holderId: ALICE.id })({ ...heldByAlice(), waiters }, NOW).next!;
  const soon = new Date(NOW.getTime() + 5_000);
  const { lock } = acquire({ ...terms, holder: BOB })(reserved, soon).next!;
  expect(lock.holdEndsAt).toEqual(new Date(NOW.getTime() + MAX_HOLD_MS));
});
