import * as operations from '../generated/documents';
import { startTestGateway, type TestGateway } from '../support/start-test-gateway';

let gateway: TestGateway;

beforeAll(async () => {
  gateway = await startTestGateway();
});
afterAll(() => gateway.stop());
afterEach(() => gateway.locks.deleteMany({}));

const KEY = { route: 'volume', id: '1234' };

interface From {
  readonly sessionId?: string;
  readonly adopt?: boolean;
}

async function acquire(username: string, from: From = {}) {
  const { data } = await gateway.graphql(username, operations.AcquireLockDocument, {
    ...KEY,
    ...from,
  });
  return data!.acquireLock;
}

async function renew(username: string, fencingToken: number) {
  const { data } = await gateway.graphql(username, operations.RenewLockDocument, {
    ...KEY,
    fencingToken,
  });
  return data!.renewLock;
}

async function find(username: string) {
  return (await gateway.graphql(username, operations.FindLockDocument, KEY)).data!.lock;
}

const rest = (username: string, operation: 'acquire' | 'remove') =>
  gateway.rest(username, { operation, body: KEY }).then(({ status, text }) => ({ status, text }));

test('without a session the second tab gets the same lock', async () => {
  const first = await acquire('alice');
  const second = await acquire('alice');
  expect(second).toMatchObject({
    __typename: 'LockAcquired',
    created: false,
    lock: { fencingToken: first.lock.fencingToken, sessionId: null, heldByMe: true },
  });
  expect(await find('bob')).toMatchObject({ heldByMe: false });
});

test('with sessions the second tab is refused, is told that it is the same user, and changes nothing', async () => {
  const { lock } = await acquire('alice', { sessionId: 'tab-1' });
  const before = await gateway.locks.findOne();
  expect(await acquire('alice', { sessionId: 'tab-2' })).toMatchObject({
    __typename: 'LockConflict',
    message: expect.stringMatching(/^You have held this record in your other tab since /) as string,
    lock: { heldByMe: true, canTakeOver: false, sessionId: 'tab-1' },
    record: { lock: { fencingToken: lock.fencingToken } },
  });
  expect(await gateway.locks.findOne()).toEqual(before);
});

test('the tab that has the lock renews it, and a tab without a session does without taking it', async () => {
  const { lock } = await acquire('alice', { sessionId: 'tab-1' });
  const same = { __typename: 'LockAcquired', created: false, lock: { sessionId: 'tab-1' } };
  expect(await acquire('alice', { sessionId: 'tab-1' })).toMatchObject(same);
  expect(await acquire('alice')).toMatchObject(same);
  expect(await rest('alice', 'acquire')).toEqual({
    status: 200,
    text: '{"data":"Success","code":200}',
  });
  expect(await find('alice')).toMatchObject({
    sessionId: 'tab-1',
    fencingToken: lock.fencingToken,
  });
});

test('a lock in no session goes to the first session of its holder, under the same token', async () => {
  const { lock } = await acquire('alice');
  expect(await acquire('alice', { sessionId: 'tab-1' })).toMatchObject({
    __typename: 'LockAcquired',
    created: false,
    lock: { sessionId: 'tab-1', fencingToken: lock.fencingToken },
  });
  expect((await acquire('alice', { sessionId: 'tab-2' })).__typename).toBe('LockConflict');
});

test('adopt moves the lock to this tab under a new token, and the other tab has lost it', async () => {
  const { lock } = await acquire('alice', { sessionId: 'tab-1' });
  const adopted = await acquire('alice', { sessionId: 'tab-2', adopt: true });
  expect(adopted).toMatchObject({
    __typename: 'LockAcquired',
    created: false,
    lock: { sessionId: 'tab-2', heldByMe: true },
  });
  expect(adopted.lock.fencingToken).toBeGreaterThan(lock.fencingToken);
  expect(await renew('alice', lock.fencingToken)).toMatchObject({
    __typename: 'LockLost',
    message: expect.stringContaining('your other tab') as string,
    currentLock: { heldByMe: true, sessionId: 'tab-2', fencingToken: adopted.lock.fencingToken },
  });
  expect((await renew('alice', adopted.lock.fencingToken)).__typename).toBe('LockRenewed');
});

test("adopt does not move another user's lock", async () => {
  await acquire('alice', { sessionId: 'tab-1' });
  expect(await acquire('sam', { sessionId: 'tab-1', adopt: true })).toMatchObject({
    __typename: 'LockConflict',
    lock: { heldByMe: false, holder: { username: 'alice' } },
  });
});

test('a session is shown to its holder alone', async () => {
  await acquire('alice', { sessionId: 'tab-1' });
  expect((await find('alice'))?.sessionId).toBe('tab-1');
  for (const username of ['bob', 'sam']) {
    expect((await find(username))?.sessionId).toBeNull();
    expect((await acquire(username)).lock.sessionId).toBeNull();
  }
});
