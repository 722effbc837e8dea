import { AcquireLockDocument, RenewLockDocument } from '../generated/documents';
import { startTestGateway, type TestGateway } from '../support/start-test-gateway';

let first: TestGateway;
let second: TestGateway;

beforeAll(async () => {
  first = await startTestGateway();
  second = await startTestGateway({ mongodbUri: first.mongodbUri });
});

afterAll(async () => {
  await second.stop();
  await first.stop();
});

const KEY = { route: 'volume', id: '1' };
const acquire = (gateway: TestGateway, username: string): Promise<number> =>
  gateway.rest(username, { operation: 'acquire', body: KEY }).then(({ status }) => status);
const remove = (gateway: TestGateway, username: string): Promise<number> =>
  gateway.rest(username, { operation: 'remove', body: KEY }).then(({ status }) => status);

it('a lock granted by one gateway is refused by the other, and a removal through one shows in the other', async () => {
  expect(await acquire(first, 'alice')).toBe(200);
  expect(await acquire(second, 'bob')).toBe(409);
  expect(await remove(second, 'alice')).toBe(200);
  expect(await acquire(second, 'bob')).toBe(200);
  expect(await acquire(first, 'alice')).toBe(409);
  expect(await remove(first, 'bob')).toBe(200);
});

it('one of the users who acquire through both gateways at once gets the lock', async () => {
  const calls = Array.from({ length: 30 }, (_, turn) =>
    acquire(turn % 2 ? first : second, turn % 3 ? 'alice' : 'bob'),
  );
  const statuses = await Promise.all(calls);
  const byUser = (isAlice: boolean): number[] =>
    statuses.filter((_, turn) => Boolean(turn % 3) === isAlice);
  const [winners, losers] = byUser(true).includes(200)
    ? [byUser(true), byUser(false)]
    : [byUser(false), byUser(true)];
  expect(new Set(winners)).toEqual(new Set([200]));
  expect(new Set(losers)).toEqual(new Set([409]));
  expect(await first.locks.countDocuments({ status: 'held' })).toBe(1);
});

it('a lock outlives the gateway that granted it', async () => {
  const other = await startTestGateway();
  const { data } = await other.graphql('alice', AcquireLockDocument, { ...KEY, ttlSeconds: 60 });
  const { fencingToken } = data!.acquireLock.lock;
  await other.stop({ keepsData: true });

  const restarted = await startTestGateway({ mongodbUri: other.mongodbUri });
  const renewed = await restarted.graphql('alice', RenewLockDocument, { ...KEY, fencingToken });
  expect(renewed.data?.renewLock.__typename).toBe('LockRenewed');
  expect(await acquire(restarted, 'bob')).toBe(409);
  await restarted.stop();
});
