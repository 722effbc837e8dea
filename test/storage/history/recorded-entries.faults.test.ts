import { type Connection } from 'mongoose';
import { type EntryName } from '../../../src/domain/recorded-entries';
import { connect, createConnection } from '../../../src/storage/connection/connection';
import {
  type EntryDocument,
  HISTORY_COLLECTION,
  toEntryDocument,
} from '../../../src/storage/history/history-document';
import { MongoRecordedEntries } from '../../../src/storage/history/mongo-recorded-entries';
import { entryOf } from '../../support/history-entries';
import { ReplicaSet } from '../../support/system/replica-set';

jest.setTimeout(90_000);

let set: ReplicaSet;
let connection: Connection;

beforeEach(async () => {
  set = await ReplicaSet.start({ size: 3 });
  // A primary whose secondaries are frozen deposes itself after this.
  await set.setElectionTimeout(30_000);
  connection = createConnection();
  await connect(connection, set.uri);
});

afterEach(async () => {
  for (const node of set.nodes) node.thaw();
  await connection.close();
  await set.stop();
});

test('an entry is read by a primary that does not know yet that a majority has it', async () => {
  const entries = new MongoRecordedEntries({ connection, onPlaceLost: () => {} });
  const history = connection.db!.collection<EntryDocument>(HISTORY_COLLECTION);
  const [known, told] = [entryOf('1', 1), entryOf('1', 2)];
  await history.insertOne(toEntryDocument(known), { writeConcern: { w: 'majority' } });
  const primary = await set.waitForPrimary();
  // As on a primary that was just elected: what the one before knew of the others it has to find out.
  for (const node of set.nodes) if (node !== primary) node.freeze();
  await history.insertOne(toEntryDocument(told), { writeConcern: { w: 1 } });
  const name = (fencingToken: number): EntryName => ({
    ...{ lockId: told.key.id, fencingToken, isEnd: false },
  });
  const range = { from: name(1), isAfter: false, until: name(2) };
  expect(await entries.read(range, 10)).toEqual([known, told]);
});
