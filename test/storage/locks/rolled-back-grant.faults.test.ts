import { mongo } from 'mongoose';
import { type LockDocument } from '../../../src/storage/locks/lock-document';
import { LOCKS_COLLECTION } from '../../../src/storage/locks/lock-model';
import { ALICE } from '../../support/lock-records';
import { openTestStore, volume } from '../../support/open-test-store';
import { ReplicaSet } from '../../support/system/replica-set';

jest.setTimeout(120_000);

let set: ReplicaSet;

beforeAll(async () => {
  set = await ReplicaSet.start();
});

afterAll(() => set.stop());

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
