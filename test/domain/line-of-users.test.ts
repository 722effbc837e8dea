import { type Caller } from '../../src/domain/caller';
import { parseLockKey } from '../../src/domain/lock-key';
import { LockService } from '../../src/domain/lock-service';
import { MemoryLockStore } from '../support/memory-lock-store';

const caller = (username: string, ...permissions: string[]): Caller => ({
  ...{ id: `user-${username}`, username, permissions },
});
const alice = caller('alice', 'manage-locks');
const bob = caller('bob', 'manage-locks');
const sam = caller('sam', 'manage-locks', 'override-locks');
const eve = caller('eve');
const key = parseLockKey('volume', '1234');
const MANAGE_MISSING = { kind: 'permissionMissing', permission: 'manage-locks' };

function setUp(options: { maxLocks?: number; placeMs?: number } = {}) {
  const { maxLocks, placeMs } = options;
  const store = new MemoryLockStore();
  const quota = maxLocks === undefined ? undefined : { maxLocks, maxWaitMs: 1_000 };
  const service = new LockService({ store, defaultLeaseMs: 300_000, quota, placeMs });
  const pass = (ms: number): void => void (store.now = new Date(store.now.getTime() + ms));
  return { store, service, pass };
}

test('a request and a withdrawal need manage-locks and a valid key', async () => {
  const { store, service } = setUp();
  const badKey = parseLockKey('volume', '');
  expect(await service.request(eve, { key: badKey })).toEqual(MANAGE_MISSING);
  expect(await service.withdraw(eve, { key: badKey })).toEqual(MANAGE_MISSING);
  const refusal = { kind: 'badInput', problem: { field: 'id' } };
  expect(await service.request(bob, { key: badKey })).toMatchObject(refusal);
  expect(await service.withdraw(bob, { key: badKey })).toMatchObject(refusal);
  expect(store.calls).toBe(0);
});

test.each([
  [{ message: 'm'.repeat(281) }, 'message'],
  [{ message: 'a\u0007' }, 'message'],
  [{ sessionId: 'x'.repeat(65) }, 'sessionId'],
])('a request with %j is refused', async (asked, field) => {
  const { service } = setUp();
  const refusal = { kind: 'badInput', problem: { kind: 'invalid', field } };
  expect(await service.request(bob, { key, ...asked })).toMatchObject(refusal);
});

test.each([{ reason: 'r'.repeat(281) }, { reason: 'a\u0007' }])(
  'neither take-over nor forced removal accepts %j',
  async (asked) => {
    const { store, service } = setUp();
    const refusal = { kind: 'badInput', problem: { kind: 'invalid', field: 'reason' } };
    expect(await service.takeOver(sam, { key, ...asked })).toMatchObject(refusal);
    expect(await service.forceRemove(sam, { key, ...asked })).toMatchObject(refusal);
    expect(store.calls).toBe(0);
  },
);

test('a place is kept for 60 s after the last sign of life, or as long as the service says', async () => {
  for (const placeMs of [undefined, 5_000]) {
    const { service, pass } = setUp({ ...(placeMs !== undefined && { placeMs }) });
    await service.acquire(alice, { key });
    await service.request(bob, { key });
    pass((placeMs ?? 60_000) - 1);
    await service.request(bob, { key });
    pass((placeMs ?? 60_000) - 1);
    const answer = await service.find(alice, key);
    expect(answer).toMatchObject({ record: { lock: { waiters: [{ user: { id: bob.id } }] } } });
    pass(1);
    expect(await service.find(alice, key)).toMatchObject({ record: { lock: { waiters: [] } } });
  }
});

test('an empty message clears, an absent one keeps', async () => {
  const { service } = setUp();
  await service.acquire(alice, { key });
  const messages: unknown[] = [];
  for (const message of ['done soon?', undefined, '']) {
    const answer = await service.request(bob, { key, message });
    messages.push(answer.kind === 'queued' && answer.lock.waiters[0]?.message);
  }
  expect(messages).toEqual(['done soon?', 'done soon?', null]);
});

test('a full line is bad input', async () => {
  const { service } = setUp();
  await service.acquire(alice, { key });
  for (let number = 0; number < 50; number += 1) {
    const answer = await service.request(caller(`u${number}`, 'manage-locks'), { key });
    expect(answer).toMatchObject({ kind: 'queued', position: number + 1 });
  }
  const refusal = { kind: 'badInput', problem: { kind: 'invalid', field: 'id' } };
  expect(await service.request(bob, { key })).toMatchObject(refusal);
});

test('a request counts for the quota as the acquire that it may be', async () => {
  const { service } = setUp({ maxLocks: 1 });
  await service.acquire(bob, { key: parseLockKey('volume', '5') });
  expect(await service.request(bob, { key })).toMatchObject({ kind: 'quotaExceeded' });
});

test('to remove all of one’s own is to leave every line, too', async () => {
  const { store, service } = setUp();
  const keys = Array.from({ length: 230 }, (_, index) => parseLockKey('volume', `${index}`));
  for (const one of keys) {
    await service.acquire(alice, { key: one });
    await service.request(bob, { key: one });
    await service.request(sam, { key: one });
  }
  await service.acquire(bob, { key });
  expect(await service.removeMine(bob)).toEqual({ kind: 'allRemoved', count: 1 });
  const lines = [...store.records.values()].map(({ waiters }) =>
    waiters.map(({ user }) => user.id),
  );
  expect(new Set(lines.flat())).toEqual(new Set([sam.id]));
  expect(await service.removeMine(alice)).toEqual({ kind: 'allRemoved', count: 230 });
  expect(await store.count({ holderId: sam.id })).toBe(230);
});

test('to remove all of one’s own is to let go of what is reserved, also of what comes meanwhile', async () => {
  const { store, service } = setUp();
  await service.acquire(alice, { key });
  await service.request(bob, { key });
  const listWaiting = store.listWaiting.bind(store);
  jest.spyOn(store, 'listWaiting').mockImplementationOnce(async (query) => {
    const keys = await listWaiting(query);
    await service.remove(alice, { key });
    return keys;
  });
  await service.removeMine(bob);
  expect(await service.find(sam, key)).toMatchObject({ record: { lock: null } });
});

test('reasons of a take-over and a forced removal are recorded, and nothing of an empty one', async () => {
  const { store, service } = setUp();
  await service.acquire(alice, { key });
  await service.takeOver(sam, { key, reason: 'urgent' });
  await service.forceRemove(sam, { key, reason: '' });
  const told = store.changes.map(({ type, reason }) => [type, reason]);
  expect(told).toEqual([
    ['ACQUIRED', null],
    ['TAKEN_OVER', 'urgent'],
    ['FORCE_REMOVED', null],
  ]);
});
