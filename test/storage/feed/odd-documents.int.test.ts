import { mongo } from 'mongoose';
import { acquire, forceRemove, remove } from '../../../src/domain/lock-state';
import { type LockDocument } from '../../../src/storage/locks/lock-document';
import { openTestFeed, type TestFeed } from '../../support/open-test-feed';
import { holderNamed, openTestStore, type TestStore, volume } from '../../support/open-test-store';
import { insertWithBadText } from '../../support/raw-insert';
import { createTestDatabaseUri, dropDatabase } from '../../support/test-database';
import { type Watching } from '../../support/watching';

const alice = holderNamed('alice');
const bob = holderNamed('bob');
const sam = holderNamed('sam');

let uri: string;
let opened: TestStore;
let feed: TestFeed;
let watching: Watching;

beforeEach(async () => {
  uri = createTestDatabaseUri();
  opened = await openTestStore(uri);
  feed = await openTestFeed(uri);
  watching = await feed.watch();
  await watching.untilSnapshot();
});

afterEach(async () => {
  await feed.close();
  await opened.close();
  await dropDatabase(uri);
});

/** Resolves when all that was written before is told: what is written last is told last. */
async function settled(): Promise<void> {
  await opened.acquire(volume('last'), sam);
  await watching.until('the last event', ({ picture }) => picture.has('volume/last'));
  await opened.locks.deleteOne({ _id: 'volume/last' });
  await watching.until('its end', ({ picture }) => !picture.has('volume/last'));
}

/** What everybody would be listed, as in the picture of the subscriber. */
async function expectPictureOfList(): Promise<void> {
  const listed = await opened.store.list({ filter: {}, limit: 1_000 });
  const ids = listed.map(({ key, fencingToken, note }) => [key.id, fencingToken, note]);
  const seen = [...watching.picture.values()].map(({ key, fencingToken, note }) => [
    ...[key.id, fencingToken, note],
  ]);
  expect(seen.sort()).toEqual(ids.sort());
  expect(watching.contradictions).toEqual([]);
}

const edit = (id: string, update: mongo.UpdateFilter<LockDocument>) =>
  opened.locks.updateOne({ _id: volume(id).id }, update);

test('documents that are no locks are left out, reported once, and end no stream', async () => {
  const { locks } = opened;
  const odd = locks as unknown as mongo.Collection;
  await odd.insertMany([
    { _id: 'volume/none' as never, status: 'held' },
    { _id: new mongo.ObjectId(), route: 'volume', resourceId: '9', status: 'held' },
    { _id: 'volume/null' as never, holder: null, changes: 'many', version: -1 },
  ]);
  await odd.updateOne({ _id: 'volume/none' as never }, { $set: { note: 'still none' } });
  const huge = { _id: 'volume/huge' as never, route: 'volume', resourceId: 'huge' };
  await odd.insertOne({ ...huge, status: 'held', note: 'x'.repeat(15_900_000) });
  await odd.updateOne({ _id: huge._id }, { $set: { note: 'y'.repeat(15_900_000) } });
  await insertWithBadText(odd as never, {
    uri,
    document: { _id: 'volume/bad', route: 'volume', resourceId: 'bad', note: 'PLACEHOLDER' },
    placeholder: 'PLACEHOLDER',
  });
  await odd.deleteMany({ _id: { $in: ['volume/none', huge._id] as never } });
  await settled();
  expect(watching.typesOf('volume/none')).toEqual([]);
  await expectPictureOfList();
  const reported = feed.storedFaults.flatMap(({ documentIds }) => documentIds);
  expect(reported.sort()).toEqual([
    ...['volume/bad', 'volume/huge', 'volume/none', 'volume/null'],
    expect.stringMatching(/^\{"_id":\{"\$oid"/),
  ]);
  expect(feed.observed.interrupted).toEqual([]);
}, 60_000);

test('a lock that becomes unreadable has ended, and is told of again when it is repaired', async () => {
  await opened.acquire(volume('1'), alice);
  await edit('1', { $set: { acquiredAt: 'yesterday' as never } });
  await settled();
  expect(watching.typesOf('volume/1')).toEqual(['ACQUIRED', 'FORCE_REMOVED']);
  await expectPictureOfList();
  await edit('1', { $set: { acquiredAt: new Date() } });
  await settled();
  await expectPictureOfList();
  expect(watching.typesOf('volume/1')).toEqual(['ACQUIRED', 'FORCE_REMOVED', 'ACQUIRED']);
  await edit('1', { $set: { holder: null as never } });
  await opened.store.change(volume('1'), forceRemove({ actor: sam, reason: 'broken' }));
  await settled();
  await expectPictureOfList();
  expect(watching.events.findLast(({ reason }) => reason !== null)).toMatchObject({
    ...{ type: 'FORCE_REMOVED', actor: sam, reason: 'broken' },
  });
});

test('what an operator changes by hand is told as it is', async () => {
  await opened.acquire(volume('1'), alice);
  await opened.acquire(volume('2'), bob);
  await edit('1', { $set: { note: 'by hand' } });
  await edit('1', { $set: { unknown: true } as never });
  await edit('2', { $set: { status: 'removed', endedAt: new Date() } });
  await settled();
  await expectPictureOfList();
  expect(watching.typesOf('volume/1')).toEqual(['ACQUIRED', 'RENEWED']);
  expect(watching.typesOf('volume/2')).toEqual(['ACQUIRED', 'FORCE_REMOVED']);
  await edit('2', { $set: { status: 'held', endedAt: null } });
  await opened.locks.deleteOne({ _id: 'volume/1' });
  await settled();
  await expectPictureOfList();
  expect(watching.typesOf('volume/1').at(-1)).toBe('FORCE_REMOVED');
  expect(watching.typesOf('volume/2').at(-1)).toBe('ACQUIRED');
});

test('what an earlier release writes is told by what is different', async () => {
  const { ObjectId } = mongo;
  const now = (await opened.acquire(volume('clock'), sam)).lock.acquiredAt;
  const later = (ms: number): Date => new Date(now.getTime() + ms);
  const old = (change: Partial<LockDocument>): LockDocument => ({
    ...{ _id: 'volume/1', route: 'volume', resourceId: '1', status: 'held', holder: alice },
    ...{ acquiredAt: now, renewedAt: now, expiresAt: later(60_000), leaseMs: 60_000 },
    ...{ fencingToken: 7, note: null, endedAt: null, revision: new ObjectId() },
    ...change,
  });
  const replace = (change: Partial<LockDocument>) =>
    opened.locks.replaceOne({ _id: 'volume/1' }, old(change), { upsert: true });
  await replace({});
  await replace({ renewedAt: later(10), expiresAt: later(60_010) });
  await replace({ fencingToken: 8, holder: bob, acquiredAt: later(20), renewedAt: later(20) });
  await replace({ fencingToken: 9, acquiredAt: later(70_000), renewedAt: later(70_000) });
  await replace({ fencingToken: 9, status: 'removed', endedAt: later(70_010) });
  await replace({ fencingToken: 10 });
  await edit('1', [
    { $set: { status: 'expired', endedAt: '$expiresAt', sweepAt: '$expiresAt' } },
  ] as never);
  await opened.store.change(
    volume('1'),
    acquire({ key: volume('1'), holder: bob, leaseMs: 60_000, defaultLeaseMs: null, note: null }),
  );
  await settled();
  await expectPictureOfList();
  expect(watching.events.filter(({ record }) => record?.key.id === 'volume/1')).toMatchObject([
    { type: 'ACQUIRED', actor: alice, at: now },
    { type: 'RENEWED', actor: alice, at: later(10) },
    { type: 'TAKEN_OVER', actor: bob, previousHolder: alice },
    { type: 'EXPIRED', actor: null, previousHolder: bob, at: later(60_000) },
    { type: 'ACQUIRED', actor: alice, at: later(70_000) },
    { type: 'RELEASED', actor: null, previousHolder: alice, at: later(70_010) },
    { type: 'ACQUIRED', actor: alice },
    { type: 'EXPIRED', at: later(60_000) },
    { type: 'ACQUIRED', actor: bob },
  ]);
});

test('the clean-up of ended locks, and the start of a gateway, are no events', async () => {
  await opened.acquire(volume('1'), alice);
  await opened.store.change(volume('1'), remove({ holderId: alice.id }));
  await opened.locks.deleteOne({ _id: 'volume/1' });
  const another = await openTestStore(uri);
  await another.close();
  await settled();
  const told = watching.events.map(({ type, record }) => [type, record?.key.id]);
  expect(told).toEqual([
    ['SNAPSHOT_END', undefined],
    ['ACQUIRED', 'volume/1'],
    ['RELEASED', 'volume/1'],
    ['ACQUIRED', 'volume/last'],
    ['FORCE_REMOVED', 'volume/last'],
  ]);
});

test('a collection that is dropped is an empty snapshot, after which events go on', async () => {
  await opened.acquire(volume('1'), alice);
  await watching.until('it', ({ picture }) => picture.size === 1);
  await opened.locks.drop();
  await watching.untilSnapshot(2);
  expect(watching.picture.size).toBe(0);
  await opened.store.prepare();
  await opened.acquire(volume('2'), bob);
  await watching.until('the next', ({ picture }) => picture.has('volume/2'));
  await expectPictureOfList();
});
