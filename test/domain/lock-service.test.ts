import { type Caller } from '../../src/domain/caller';
import { parseLockKey } from '../../src/domain/lock-key';
import { LockService } from '../../src/domain/lock-service';
import { MemoryLockStore } from '../support/memory-lock-store';

const LEASE_MS = 60_000;
const key = parseLockKey('volume', '1234');
const badKey = parseLockKey('volume', '');

function caller(username: string, ...permissions: string[]): Caller {
  return { id: `user-${username}`, username, permissions };
}

const alice = caller('alice', 'manage-locks');
const bob = caller('bob', 'manage-locks');
const sam = caller('sam', 'manage-locks', 'override-locks');
const eve = caller('eve');
/** Lost manage-locks, and has kept what alone means nothing. */
const dismissed = caller('alice', 'override-locks');

const MANAGE_MISSING = { kind: 'permissionMissing', permission: 'manage-locks' };

function setUp() {
  const store = new MemoryLockStore();
  return { store, service: new LockService({ store, defaultLeaseMs: LEASE_MS }) };
}

type Call = (service: LockService, by: Caller, asked: typeof key) => Promise<{ kind: string }>;

const CALLS: Record<string, Call> = {
  acquire: (service, by, asked) => service.acquire(by, { key: asked }),
  renew: (service, by, asked) => service.renew(by, { key: asked, fencingToken: 1 }),
  remove: (service, by, asked) => service.remove(by, { key: asked }),
  'take over': (service, by, asked) => service.takeOver(by, { key: asked }),
  'force-remove': (service, by, asked) => service.forceRemove(by, { key: asked }),
  find: (service, by, asked) => service.find(by, asked),
  'find all': (service, by, asked) =>
    service.findAll(by, { route: 'volume', ids: [asked.kind === 'key' ? '1234' : ''] }),
};
const overriding = ['take over', 'force-remove'];

describe.each(Object.entries(CALLS))('%s', (name, call) => {
  test('reveals nothing about input or lock without the permission, and changes nothing', async () => {
    const { store, service } = setUp();
    await service.acquire(bob, { key });
    const before = new Map(store.records);
    await expect(call(service, eve, badKey)).resolves.toEqual(MANAGE_MISSING);
    await expect(call(service, eve, key)).resolves.toEqual(MANAGE_MISSING);
    await expect(call(service, dismissed, key)).resolves.toEqual(MANAGE_MISSING);
    expect(store.records).toEqual(before);
  });

  test('checks the input before it reads a lock', async () => {
    const { store, service } = setUp();
    const answer = await call(service, sam, badKey);
    expect(answer).toMatchObject({ kind: 'badInput', problem: { kind: 'missing', field: 'id' } });
    expect(store.calls).toBe(0);
  });

  test(`${overriding.includes(name) ? 'needs' : 'does not need'} override-locks`, async () => {
    const { service } = setUp();
    const answer = await call(service, alice, key);
    const missing = 'permission' in answer ? answer.permission : undefined;
    expect(missing).toBe(overriding.includes(name) ? 'override-locks' : undefined);
    expect((await call(service, sam, key)).kind).not.toBe('permissionMissing');
  });
});

test.each([
  [{ ttlSeconds: 9 }, 'ttlSeconds'],
  [{ ttlSeconds: 86_401 }, 'ttlSeconds'],
  [{ ttlSeconds: 10.5 }, 'ttlSeconds'],
  [{ ttlSeconds: NaN }, 'ttlSeconds'],
  [{ note: 'n'.repeat(281) }, 'note'],
  [{ note: 'a\u0007' }, 'note'],
])('neither acquire nor take-over accepts %j', async (asked, field) => {
  const { store, service } = setUp();
  const refusal = { kind: 'badInput', problem: { kind: 'invalid', field } };
  expect(await service.acquire(alice, { key, ...asked })).toMatchObject(refusal);
  expect(await service.takeOver(sam, { key, ...asked })).toMatchObject(refusal);
  expect(store.calls).toBe(0);
});

test.each([10, 86_400])('a lease of %d seconds is granted and taken over as asked', async (ttl) => {
  const { service } = setUp();
  const expected = { lock: { leaseMs: ttl * 1000 } };
  expect(await service.acquire(alice, { key, ttlSeconds: ttl })).toMatchObject(expected);
  expect(await service.takeOver(sam, { key, ttlSeconds: ttl })).toMatchObject(expected);
});

test('a grant and a take-over without a lease get the default lease', async () => {
  const { service } = setUp();
  await service.acquire(alice, { key, ttlSeconds: 3_600 });
  expect(await service.takeOver(sam, { key })).toMatchObject({ lock: { leaseMs: LEASE_MS } });
});

test('an empty note clears, an absent one keeps', async () => {
  const { service } = setUp();
  await service.acquire(alice, { key, note: 'covers' });
  expect(await service.acquire(alice, { key })).toMatchObject({ lock: { note: 'covers' } });
  expect(await service.acquire(alice, { key, note: '' })).toMatchObject({ lock: { note: null } });
});

describe('a caller without manage-locks', () => {
  test('can still remove their own lock, held or expired', async () => {
    const { store, service } = setUp();
    await service.acquire(alice, { key });
    expect(await service.remove(dismissed, { key })).toMatchObject({ kind: 'removed' });
    await service.acquire(alice, { key });
    store.now = new Date(store.now.getTime() + LEASE_MS);
    expect(await service.remove(dismissed, { key })).toMatchObject({ kind: 'removed' });
  });

  test('learns nothing about a free lock or one of another user', async () => {
    const { service } = setUp();
    expect(await service.remove(dismissed, { key })).toEqual(MANAGE_MISSING);
    await service.acquire(bob, { key });
    expect(await service.remove(dismissed, { key })).toEqual(MANAGE_MISSING);
  });

  test('can still remove all their own locks, and no others', async () => {
    const { service } = setUp();
    await service.acquire(alice, { key });
    await service.acquire(bob, { key: parseLockKey('volume', '5') });
    expect(await service.removeMine(dismissed)).toEqual({ kind: 'allRemoved', count: 1 });
    expect(await service.find(bob, key)).toMatchObject({ kind: 'found', record: { lock: null } });
    const others = await service.find(bob, parseLockKey('volume', '5'));
    expect(others).toMatchObject({ record: { lock: { holder: { id: bob.id } } } });
  });
});

test.each([0, 1, 199, 200, 201, 400])(
  'all of %d own locks are removed and counted',
  async (own) => {
    const { service } = setUp();
    const keys = Array.from({ length: own }, (_, index) =>
      parseLockKey(`r${index % 3}`, `${index}`),
    );
    for (const one of keys) await service.acquire(alice, { key: one });
    await service.acquire(bob, { key });
    expect(await service.removeMine(alice)).toEqual({ kind: 'allRemoved', count: own });
    expect(await service.removeMine(alice)).toEqual({ kind: 'allRemoved', count: 0 });
  },
);

test('a lock that was taken over while all own ones are removed is neither removed nor counted', async () => {
  const { store, service } = setUp();
  await service.acquire(alice, { key });
  const list = store.list.bind(store);
  jest.spyOn(store, 'list').mockImplementation(async (query) => {
    const page = await list(query);
    await service.takeOver(sam, { key });
    return page;
  });
  expect(await service.removeMine(alice)).toEqual({ kind: 'allRemoved', count: 0 });
  expect(await service.find(alice, key)).toMatchObject({
    record: { lock: { holder: { id: sam.id } } },
  });
});
