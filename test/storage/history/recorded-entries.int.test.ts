import { type Connection } from 'mongoose';
import { remove } from '../../../src/domain/lock-state';
import {
  type EntryName,
  type EntryReader,
  ReaderReplaced,
} from '../../../src/domain/recorded-entries';
import { connect, createConnection } from '../../../src/storage/connection/connection';
import { MongoRecordedEntries } from '../../../src/storage/history/mongo-recorded-entries';
import { type ReaderPlace } from '../../../src/storage/history/reader-place';
import { fillOplog } from '../../support/fill-oplog';
import { openTestRecorder, type TestRecorder } from '../../support/open-test-recorder';
import { holderNamed, openTestStore, type TestStore, volume } from '../../support/open-test-store';
import { type OwnMongod, startOwnMongod } from '../../support/own-mongod';
import { createTestDatabaseUri, dropDatabase } from '../../support/test-database';
import { waitUntil } from '../../support/wait-until';

jest.setTimeout(120_000);

const alice = holderNamed('alice');

let uri: string;
let mongod: OwnMongod | undefined;
let connection: Connection;
let opened: TestStore;
let recorder: TestRecorder;
let entries: MongoRecordedEntries;
let lostFrom: Date[];
const readers: EntryReader<ReaderPlace>[] = [];

async function begin(own?: OwnMongod): Promise<void> {
  mongod = own;
  uri = own?.uri ?? createTestDatabaseUri();
  opened = await openTestStore(uri);
  recorder = await openTestRecorder(uri);
  connection = createConnection();
  await connect(connection, uri);
  lostFrom = [];
  entries = new MongoRecordedEntries({
    connection,
    onPlaceLost: (from) => void lostFrom.push(from),
  });
  await entries.start();
}

afterEach(async () => {
  for (const reader of readers.splice(0)) await reader.close();
  await connection.close();
  await recorder.close();
  await opened.close();
  if (mongod) await mongod.dispose();
  else await dropDatabase(uri);
});

async function takeOver(fencingToken: number): Promise<EntryReader<ReaderPlace>> {
  const reader = await entries.takeOver(fencingToken);
  readers.push(reader);
  return reader;
}

/** Reads until a lock is told of; the names that were read, and the place after them. */
async function readUntil(
  reader: EntryReader<ReaderPlace>,
  resourceId: string,
): Promise<{ names: EntryName[]; place: ReaderPlace }> {
  const names: EntryName[] = [];
  let place: ReaderPlace | undefined;
  const { id } = volume(resourceId);
  return waitUntil({
    ...{ what: `an entry of ${id}`, withinMs: 20_000, everyMs: 1 },
    ask: async () => {
      const read = await reader.next();
      names.push(...read.names);
      place = read.place;
      const isThere = names.some(({ lockId }) => lockId === id);
      return isThere && place ? { names, place } : undefined;
    },
  });
}

test('a reader is told of every entry that is recorded, and reads those of one lock in order', async () => {
  await begin();
  const reader = await takeOver(1);
  await opened.acquire(volume('1'), alice);
  await opened.store.change(volume('1'), remove({ holderId: alice.id }));
  await opened.acquire(volume('1'), alice);
  await opened.acquire(volume('end'), alice);
  const { names } = await readUntil(reader, 'end');
  const ofOne = names.filter(({ lockId }) => lockId === 'volume/1');
  expect(ofOne.map(({ isEnd }) => isEnd)).toEqual([false, true, false]);
  const [from, , until] = ofOne as [EntryName, EntryName, EntryName];
  const read = (isAfter: boolean, limit: number): Promise<string[]> =>
    entries.read({ from, isAfter, until }, limit).then((all) => all.map(({ type }) => type));
  expect(await read(false, 10)).toEqual(['ACQUIRED', 'RELEASED', 'ACQUIRED']);
  expect(await read(true, 1)).toEqual(['RELEASED']);
});

test('the next reader goes on at the stored place, and an older one can store none any more', async () => {
  await begin();
  const old = await takeOver(5);
  await opened.acquire(volume('1'), alice);
  const { place } = await readUntil(old, '1');
  await old.save(place);
  await opened.acquire(volume('2'), alice);
  const later = await readUntil(old, '2');
  const next = await takeOver(6);
  await expect(old.save(later.place)).rejects.toThrow(ReaderReplaced);
  await expect(entries.takeOver(5)).rejects.toThrow(ReaderReplaced);
  const { names } = await readUntil(next, '2');
  expect(names.map(({ lockId }) => lockId)).toEqual(['volume/2']);
});

test('the very first reader is told of nothing that was recorded before', async () => {
  await begin();
  await opened.acquire(volume('before'), alice);
  await recorder.untilEntries(volume('before'), 1);
  // A stream begins with the last write of its time.
  await opened.database.collection('others').insertOne({});
  const later = new MongoRecordedEntries({ connection, onPlaceLost: () => {} });
  await later.start();
  await opened.acquire(volume('after'), alice);
  entries = later;
  const { names } = await readUntil(await takeOver(1), 'after');
  expect(names.map(({ lockId }) => lockId)).toEqual(['volume/after']);
});

test('what was recorded while the database forgot the place is told from the history', async () => {
  await begin(await startOwnMongod({ isForgetful: true }));
  const first = await takeOver(1);
  await opened.acquire(volume('1'), alice);
  const { place } = await readUntil(first, '1');
  await first.save(place);
  await first.close();
  await opened.acquire(volume('2'), alice);
  await opened.store.change(volume('2'), remove({ holderId: alice.id }));
  await recorder.untilEntries(volume('2'), 2);
  await fillOplog(uri);
  const next = await takeOver(2);
  const { names, place: reached } = await readUntil(next, '2');
  expect(names.filter(({ lockId }) => lockId === 'volume/2').map(({ isEnd }) => isEnd)).toEqual([
    false,
    true,
  ]);
  expect(lostFrom).toHaveLength(1);
  await next.save(reached);
  await opened.acquire(volume('3'), alice);
  const later = await readUntil(next, '3');
  expect(later.names.map(({ lockId }) => lockId)).toEqual(['volume/3']);
});
