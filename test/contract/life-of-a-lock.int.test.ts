import * as operations from '../generated/documents';
import { startTestGateway, type TestGateway } from '../support/start-test-gateway';
import { waitUntil } from '../support/wait-until';

let gateway: TestGateway;

beforeAll(async () => {
  gateway = await startTestGateway();
});
afterAll(() => gateway.stop());
afterEach(() => gateway.locks.deleteMany({}));

const KEY = { route: 'volume', id: '1234' };
const ID = 'volume/1234';

async function acquire(username: string, ttlSeconds?: number) {
  const asked = ttlSeconds === undefined ? KEY : { ...KEY, ttlSeconds };
  const { data } = await gateway.graphql(username, operations.AcquireLockDocument, asked);
  return data!.acquireLock;
}

async function renew(username: string, fencingToken: number) {
  const asked = { ...KEY, fencingToken };
  const { data } = await gateway.graphql(username, operations.RenewLockDocument, asked);
  return data!.renewLock;
}

async function renewed(username: string, fencingToken: number) {
  const answer = await renew(username, fencingToken);
  if (answer.__typename !== 'LockRenewed') throw new Error(answer.message);
  return answer.lock;
}

async function remove(username: string, fencingToken?: number) {
  const asked = fencingToken === undefined ? KEY : { ...KEY, fencingToken };
  const { data } = await gateway.graphql(username, operations.RemoveLockDocument, asked);
  return data!.removeLock.__typename;
}

async function find(username: string) {
  return (await gateway.graphql(username, operations.FindLockDocument, KEY)).data!.lock;
}

async function list(username: string) {
  const { data } = await gateway.graphql(username, operations.ListLocksDocument, {});
  return data!.locks.nodes;
}

/** Moves the times of the lock back, as if this much time had passed. */
async function pass(seconds: number): Promise<void> {
  const earlier = (field: string) => ({ $subtract: [`$${field}`, seconds * 1000] });
  await gateway.locks.updateOne({ _id: ID }, [
    {
      $set: {
        acquiredAt: earlier('acquiredAt'),
        renewedAt: earlier('renewedAt'),
        expiresAt: earlier('expiresAt'),
      },
    },
  ]);
}

const stored = () => gateway.locks.findOne({ _id: ID });

test('an abandoned lock is refused to others, with holder and start time, until its lease ends', async () => {
  await acquire('alice', 60);
  await pass(50);
  const { acquiredAt } = (await stored())!;
  expect(await acquire('bob')).toMatchObject({
    __typename: 'LockConflict',
    lock: { holder: { username: 'alice' }, acquiredAt: acquiredAt.toISOString() },
  });
  await pass(10);
  expect(await list('bob')).toEqual([]);
  expect(await find('bob')).toBeNull();
  expect(await acquire('bob')).toMatchObject({ __typename: 'LockAcquired', created: true });
});

test('refused acquires, reads and lists do not change a lock', async () => {
  const { lock } = await acquire('alice');
  const before = await stored();
  await acquire('bob');
  await remove('bob');
  await renew('bob', lock.fencingToken);
  await find('bob');
  await list('alice');
  expect(await stored()).toEqual(before);
});

test('a lock renewed in time outlives its first lease and keeps its start time', async () => {
  const { lock } = await acquire('alice', 60);
  for (let renewal = 0; renewal < 3; renewal += 1) {
    await pass(30);
    await renew('alice', lock.fencingToken);
  }
  await pass(10);
  const { acquiredAt, expiresAt, renewedAt, fencingToken } = (await stored())!;
  expect(renewedAt.getTime() - acquiredAt.getTime()).toBeGreaterThanOrEqual(90_000);
  expect(expiresAt!.getTime() - renewedAt.getTime()).toBe(60_000);
  expect(fencingToken).toBe(lock.fencingToken);
  expect((await acquire('bob')).__typename).toBe('LockConflict');
});

test('an expired lock is granted to its last holder again under a new token, unless another user took it', async () => {
  const { lock } = await acquire('alice', 60);
  await pass(61);
  const token = (await renewed('alice', lock.fencingToken)).fencingToken;
  expect(token).toBeGreaterThan(lock.fencingToken);
  await pass(61);
  await acquire('bob');
  expect(await renew('alice', token)).toMatchObject({
    __typename: 'LockLost',
    currentLock: { holder: { username: 'bob' } },
  });
  await waitUntil({
    ...{ what: 'a ready gateway', withinMs: 20_000 },
    ask: async () => {
      const { status } = await gateway.http({ method: 'GET', path: '/readyz' });
      return status === 200 || undefined;
    },
  });
});

test('a late removal with the token of an expired grant leaves the new grant', async () => {
  const { lock } = await acquire('alice', 60);
  await pass(61);
  await acquire('alice', 60);
  expect(await remove('alice', lock.fencingToken)).toBe('LockNotFound');
  expect((await find('alice'))?.heldByMe).toBe(true);
});

test('a second removal finds no lock', async () => {
  await acquire('alice');
  expect([await remove('alice'), await remove('alice')]).toEqual(['LockRemoved', 'LockNotFound']);
});

test('each answer has the stored expiry and the time left, and each renewal a later expiry', async () => {
  const { lock } = await acquire('alice', 60);
  expect(lock.expiresAt).toBe((await stored())!.expiresAt!.toISOString());
  await pass(20);
  const seen = (await find('bob'))!;
  expect(seen.expiresAt).toBe((await stored())!.expiresAt!.toISOString());
  expect(seen.expiresInMs).toBeLessThanOrEqual(40_000);
  expect(seen.expiresInMs).toBeGreaterThan(30_000);
  const later = await renewed('alice', lock.fencingToken);
  expect(later.expiresAt).toBe((await stored())!.expiresAt!.toISOString());
  expect(Date.parse(later.expiresAt!)).toBeGreaterThan(Date.parse(seen.expiresAt!));
  expect(later.expiresInMs).toBe(60_000);
});

test('the lock of a deleted user shows the name it was acquired under', async () => {
  await acquire('alice');
  await gateway.database.collection<{ _id: string }>('users').deleteOne({ _id: 'user-alice' });
  const holder = { id: 'user-alice', username: 'alice' };
  expect(await find('bob')).toMatchObject({ holder });
  expect(await list('bob')).toMatchObject([{ holder }]);
  expect(await acquire('bob')).toMatchObject({ __typename: 'LockConflict', lock: { holder } });
  await gateway.addUsers(['alice']);
});

test('three acquires by one user in two sessions are one lock', async () => {
  const answers = [await acquire('alice'), await acquire('alice'), await acquire('alice')];
  expect(new Set(answers.map(({ lock }) => lock.fencingToken)).size).toBe(1);
  expect(await gateway.locks.countDocuments({})).toBe(1);
  expect([(await find('alice'))?.heldByMe, (await find('bob'))?.heldByMe]).toEqual([true, false]);
});
