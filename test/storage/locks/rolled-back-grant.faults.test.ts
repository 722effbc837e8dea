import { mongo } from 'mongoose';
import { Unavailable } from '../../../src/domain/errors';
import { acquire, remove } from '../../../src/domain/lock-state';
import { AheadReading } from '../../../src/storage/locks/read-ahead';
import { ReadBarrier } from '../../../src/storage/locks/read-barrier';
import { type LockDocument } from '../../../src/storage/locks/lock-document';
import { LOCKS_COLLECTION } from '../../../src/storage/locks/lock-model';
import { ALICE, BOB } from '../../support/lock-records';
import { openTestStore, volume } from '../../support/open-test-store';
import { ReplicaSet } from '../../support/system/replica-set';

jest.setTimeout(120_000);

let set: ReplicaSet;

beforeAll(async () => {
  set = await ReplicaSet.start();
  // A primary whose secondaries are frozen deposes itself after this.
  await set.setElectionTimeout(30_000);
});

afterAll(() => set.stop());

afterEach(() => jest.restoreAllMocks());

test('a grant that no majority has is shown by no read, though the primary has it', async () => {
  const primary = await set.waitForPrimary();
  const others = set.nodes.filter((node) => node !== primary);
  const opened = await openTestStore(set.uri);
  const direct = new mongo.MongoClient(`mongodb://${primary.host}/?directConnection=true`);
  const { databaseName } = opened.database;
  const local = direct.db(databaseName).collection<LockDocument>(LOCKS_COLLECTION);
  try {
    await opened.acquire(volume('before'), ALICE);
    await local.findOne({});
    for (const node of others) node.freeze();
    const granting = opened.acquire(volume('lost'), ALICE).catch((error: unknown) => error);
    while (!(await local.findOne({ _id: 'volume/lost' }))) await new Promise(setImmediate);
    const [found, listed, count] = await Promise.all([
      opened.store.find(volume('lost')),
      opened.store.list({ filter: {}, limit: 10 }),
      opened.store.count({}),
    ]);
    // The primary, which is not deposed yet, has the document all along.
    expect(await local.findOne({ _id: 'volume/lost' })).not.toBeNull();
    expect(found).toBeUndefined();
    expect(listed.map(({ key }) => key.id)).toEqual(['volume/before']);
    expect(count).toBe(1);
    for (const node of others) node.thaw();
    await granting;
  } finally {
    for (const node of others) node.thaw();
    await direct.close();
    await opened.close();
  }
});

test('a primary without a majority refuses nobody', async () => {
  const primary = await set.waitForPrimary();
  const others = set.nodes.filter((node) => node !== primary);
  const opened = await openTestStore(set.uri);
  try {
    await opened.acquire(volume('refusing'), ALICE);
    for (const node of others) node.freeze();
    await expect(opened.acquire(volume('refusing'), BOB)).rejects.toBeInstanceOf(Unavailable);
  } finally {
    for (const node of others) node.thaw();
    await opened.close();
  }
});

test('what was read before a change of the primary refuses nobody', async () => {
  await set.waitForPrimary();
  const opened = await openTestStore(set.uri);
  const other = await openTestStore(set.uri);
  jest.spyOn(AheadReading.prototype, 'isUsable', 'get').mockReturnValue(true);
  const again = jest.spyOn(ReadBarrier.prototype, 'read');
  try {
    const key = volume('passed-on');
    await other.acquire(key, ALICE);
    await opened.acquire(volume('before'), BOB);
    const change = opened.store.beginChange(key);
    // By then the batch of the change reads ahead.
    await new Promise(setImmediate);
    await set.stepDown();
    await set.waitForPrimary();
    await other.store.change(key, remove({ holderId: ALICE.id }));
    expect(again).not.toHaveBeenCalled();
    const ask = { key, holder: BOB, leaseMs: null, defaultLeaseMs: null, note: null };
    const answer = change.decide(acquire(ask));
    expect(await answer).toMatchObject({ kind: 'acquired' });
    expect(again).toHaveBeenCalled();
  } finally {
    await opened.close();
    await other.close();
  }
});
