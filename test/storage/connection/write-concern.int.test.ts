import { takeOver } from '../../../src/domain/lock-state';
import { Unavailable } from '../../../src/domain/errors';
import { holderNamed, openTestStore, type TestStore, volume } from '../../support/open-test-store';
import { type OwnMongod, startOwnMongod } from '../../support/own-mongod';

jest.setTimeout(60_000);

const alice = holderNamed('alice');
const bob = holderNamed('bob');
let mongod: OwnMongod;
let opened: TestStore;

beforeAll(async () => {
  mongod = await startOwnMongod({ hasFailPoints: true });
  opened = await openTestStore(mongod.uri);
});

afterAll(async () => {
  await opened.close();
  await mongod.dispose();
});

afterEach(() => failNext('off', {}));

/** Lets the database fail the next commands of a kind, or run them and answer with a doubt. */
async function failNext(mode: 'off' | { times: number }, data: object): Promise<void> {
  const admin = opened.database.admin();
  await admin.command({ configureFailPoint: 'failCommand', mode, ...(mode !== 'off' && { data }) });
}

/** The statement ran; that a majority has it is not known. */
const NO_MAJORITY = { code: 64, codeName: 'WriteConcernFailed', errmsg: 'waiting timed out' };
/** The statement ran; the answer is that of a node that is about to stop. */
const STOPPING = { code: 91, codeName: 'ShutdownInProgress', errmsg: 'stopping' };

test('a grant that no majority confirmed is not reported to any caller', async () => {
  await failNext({ times: 1 }, { failCommands: ['insert'], writeConcernError: NO_MAJORITY });
  await expect(opened.acquire(volume('granted'), alice)).rejects.toBeInstanceOf(Unavailable);
});

test('beside a refused statement, what no majority confirmed is no success either', async () => {
  const { collectionName: collMod } = opened.locks;
  await opened.database.command({ collMod, validator: { resourceId: { $ne: 'unwelcome' } } });
  await failNext({ times: 1 }, { failCommands: ['insert'], writeConcernError: NO_MAJORITY });
  const answers = await Promise.allSettled(
    ['unwelcome', 'neighbour'].map((id) => opened.acquire(volume(id), alice)),
  );
  await opened.database.command({ collMod, validator: {} });
  expect(answers).toMatchObject(
    Array(2).fill({ status: 'rejected', reason: expect.any(Unavailable) as Unavailable }),
  );
});

test('a take-over that no majority confirmed is not reported to any caller', async () => {
  const key = volume('taken');
  await opened.acquire(key, alice);
  await failNext({ times: 1 }, { failCommands: ['update'], writeConcernError: NO_MAJORITY });
  const transition = takeOver({ key, holder: bob, leaseMs: null, note: null });
  await expect(opened.store.change(key, transition)).rejects.toBeInstanceOf(Unavailable);
});

test('a conflict that no majority confirmed is not reported to any caller', async () => {
  await opened.acquire(volume('held'), alice);
  await failNext({ times: 1 }, { failCommands: ['update'], writeConcernError: NO_MAJORITY });
  await expect(opened.acquire(volume('held'), bob)).rejects.toBeInstanceOf(Unavailable);
});

test('a write whose acknowledgement was lost is retried, and does not conflict with itself', async () => {
  const data = { writeConcernError: STOPPING, errorLabels: ['RetryableWriteError'] };
  const key = volume('retried');
  await failNext({ times: 1 }, { ...data, failCommands: ['insert'] });
  const granted = await opened.acquire(key, alice);
  expect(granted).toMatchObject({ kind: 'acquired', created: true });
  await failNext({ times: 1 }, { ...data, failCommands: ['update'] });
  expect(await opened.acquire(key, alice)).toMatchObject({ kind: 'acquired', created: false });
  expect((await opened.store.find(key))?.fencingToken).toBe(granted.lock.fencingToken);
});

test.each(['aggregate', 'insert'])(
  'a connection that broke once at %s costs nothing',
  async (command) => {
    await failNext({ times: 1 }, { failCommands: [command], closeConnection: true });
    expect(await opened.acquire(volume(`broke-at-${command}`), alice)).toMatchObject({
      kind: 'acquired',
      created: true,
    });
  },
);

test('a connection that broke once at the confirmation of a conflict costs nothing', async () => {
  await opened.acquire(volume('held-on'), alice);
  await failNext({ times: 1 }, { failCommands: ['update'], closeConnection: true });
  expect(await opened.acquire(volume('held-on'), bob)).toMatchObject({ kind: 'heldByOther' });
});

test('a grant that cannot be written is a failure, and the lock stays free', async () => {
  await failNext({ times: 1 }, { failCommands: ['insert'], errorCode: 2 });
  await expect(opened.acquire(volume('refused'), alice)).rejects.toBeInstanceOf(Unavailable);
  expect(await opened.acquire(volume('refused'), bob)).toMatchObject({ created: true });
});
