import { mongo } from 'mongoose';
import { startLockGateway } from '../../../src/gateway/lock-gateway';
import { createLogger } from '../../../src/observability/logs/logger';
import { connect, createConnection } from '../../../src/storage/connection/connection';
import { toDocument } from '../../../src/storage/locks/lock-document';
import { HISTORY_COLLECTION } from '../../../src/storage/history/history-document';
import { LOCKS_COLLECTION, UNIQUE_INDEX } from '../../../src/storage/locks/lock-model';
import { MongoLockStore } from '../../../src/storage/locks/mongo-lock-store';
import { IndexImpossible } from '../../../src/storage/locks/prepare-locks';
import { testConfig } from '../../support/test-config';
import { heldByAlice, KEY, lockOfAlice } from '../../support/lock-records';
import { openTestStore } from '../../support/open-test-store';
import { startTestGateway } from '../../support/start-test-gateway';
import { createTestDatabaseUri, dropDatabase } from '../../support/test-database';
import { waitUntil } from '../../support/wait-until';

let uri: string;
let client: mongo.MongoClient;

beforeEach(async () => {
  uri = createTestDatabaseUri();
  client = await new mongo.MongoClient(uri).connect();
});

afterEach(async () => {
  await client.close();
  await dropDatabase(uri);
});

/** Inserts documents that no gateway would write, around every check. */
async function insertByHand(ids: string[], status: 'held' | 'removed' = 'held'): Promise<void> {
  const endedAt = status === 'held' ? null : new Date();
  const documents = ids.map((id) => ({
    ...toDocument({ lock: lockOfAlice(), status, endedAt, waiters: [] }, 1),
    _id: id as never,
  }));
  await client.db().collection(LOCKS_COLLECTION).insertMany(documents);
}

async function prepareOnce(): Promise<void> {
  const opened = await openTestStore(uri);
  await opened.close();
}

async function uniqueIndex(): Promise<mongo.IndexDescriptionInfo | undefined> {
  const indexes = await client.db().collection(LOCKS_COLLECTION).indexes();
  return indexes.find((index) => index.name === UNIQUE_INDEX);
}

test('the database itself rejects a second held document of one record', async () => {
  await prepareOnce();
  expect(await uniqueIndex()).toMatchObject({ unique: true, key: { route: 1, resourceId: 1 } });
  await insertByHand(['one']);
  await expect(insertByHand(['two'])).rejects.toMatchObject({ code: 11000 });
});

test('the unique index comes back with the next preparation when it was dropped', async () => {
  await prepareOnce();
  await client.db().collection(LOCKS_COLLECTION).dropIndex(UNIQUE_INDEX);
  expect(await uniqueIndex()).toBeUndefined();
  await prepareOnce();
  expect(await uniqueIndex()).toMatchObject({ unique: true });
});

test('two held documents of one record that prevent the index are both named', async () => {
  await insertByHand(['one', 'two']);
  const error = await prepareOnce().catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(IndexImpossible);
  expect((error as Error).message).toMatch(/"one" and "two"/);
});

test('documents of ended locks do not prevent the index', async () => {
  await insertByHand(['one', 'two'], 'removed');
  await insertByHand(['three']);
  await prepareOnce();
  expect(await uniqueIndex()).toBeDefined();
});

test('a store serves nothing before its index exists', async () => {
  const connection = createConnection();
  await connect(connection, uri);
  try {
    const store = new MongoLockStore(connection);
    await expect(store.find(KEY)).rejects.toThrow('not prepared');
    await expect(store.count({})).rejects.toThrow();
    const change = store.change(KEY, () => ({ outcome: 'granted', next: heldByAlice() }));
    await expect(change).rejects.toThrow();
    expect(await client.db().collection(LOCKS_COLLECTION).countDocuments()).toBe(0);
  } finally {
    await connection.close();
  }
});

test('a gateway whose index cannot be built reports it and never becomes ready', async () => {
  await insertByHand(['one', 'two']);
  const gateway = await startLockGateway({
    logger: createLogger('silent'),
    mongodbUri: uri,
    config: testConfig({ isProduction: true, introspection: false }),
  });
  try {
    await expect(gateway.prepared).rejects.toBeInstanceOf(IndexImpossible);
    expect((await fetch(`${gateway.url}/readyz`)).status).toBe(503);
  } finally {
    await gateway.stop();
  }
});

test('over all collections of a gateway, two indexes let documents expire: of ended locks and old history', async () => {
  const gateway = await startTestGateway();
  try {
    await gateway.rest('alice', { operation: 'acquire', body: { route: 'volume', id: '1' } });
    await gateway.rest('bob', { operation: 'acquire', body: { route: 'volume', id: '1' } });
    const history = gateway.database.collection(HISTORY_COLLECTION);
    await waitUntil({
      ...{ what: 'the index of the history', withinMs: 10_000 },
      ask: async () => (await history.indexExists('retention').catch(() => false)) || undefined,
    });
    const collections = await gateway.database.listCollections({ type: 'collection' }).toArray();
    expect(collections.length).toBeGreaterThan(1);
    const expiring: unknown[] = [];
    for (const { name } of collections) {
      const indexes = await gateway.database.collection(name).indexes();
      const found = indexes.filter((index) => 'expireAfterSeconds' in index);
      expiring.push(...found.map(({ key, expireAfterSeconds }) => [name, key, expireAfterSeconds]));
    }
    expect(expiring.sort()).toEqual([
      [HISTORY_COLLECTION, { at: 1 }, 90 * 24 * 60 * 60],
      [LOCKS_COLLECTION, { sweepAt: 1 }, 0],
    ]);
    expect(await gateway.locks.countDocuments({ sweepAt: { $exists: true } })).toBe(0);
    await gateway.rest('alice', { operation: 'remove', body: { route: 'volume', id: '1' } });
    const [ended] = await gateway.locks.find().toArray();
    expect(ended!.sweepAt).toBeInstanceOf(Date);
    expect(ended!.sweepAt!.getTime()).toBeGreaterThan(Date.now());
  } finally {
    await gateway.stop();
  }
});
