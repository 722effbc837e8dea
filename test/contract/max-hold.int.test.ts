import * as operations from '../generated/documents';
import { startTestGateway, type TestGateway } from '../support/start-test-gateway';

const MAX_HOLD_MS = 60_000;
const KEY = { route: 'volume', id: '1234' };

let gateway: TestGateway;

beforeAll(async () => {
  gateway = await startTestGateway({ config: { maxHoldMs: MAX_HOLD_MS } });
});
afterAll(() => gateway.stop());
afterEach(() => gateway.locks.deleteMany({}));

async function acquire(username: string) {
  const { data } = await gateway.graphql(username, operations.AcquireLockDocument, KEY);
  return data!.acquireLock;
}

async function renew(username: string, fencingToken: number) {
  const { data } = await gateway.graphql(username, operations.RenewLockDocument, {
    ...KEY,
    fencingToken,
  });
  return data!.renewLock;
}

async function request(username: string) {
  const { data } = await gateway.graphql(username, operations.RequestLockDocument, KEY);
  return data!.requestLock;
}

/** Moves the times of the lock back, as if this much time had passed. */
const pass = (ms: number) => {
  const earlier = (field: string) => ({ $subtract: [`$${field}`, ms] });
  return gateway.locks.updateOne({}, [
    {
      $set: {
        acquiredAt: earlier('acquiredAt'),
        renewedAt: earlier('renewedAt'),
        expiresAt: earlier('expiresAt'),
        holdEndsAt: earlier('holdEndsAt'),
      },
    },
  ]);
};

test('a lock says when it ends at the latest, and no renewal goes beyond', async () => {
  const { lock } = await acquire('alice');
  const endsMs = Date.parse(lock.acquiredAt) + MAX_HOLD_MS;
  expect(Date.parse(lock.holdEndsAt!)).toBe(endsMs);
  expect(lock.expiresAt).toBe(lock.holdEndsAt);
  await pass(MAX_HOLD_MS / 2);
  const renewed = await renew('alice', lock.fencingToken);
  const again = await acquire('alice');
  for (const answer of [renewed, again]) {
    const { expiresAt, holdEndsAt } = 'lock' in answer ? answer.lock : again.lock;
    expect([Date.parse(expiresAt!), Date.parse(holdEndsAt!)]).toEqual([
      endsMs - MAX_HOLD_MS / 2,
      endsMs - MAX_HOLD_MS / 2,
    ]);
  }
});

test('after the longest hold the lock is not revived, and its holder may acquire it anew', async () => {
  const { lock } = await acquire('alice');
  await pass(MAX_HOLD_MS + 1);
  expect((await renew('alice', lock.fencingToken)).__typename).toBe('LockLost');
  const anew = await acquire('alice');
  expect(anew).toMatchObject({ __typename: 'LockAcquired', created: true });
  expect(anew.lock.fencingToken).toBeGreaterThan(lock.fencingToken);
});

test('after the longest hold whoever waits comes first, and the holder at the end of the line', async () => {
  const { lock } = await acquire('alice');
  for (const username of ['bob', 'sam']) await request(username);
  await pass(MAX_HOLD_MS + 1);
  expect(await acquire('alice')).toMatchObject({
    __typename: 'LockConflict',
    lock: { holder: { username: 'bob' }, reserved: true },
  });
  expect(await request('alice')).toMatchObject({ __typename: 'LockQueued', position: 2 });
  expect((await renew('alice', lock.fencingToken)).__typename).toBe('LockLost');
});
