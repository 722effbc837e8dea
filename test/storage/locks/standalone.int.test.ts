import { NeedsReplicaSet } from '../../../src/domain/errors';
import { LockService } from '../../../src/domain/lock-service';
import { openTestStore, type TestStore, volume } from '../../support/open-test-store';
import { type OwnMongod, startOwnMongod } from '../../support/own-mongod';

let mongod: OwnMongod;
let opened: TestStore;
let service: LockService;

beforeAll(async () => {
  mongod = await startOwnMongod({ isStandalone: true });
  opened = await openTestStore(mongod.uri);
  service = new LockService({ store: opened.store, defaultLeaseMs: 60_000 });
});

afterAll(async () => {
  await opened?.close();
  await mongod?.dispose();
});

const caller = (username: string) => ({
  ...{ id: `user-${username}`, username, permissions: ['manage-locks'] },
});
const alice = caller('alice');
const bob = caller('bob');
const items = ['1', '2'].map((id) => ({ kind: 'key', key: volume(id) }) as const);

test('over a standalone MongoDB several locks cannot be had together, and the error says why', async () => {
  const error = await service.acquireMany(alice, { items, mode: 'ALL' }).catch((e: unknown) => e);
  expect(error).toBeInstanceOf(NeedsReplicaSet);
  expect((error as Error).message).toMatch(/needs MongoDB as a replica set/);
  expect(await opened.store.list({ filter: {}, limit: 10 })).toEqual([]);
});

test('over a standalone MongoDB those that are free can be had, and people wait in line', async () => {
  const [key] = items;
  await service.acquire(bob, { key: key! });
  const some = await service.acquireMany(alice, { items, mode: 'AVAILABLE' });
  expect(some).toMatchObject({ complete: false, acquired: [{ key: volume('2') }] });
  expect(await service.request(alice, { key: key! })).toMatchObject({ kind: 'queued' });
  await service.remove(bob, { key: key! });
  expect(await opened.store.find(volume('1'))).toMatchObject({
    ...{ holder: { id: alice.id }, isReserved: true },
  });
});
