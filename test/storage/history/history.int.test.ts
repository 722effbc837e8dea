import { acquire, forceRemove, remove, renew, takeOver } from '../../../src/domain/lock-state';
import { request, withdraw } from '../../../src/domain/waiting';
import { type HistoryEntry } from '../../../src/domain/lock-history';
import { EntryWriter } from '../../../src/storage/history/entry-writer';
import { toEntryDocument } from '../../../src/storage/history/history-document';
import { type LockDocument } from '../../../src/storage/locks/lock-document';
import { openTestRecorder, type TestRecorder } from '../../support/open-test-recorder';
import { holderNamed, openTestStore, type TestStore, volume } from '../../support/open-test-store';
import { createTestDatabaseUri, dropDatabase } from '../../support/test-database';

jest.setTimeout(60_000);

const alice = holderNamed('alice');
const bob = holderNamed('bob');
const sam = holderNamed('sam');

let uri: string;
let opened: TestStore;
let recorder: TestRecorder;

beforeEach(async () => {
  uri = createTestDatabaseUri();
  opened = await openTestStore(uri);
});

afterEach(async () => {
  await recorder.close();
  await opened.close();
  await dropDatabase(uri);
});

async function record(): Promise<void> {
  recorder = await openTestRecorder(uri);
  await recorder.untilRecording();
}

test('every grant and every end is an entry, and a renewal is none', async () => {
  await record();
  const key = volume('1');
  const { store } = opened;
  const grant = { key, leaseMs: 60_000, defaultLeaseMs: null };
  await store.change(key, acquire({ ...grant, holder: alice, note: 'prices' }));
  await store.change(key, acquire({ ...grant, holder: alice, note: 'all prices' }));
  await store.change(key, takeOver({ ...grant, holder: sam, note: null, reason: 'urgent' }));
  await store.change(key, request({ ...grant, holder: bob, message: null, placeMs: 60_000 }));
  await store.change(key, forceRemove({ actor: alice, reason: 'left open' }));
  await store.change(key, withdraw({ user: bob }));
  await opened.acquire(key, alice);
  await opened.expire(key);
  await store.markExpired();
  const entries = await recorder.untilEntries(key, 7);
  const tokens = entries.map(({ fencingToken }) => fencingToken);
  expect(entries).toMatchObject([
    {
      ...{ key, type: 'ACQUIRED', actor: alice, holder: alice, previousHolder: null },
      ...{ note: 'prices', reason: null },
    },
    {
      ...{ type: 'TAKEN_OVER', actor: sam, holder: sam, previousHolder: alice },
      ...{ note: null, reason: 'urgent' },
    },
    {
      ...{ type: 'FORCE_REMOVED', actor: alice, holder: sam, fencingToken: tokens[1] },
      reason: 'left open',
    },
    { type: 'RESERVED', actor: null, holder: bob, previousHolder: sam },
    { type: 'RELEASED', actor: bob, holder: bob, fencingToken: tokens[3] },
    { type: 'ACQUIRED', holder: alice },
    { type: 'EXPIRED', actor: null, holder: alice, fencingToken: tokens[5], note: null },
  ]);
  expect(entries).toHaveLength(7);
  expect(new Set(tokens).size).toBe(4);
});

test('an entry of an expiry has the note that the lock had in the end', async () => {
  await record();
  const key = volume('2/3 %');
  const grant = { key, leaseMs: 60_000, defaultLeaseMs: null, holder: alice };
  await opened.store.change(key, acquire({ ...grant, note: 'first' }));
  await opened.store.change(key, acquire({ ...grant, note: 'last' }));
  await opened.locks.updateOne({ _id: key.id }, { $set: { expiresAt: new Date(1_000) } });
  await opened.store.markExpired();
  const [, expired] = await recorder.untilEntries(key, 2);
  expect(expired).toMatchObject({ key, type: 'EXPIRED', holder: alice, note: 'last' });
});

test('the locks that are held when the recording begins are told, and that it begins', async () => {
  const key = volume('1');
  await opened.acquire(volume('2'), bob);
  await opened.store.change(volume('2'), remove({ holderId: bob.id }));
  const { lock } = await opened.acquire(key, alice);
  const renewal = { holderId: alice.id, fencingToken: lock.fencingToken, defaultLeaseMs: null };
  await opened.store.change(key, renew(renewal));
  await record();
  expect(await recorder.untilEntries(key, 1)).toMatchObject([
    { type: 'ACQUIRED', holder: alice, at: lock.acquiredAt, fencingToken: lock.fencingToken },
  ]);
  await opened.store.change(key, remove({ holderId: alice.id }));
  expect(await recorder.untilEntries(key, 2)).toMatchObject([{}, { type: 'RELEASED' }]);
  expect(await recorder.entriesOf(volume('2'))).toEqual([]);
  expect(await recorder.history.gaps()).toEqual([{ from: null, until: expect.any(Date) as Date }]);
  expect(recorder.observed.gaps).toEqual([]);
});

/** Replaces a document as an earlier release does: without saying what it did. */
async function writeAsBefore(id: string, change: Partial<LockDocument>): Promise<void> {
  const { version, changes, ...document } = (await opened.locks.findOne({ _id: id }))!;
  expect([version, changes]).not.toEqual([undefined, undefined]);
  await opened.locks.replaceOne({ _id: id }, { ...document, ...change });
}

test('what an earlier release or an operator did is told as far as it can be known', async () => {
  await record();
  for (const id of ['1', '2', '3']) await opened.acquire(volume(id), alice);
  const { acquiredAt } = (await opened.locks.findOne({ _id: 'volume/1' }))!;
  const endedAt = new Date(acquiredAt.getTime() + 5);
  await writeAsBefore('volume/1', { status: 'removed', endedAt });
  await opened.locks.deleteOne({ _id: 'volume/2' });
  await opened.locks.updateOne({ _id: 'volume/3' }, [
    { $set: { status: 'expired', endedAt, changes: '$$REMOVE' } },
  ]);
  await opened.acquire(volume('2'), bob);
  expect(await recorder.untilEntries(volume('1'), 2)).toMatchObject([
    { type: 'ACQUIRED' },
    { type: 'RELEASED', holder: alice, at: endedAt },
  ]);
  expect(await recorder.untilEntries(volume('2'), 3)).toMatchObject([
    { type: 'ACQUIRED', holder: alice },
    { type: 'FORCE_REMOVED', actor: null, holder: alice },
    { type: 'ACQUIRED', holder: bob },
  ]);
  expect(await recorder.untilEntries(volume('3'), 2)).toMatchObject([
    { type: 'ACQUIRED' },
    { type: 'EXPIRED', holder: alice, at: endedAt },
  ]);
});

test('ended locks that the database deletes are no entries', async () => {
  await record();
  await opened.acquire(volume('1'), alice);
  await opened.store.change(volume('1'), remove({ holderId: alice.id }));
  await opened.locks.deleteOne({ _id: 'volume/1' });
  await opened.acquire(volume('2'), alice);
  await recorder.untilEntries(volume('2'), 1);
  expect(await recorder.entriesOf(volume('1'))).toMatchObject([
    { type: 'ACQUIRED' },
    { type: 'RELEASED' },
  ]);
});

async function retentionSeconds(): Promise<number | undefined> {
  const indexes = await recorder.collection.indexes();
  return indexes.find(({ name }) => name === 'retention')?.expireAfterSeconds;
}

test('the index of the retention is altered when the setting is another', async () => {
  recorder = await openTestRecorder(uri, { retentionMs: 3_600_000 });
  await recorder.untilRecording();
  expect(await retentionSeconds()).toBe(3_600);
  await recorder.close();
  recorder = await openTestRecorder(uri, { retentionMs: 7_200_000 });
  await opened.acquire(volume('1'), alice);
  await recorder.untilEntries(volume('1'), 1);
  expect(await retentionSeconds()).toBe(7_200);
});

test('what a user did is listed by time, in pages, from an index', async () => {
  await record();
  const ids = Array.from({ length: 7 }, (_, index) => `${index}`);
  await Promise.all(ids.map((id) => opened.acquire(volume(id), alice)));
  await opened.acquire(volume('other'), bob);
  for (const id of [...ids, 'other']) await recorder.untilEntries(volume(id), 1);
  const filter = { actorId: alice.id };
  const whole = await recorder.history.list({ filter, limit: 100 });
  expect(whole).toHaveLength(7);
  const paged = [];
  for (;;) {
    const last = paged.at(-1);
    const after = last && {
      ...{ lockId: last.key.id, fencingToken: last.fencingToken, isEnd: false, at: last.at },
    };
    const page = await recorder.history.list({ filter, limit: 2, after });
    if (page.length === 0) break;
    paged.push(...page);
  }
  expect(paged).toEqual(whole);
  const times = whole.map(({ at }) => at.getTime());
  expect(times).toEqual([...times].sort((one, other) => other - one));
  const plan = await recorder.collection
    .find({ 'actor.id': alice.id }, { sort: { at: -1, _id: -1 } })
    .explain('executionStats');
  expect(JSON.stringify(plan)).toContain('"indexName":"by_actor"');
  expect(JSON.stringify(plan)).not.toContain('"stage":"SORT"');
});

test('what a write by hand tells is not believed, but what stands then is told', async () => {
  await record();
  const ids = ['1', '2'] as const;
  for (const id of ids) await opened.acquire(volume(id), alice);
  for (const id of ids) await recorder.untilEntries(volume(id), 1);
  const { fencingToken, ...document } = (await opened.locks.findOne({ _id: 'volume/1' }))!;
  const changes = [{ type: 'ACQUIRED', at: 'yesterday' }] as never;
  const written = { ...document, holder: bob, fencingToken: fencingToken + 1, changes };
  await opened.locks.replaceOne({ _id: 'volume/1' }, written);
  expect(await recorder.untilEntries(volume('1'), 2)).toMatchObject([
    {},
    { type: 'TAKEN_OVER', actor: bob, holder: bob, previousHolder: alice },
  ]);
  const other = (await opened.locks.findOne({ _id: 'volume/2' }))!;
  await opened.locks.replaceOne({ _id: 'volume/2' }, { ...other, note: 7 as never });
  expect(await recorder.untilEntries(volume('2'), 2)).toMatchObject([
    {},
    { type: 'FORCE_REMOVED', holder: alice },
  ]);
});

test('what the stream tells replaces what was made up for, and nothing else', async () => {
  await record();
  const writer = new EntryWriter(opened.database);
  const at = new Date();
  const told: HistoryEntry = {
    ...{ key: volume('1'), type: 'TAKEN_OVER', at, actor: sam, holder: sam },
    ...{ previousHolder: alice, fencingToken: 7, note: null, reason: 'urgent' },
  };
  const madeUp: HistoryEntry = { ...told, type: 'ACQUIRED', previousHolder: null, reason: null };
  await writer.makeUp([madeUp].map(toEntryDocument));
  expect(await recorder.entriesOf(told.key)).toEqual([madeUp]);
  await writer.write([{ ...told, key: volume('2') }, told].map(toEntryDocument));
  expect(await recorder.entriesOf(told.key)).toEqual([told]);
  await writer.makeUp([madeUp].map(toEntryDocument));
  await writer.write([{ ...told, reason: 'another' }].map(toEntryDocument));
  expect(await recorder.entriesOf(told.key)).toEqual([told]);
});
