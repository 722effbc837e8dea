import { type AcquireMode } from '../../src/domain/acquire-many';
import { type Caller } from '../../src/domain/caller';
import { DefiniteFault, Overloaded, Unavailable } from '../../src/domain/errors';
import { parseLockKey } from '../../src/domain/lock-key';
import { LockService } from '../../src/domain/lock-service';
import { type AcquiredMany } from '../../src/domain/lock-result';
import { MemoryLockStore } from '../support/memory-lock-store';

const caller = (username: string, ...permissions: string[]): Caller => ({
  ...{ id: `user-${username}`, username, permissions },
});
const alice = caller('alice', 'manage-locks');
const bob = caller('bob', 'manage-locks');
const eve = caller('eve');
const dismissed = caller('alice');

const volumes = (...ids: string[]) => ids.map((id) => parseLockKey('volume', id));
const MODES: AcquireMode[] = ['ALL', 'AVAILABLE'];

function setUp(maxLocks?: number) {
  const store = new MemoryLockStore();
  const quota = maxLocks === undefined ? undefined : { maxLocks, maxWaitMs: 1_000 };
  return { store, service: new LockService({ store, defaultLeaseMs: 60_000, quota }) };
}

function idsOf({ complete, acquired, conflicts }: AcquiredMany) {
  const toIds = (locks: readonly { key: { resourceId: string } }[]): string[] =>
    locks.map(({ key }) => key.resourceId);
  return { complete, acquired: toIds(acquired), conflicts: toIds(conflicts) };
}

async function acquireMany(
  service: LockService,
  by: Caller,
  mode: AcquireMode,
  ...ids: string[]
): Promise<AcquiredMany> {
  const result = await service.acquireMany(by, { items: volumes(...ids), mode });
  if (result.kind !== 'acquiredMany') throw new Error(result.kind);
  return result;
}

describe.each(MODES)('acquiring %s', (mode) => {
  test('of free records has every one, duplicates once, in the order asked', async () => {
    const { store, service } = setUp();
    const result = await acquireMany(service, alice, mode, '2', '1', '2');
    expect(idsOf(result)).toEqual({ complete: true, acquired: ['2', '1'], conflicts: [] });
    expect(store.records.size).toBe(2);
  });

  test("counts one's own locks, which it renews", async () => {
    const { service } = setUp();
    await service.acquire(alice, { key: parseLockKey('volume', '1'), note: 'mine' });
    const result = await acquireMany(service, alice, mode, '1', '2');
    expect(result).toMatchObject({ complete: true, acquired: [{ note: 'mine' }, { note: null }] });
  });

  test('gives every lock the lease, the note and the session', async () => {
    const { service } = setUp();
    const asked = { ttlSeconds: 20, note: 'bulk edit', sessionId: 'tab-1' };
    const result = await service.acquireMany(alice, { items: volumes('1', '2'), mode, ...asked });
    const lock = { leaseMs: 20_000, note: 'bulk edit', sessionId: 'tab-1' };
    expect(result).toMatchObject({ acquired: [lock, lock] });
  });

  test("does not take one's own lock from another session", async () => {
    const { service } = setUp();
    await service.acquire(alice, { key: parseLockKey('volume', '1'), sessionId: 'tab-1' });
    const asked = { items: volumes('1'), mode, sessionId: 'tab-2' };
    expect(await service.acquireMany(alice, asked)).toMatchObject({
      ...{ complete: false, acquired: [], conflicts: [{ holder: { id: alice.id } }] },
    });
  });

  test.each([
    [{ items: [] }, 'items'],
    [{ items: volumes(...Array.from({ length: 101 }, (_, index) => `${index}`)) }, 'items'],
    [{ items: volumes('1', '') }, 'items'],
    [{ ttlSeconds: 9 }, 'ttlSeconds'],
    [{ note: 'a\u0007' }, 'note'],
    [{ sessionId: '' }, 'sessionId'],
    [{ sessionId: 'x'.repeat(65) }, 'sessionId'],
    [{ sessionId: 'tab\u00e9' }, 'sessionId'],
  ])('refuses %j', async (asked, field) => {
    const { store, service } = setUp();
    const result = await service.acquireMany(alice, { items: volumes('1'), mode, ...asked });
    expect(result).toMatchObject({ kind: 'badInput', problem: { field } });
    expect(store.calls).toBe(0);
  });

  test('takes a hundred records', async () => {
    const { service } = setUp();
    const ids = Array.from({ length: 100 }, (_, index) => `${index}`);
    expect(await acquireMany(service, alice, mode, ...ids)).toMatchObject({ complete: true });
  });

  test('needs manage-locks', async () => {
    const { store, service } = setUp();
    const result = await service.acquireMany(eve, { items: volumes(''), mode });
    expect(result).toEqual({ kind: 'permissionMissing', permission: 'manage-locks' });
    expect(store.calls).toBe(0);
  });

  test('counts every record for the quota, and own locks once', async () => {
    const { store, service } = setUp(3);
    await service.acquire(alice, { key: parseLockKey('volume', '1') });
    const items = volumes('1', '2', '3', '4');
    const tooMany = await service.acquireMany(alice, { items, mode });
    expect(tooMany).toEqual({ kind: 'quotaExceeded', maxLocks: 3 });
    expect(store.records.size).toBe(1);
    expect(await acquireMany(service, alice, mode, '1', '2', '3')).toMatchObject({
      complete: true,
    });
  });
});

test('ALL has nothing when one record is held by another, and names every such record', async () => {
  const { store, service } = setUp();
  await acquireMany(service, bob, 'ALL', '2', '4');
  const result = await acquireMany(service, alice, 'ALL', '1', '2', '3', '4');
  expect(idsOf(result)).toEqual({ complete: false, acquired: [], conflicts: ['2', '4'] });
  expect([...store.records.keys()]).toEqual(['volume/2', 'volume/4']);
});

test('AVAILABLE has what is free, and names the rest', async () => {
  const { service } = setUp();
  await acquireMany(service, bob, 'ALL', '2', '4');
  const result = await acquireMany(service, alice, 'AVAILABLE', '1', '2', '3', '4');
  expect(idsOf(result)).toEqual({
    ...{ complete: false, acquired: ['1', '3'], conflicts: ['2', '4'] },
  });
});

describe('a record that cannot be acquired as it is stored', () => {
  function breakOne(store: MemoryLockStore, reason: Error): void {
    const change = store.change.bind(store);
    jest
      .spyOn(store, 'change')
      .mockImplementation((key, transition) =>
        key.resourceId === '2' ? Promise.reject(reason) : change(key, transition),
      );
  }

  test('keeps AVAILABLE from being complete, and from nothing else', async () => {
    const { store, service } = setUp();
    breakOne(store, new DefiniteFault('broken'));
    const result = await acquireMany(service, alice, 'AVAILABLE', '1', '2', '3');
    expect(idsOf(result)).toEqual({ complete: false, acquired: ['1', '3'], conflicts: [] });
    const alone = service.acquireMany(alice, { items: volumes('2'), mode: 'AVAILABLE' });
    await expect(alone).rejects.toThrow('broken');
  });

  test('is told apart from one whose outcome is unknown', async () => {
    const { store, service } = setUp();
    breakOne(store, new Unavailable('away'));
    const items = volumes('1', '2');
    await expect(service.acquireMany(alice, { items, mode: 'AVAILABLE' })).rejects.toMatchObject({
      ...{ name: 'Unavailable', cause: { message: 'away' } },
    });
  });

  test('is not said to be untried when others were acquired', async () => {
    const { store, service } = setUp();
    breakOne(store, new Overloaded('busy'));
    const both = service.acquireMany(alice, { items: volumes('1', '2'), mode: 'AVAILABLE' });
    await expect(both).rejects.toMatchObject({ name: 'Unavailable' });
    const alone = service.acquireMany(alice, { items: volumes('2'), mode: 'AVAILABLE' });
    await expect(alone).rejects.toMatchObject({ name: 'Overloaded' });
  });

  test('fails its own renewal and removal alone', async () => {
    const { store, service } = setUp();
    const { acquired } = await acquireMany(service, alice, 'ALL', '1', '2', '3');
    breakOne(store, new DefiniteFault('broken'));
    const items = acquired.map(({ key, fencingToken }) => ({
      ...{ key: { kind: 'key', key } as const, fencingToken },
    }));
    const renewed = await service.renewMany(alice, { items });
    const removed = await service.removeMany(alice, { items });
    for (const [result, kind] of [
      [renewed, 'renewed'],
      [removed, 'removed'],
    ] as const) {
      expect(result).toMatchObject({
        results: [{ value: { kind } }, { status: 'rejected' }, { value: { kind } }],
      });
    }
  });
});

describe('several grants', () => {
  test('are renewed each on its own, in the order asked, duplicates once', async () => {
    const { store, service } = setUp();
    const { acquired } = await acquireMany(service, alice, 'ALL', '1', '2');
    await acquireMany(service, bob, 'ALL', '3');
    const tokenOf = (index: number): number => acquired[index]!.fencingToken;
    const [one, two, three, free] = volumes('1', '2', '3', '4');
    store.calls = 0;
    const result = await service.renewMany(alice, {
      items: [
        { key: three!, fencingToken: 1 },
        { key: two!, fencingToken: tokenOf(1) },
        { key: free!, fencingToken: 1 },
        { key: one!, fencingToken: tokenOf(0) },
        { key: two!, fencingToken: tokenOf(1) },
        { key: two!, fencingToken: tokenOf(1) - 1 },
      ],
    });
    if (result.kind !== 'renewedMany') throw new Error(result.kind);
    const kinds = result.results.map((each) => each.status === 'fulfilled' && each.value.kind);
    expect(kinds).toEqual(['lost', 'renewed', 'lost', 'renewed', 'renewed', 'lost']);
    expect(result.results[0]).toMatchObject({
      value: { record: { lock: { holder: { id: bob.id } } } },
    });
    expect(store.calls).toBe(5);
  });

  test('are removed each on its own, with or without tokens', async () => {
    const { store, service } = setUp();
    const { acquired } = await acquireMany(service, alice, 'ALL', '1', '2');
    await acquireMany(service, bob, 'ALL', '3');
    const [one, two, three] = volumes('1', '2', '3');
    const late = { key: two!, fencingToken: acquired[1]!.fencingToken - 1 };
    const result = await service.removeMany(alice, {
      items: [{ key: one! }, late, { key: three! }, { key: one! }],
    });
    if (result.kind !== 'removedMany') throw new Error(result.kind);
    const kinds = result.results.map((each) => each.status === 'fulfilled' && each.value.kind);
    expect(kinds).toEqual(['removed', 'notFound', 'heldByOther', 'removed']);
    expect(await store.count({ holderId: alice.id })).toBe(1);
  });

  test('without manage-locks only one’s own can be removed, and nothing is learned', async () => {
    const { service } = setUp();
    await acquireMany(service, alice, 'ALL', '1');
    await acquireMany(service, bob, 'ALL', '2');
    const items = volumes('1', '2', '3').map((key) => ({ key }));
    const missing = { kind: 'permissionMissing', permission: 'manage-locks' };
    expect(await service.removeMany(dismissed, { items })).toMatchObject({
      results: [{ value: { kind: 'removed' } }, { value: missing }, { value: missing }],
    });
    const renewing = { items: items.map((item) => ({ ...item, fencingToken: 1 })) };
    expect(await service.renewMany(dismissed, renewing)).toEqual(missing);
    expect(await service.removeMany(eve, { items: [] })).toEqual(missing);
  });

  test.each([[[]], [volumes('1', ' ')]])('asked for as %j are refused', async (keys) => {
    const { store, service } = setUp();
    const items = keys.map((key) => ({ key, fencingToken: 1 }));
    const refusal = { kind: 'badInput', problem: { field: 'items' } };
    expect(await service.renewMany(alice, { items })).toMatchObject(refusal);
    expect(await service.removeMany(alice, { items })).toMatchObject(refusal);
    expect(store.calls).toBe(0);
  });
});
