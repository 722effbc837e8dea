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

async function acquire(username: string) {
  const { data } = await gateway.graphql(username, operations.AcquireLockDocument, KEY);
  return data!.acquireLock;
}

async function request(username: string, more: { message?: string; sessionId?: string } = {}) {
  const { data } = await gateway.graphql(username, operations.RequestLockDocument, {
    ...{ ...KEY, message: null },
    ...more,
  });
  return data!.requestLock;
}

async function withdraw(username: string) {
  const { data } = await gateway.graphql(username, operations.WithdrawRequestDocument, KEY);
  return data!.withdrawRequest;
}

async function renew(username: string, fencingToken: number) {
  const { data } = await gateway.graphql(username, operations.RenewLockDocument, {
    ...KEY,
    fencingToken,
  });
  return data!.renewLock;
}

async function remove(username: string, document = operations.RemoveLockDocument) {
  return (await gateway.graphql(username, document, KEY)).data!.removeLock;
}

async function recordFor(username: string) {
  return (await gateway.graphql(username, operations.FindRecordDocument, KEY)).data!.record;
}

async function lockFor(username: string) {
  return (await gateway.graphql(username, operations.FindLockDocument, KEY)).data!.lock;
}

const rest = (username: string, operation: 'acquire' | 'remove') =>
  gateway.rest(username, { operation, body: KEY });

/** Lets the time of the lock run out, as if its holder had gone long ago. */
const runOut = () =>
  gateway.locks.updateOne({ _id: ID }, [{ $set: { expiresAt: { $subtract: ['$$NOW', 1_000] } } }]);

/** alice has the lock, and bob and then sam wait for it. */
async function aliceBobSam() {
  const { lock } = await acquire('alice');
  await request('bob', { message: 'only the price' });
  await request('sam', { message: 'no hurry' });
  return lock;
}

test('a free record is acquired, and one asks for what one has without waiting', async () => {
  expect(await request('alice', { sessionId: 'tab-1' })).toMatchObject({
    __typename: 'LockAcquired',
    created: true,
    lock: { sessionId: 'tab-1' },
  });
  expect(await request('alice')).toMatchObject({ __typename: 'LockAcquired', created: false });
});

test('who asks for a held record waits in line, and keeps the place when asking again', async () => {
  await acquire('alice');
  expect(await request('bob', { message: 'only the price' })).toMatchObject({
    __typename: 'LockQueued',
    position: 1,
    lock: { holder: { username: 'alice' }, waiterCount: 1, reserved: false },
    record: { id: 'record:volume/1234', lock: { waiterCount: 1 } },
  });
  expect(await request('sam')).toMatchObject({ __typename: 'LockQueued', position: 2 });
  expect(await request('bob')).toMatchObject({
    position: 1,
    lock: {
      waiterCount: 2,
      waiters: [
        { user: { username: 'bob' }, message: 'only the price', position: 1 },
        { user: { username: 'sam' }, message: null, position: 2 },
      ],
    },
  });
  const [first] = (await gateway.locks.findOne({ _id: ID }))!.waiters!;
  expect(first!.placeEndsAt.getTime()).toBeGreaterThan(first!.since.getTime() + 60_000);
});

test('a message is for the holder and its author, and an empty one takes it back', async () => {
  const { fencingToken } = await aliceBobSam();
  const messages = async (username: string) =>
    (await lockFor(username))!.waiters.map(({ message }) => message);
  expect(await messages('alice')).toEqual(['only the price', 'no hurry']);
  expect(await messages('bob')).toEqual(['only the price', null]);
  expect(await messages('sam')).toEqual([null, 'no hurry']);
  await request('bob', { message: '' });
  expect(await renew('alice', fencingToken)).toMatchObject({
    __typename: 'LockRenewed',
    lock: { waiters: [{ message: null }, { message: 'no hurry' }] },
  });
});

test('a removal passes the lock to the first in line, and only that user can acquire it', async () => {
  const { fencingToken } = await aliceBobSam();
  expect(await remove('alice')).toMatchObject({
    __typename: 'LockRemoved',
    previousHolder: { username: 'alice' },
    fencingToken,
    record: { lock: { holder: { username: 'bob' }, reserved: true, waiterCount: 1 } },
  });
  for (const username of ['alice', 'sam']) {
    expect(await acquire(username)).toMatchObject({
      __typename: 'LockConflict',
      message: expect.stringContaining('bob is next and has this record reserved since') as string,
      lock: { holder: { username: 'bob' }, reserved: true },
    });
  }
  expect(await renew('alice', fencingToken)).toMatchObject({
    __typename: 'LockLost',
    currentLock: { holder: { username: 'bob' }, reserved: true },
  });
  const claimed = await acquire('bob');
  expect(claimed).toMatchObject({
    __typename: 'LockAcquired',
    created: true,
    lock: { reserved: false, heldByMe: true, waiterCount: 1 },
  });
  expect(claimed.lock.fencingToken).toBeGreaterThan(fencingToken);
  const { expiresAt, acquiredAt } = claimed.lock;
  expect(Date.parse(expiresAt!) - Date.parse(acquiredAt)).toBeGreaterThanOrEqual(1_800_000);
});

test.each([
  ['another request', () => request('bob'), 'LockAcquired'],
  [
    'a renewal',
    async () => renew('bob', (await recordFor('bob')).lock!.fencingToken),
    'LockRenewed',
  ],
])('the reserved lock becomes an ordinary one by %s', async (_name, claim, expected) => {
  await aliceBobSam();
  await remove('alice');
  expect(await claim()).toMatchObject({
    __typename: expected,
    lock: { reserved: false, heldByMe: true },
  });
});

test('over REST a reservation for another is a 409 with its headers, and its user takes it', async () => {
  await aliceBobSam();
  expect((await rest('alice', 'remove')).status).toBe(200);
  const { lock } = await recordFor('bob');
  for (const username of ['alice', 'sam']) {
    const answer = await rest(username, 'acquire');
    expect([answer.status, answer.text]).toEqual([409, '{"data":"Conflict","code":409}']);
    expect(answer.headers).toMatchObject({
      'x-lock-holder': 'bob',
      'x-lock-acquired-at': lock!.acquiredAt,
      'x-lock-expires-at': lock!.expiresAt,
    });
    expect((await rest(username, 'remove')).text).toBe('{"data":"Forbidden","code":403}');
  }
  const taken = await rest('bob', 'acquire');
  expect([taken.status, taken.text]).toEqual([200, '{"data":"Success","code":200}']);
  expect(await recordFor('bob')).toMatchObject({ lock: { reserved: false, heldByMe: true } });
});

test('an expired lock passes on within a second or two, without anybody asking', async () => {
  await aliceBobSam();
  await runOut();
  await waitUntil({
    what: 'the lock is reserved for bob',
    withinMs: 5_000,
    ask: async () => {
      const lock = await gateway.locks.findOne({ _id: ID });
      return lock?.isReserved && lock.holder.username === 'bob' ? lock : undefined;
    },
  });
});

test('whoever asks for an expired lock finds it with the first in line', async () => {
  await aliceBobSam();
  await runOut();
  expect((await rest('alice', 'acquire')).headers['x-lock-holder']).toBe('bob');
});

test('a reservation that nobody claims passes on to the next, and then the record is free', async () => {
  await aliceBobSam();
  await remove('alice');
  await runOut();
  expect((await rest('alice', 'acquire')).headers['x-lock-holder']).toBe('sam');
  await runOut();
  expect(await acquire('alice')).toMatchObject({ __typename: 'LockAcquired', created: true });
});

test('who gave no sign of life for as long as a place is kept is passed over', async () => {
  await aliceBobSam();
  await gateway.locks.updateOne({ _id: ID }, { $set: { 'waiters.0.placeEndsAt': new Date(0) } });
  expect(await lockFor('alice')).toMatchObject({
    waiterCount: 1,
    waiters: [{ user: { username: 'sam' }, position: 1 }],
  });
  await remove('alice');
  expect((await recordFor('alice')).lock?.holder.username).toBe('sam');
});

test('who withdraws waits no more, and lets go of a reservation', async () => {
  await aliceBobSam();
  expect([await withdraw('bob'), await withdraw('bob')]).toEqual([true, false]);
  await remove('alice');
  expect((await recordFor('sam')).lock).toMatchObject({ reserved: true, heldByMe: true });
  expect(await withdraw('sam')).toBe(true);
  expect((await recordFor('sam')).lock).toBeNull();
  expect(await withdraw('sam')).toBe(false);
});

test('a take-over leaves the line as it is, and gets past a reservation, as does a forced removal', async () => {
  await acquire('alice');
  await request('bob');
  const takeOver = async () =>
    (await gateway.graphql('sam', operations.TakeOverLockDocument, { ...KEY, reason: 'urgent' }))
      .data!.takeOverLock;
  expect(await takeOver()).toMatchObject({
    __typename: 'LockTakenOver',
    previousHolder: { username: 'alice' },
    lock: { holder: { username: 'sam' }, waiterCount: 1 },
  });
  const changesOf = async () => (await gateway.locks.findOne({ _id: ID }))!.changes;
  expect(await changesOf()).toMatchObject([{ type: 'TAKEN_OVER', reason: 'urgent' }]);
  await remove('sam');
  expect(await takeOver()).toMatchObject({
    __typename: 'LockTakenOver',
    previousHolder: { username: 'bob' },
    lock: { reserved: false },
  });
  await request('alice');
  const { data } = await gateway.graphql('sam', operations.ForceRemoveLockDocument, {
    ...{ ...KEY, reason: 'left for the day' },
  });
  expect(data?.forceRemoveLock).toMatchObject({
    __typename: 'LockRemoved',
    record: { lock: { holder: { username: 'alice' }, reserved: true } },
  });
  expect(await changesOf()).toMatchObject([
    { type: 'FORCE_REMOVED', reason: 'left for the day' },
    { type: 'RESERVED' },
  ]);
});

test('removeMyLocks leaves every line, and counts the locks alone', async () => {
  await aliceBobSam();
  const other = { route: 'series', id: '9' };
  await gateway.graphql('alice', operations.AcquireLockDocument, other);
  await gateway.graphql('bob', operations.RequestLockDocument, other);
  await gateway.graphql('bob', operations.AcquireLockDocument, { route: 'volume', id: '1' });
  const { data } = await gateway.graphql('bob', operations.RemoveMyLocksDocument, {});
  expect(data?.removeMyLocks).toBe(1);
  expect(await gateway.locks.distinct('waiters.user.username')).toEqual(['sam']);
});

test('a line has 50 places', async () => {
  const usernames = Array.from({ length: 51 }, (_, index) => `waiting-${index}`);
  await gateway.addUsers(usernames);
  await acquire('alice');
  for (const username of usernames.slice(0, 50)) await request(username);
  const { data, errors } = await gateway.graphql(
    usernames[50]!,
    operations.RequestLockDocument,
    KEY,
  );
  expect(data ?? null).toBeNull();
  expect(errors?.[0]).toMatchObject({
    message: 'id names a record whose line is full.',
    extensions: { code: 'BAD_USER_INPUT', argument: 'id' },
  });
  expect((await recordFor('alice')).lock?.waiterCount).toBe(50);
  expect(await request(usernames[49]!)).toMatchObject({ position: 50 });
});
