import { acquire, remove, takeOver } from '../../../src/domain/lock-state';
import { request } from '../../../src/domain/waiting';
import { openTestFeed, type TestFeed } from '../../support/open-test-feed';
import { holderNamed, openTestStore, type TestStore, volume } from '../../support/open-test-store';
import { createTestDatabaseUri, dropDatabase } from '../../support/test-database';

const alice = holderNamed('alice');
const bob = holderNamed('bob');
const sam = holderNamed('sam');

let uri: string;
let one: TestStore;
let other: TestStore;
let feed: TestFeed;

beforeEach(async () => {
  uri = createTestDatabaseUri();
  one = await openTestStore(uri);
  other = await openTestStore(uri);
  feed = await openTestFeed(uri);
});

afterEach(async () => {
  await feed.close();
  await one.close();
  await other.close();
  await dropDatabase(uri);
});

test('a change through either gateway is told, after the locks that stood', async () => {
  await one.acquire(volume('1'), alice);
  const watching = await feed.watch();
  await watching.untilSnapshot();
  expect([...watching.picture.keys()]).toEqual(['volume/1']);
  await other.acquire(volume('2'), bob);
  await one.store.change(volume('1'), remove({ holderId: alice.id }));
  await watching.until('both', ({ events }) => events.length === 4);
  expect(watching.events).toMatchObject([
    { type: 'SNAPSHOT', lock: { holder: alice }, record: { lock: { holder: alice } } },
    { type: 'SNAPSHOT_END', lock: null, record: null },
    { type: 'ACQUIRED', actor: bob, previousHolder: null, lock: { holder: bob } },
    {
      ...{ type: 'RELEASED', actor: alice, previousHolder: alice, lock: { holder: alice } },
      record: { key: volume('1'), lock: null },
    },
  ]);
  expect(watching.contradictions).toEqual([]);
});

test('each thing that one write did is an event of its own, in order', async () => {
  const key = volume('busy');
  const watching = await feed.watch();
  await watching.untilSnapshot();
  const grant = { key, leaseMs: 60_000, note: null };
  await Promise.all([
    one.acquire(key, alice),
    one.acquire(key, alice),
    one.store.change(key, takeOver({ ...grant, holder: sam, reason: 'urgent' })),
    one.store.change(
      key,
      request({ key, holder: bob, defaultLeaseMs: 60_000, message: 'soon?', placeMs: 60_000 }),
    ),
    one.store.change(key, remove({ holderId: sam.id })),
    one.acquire(key, bob),
  ]);
  await watching.until('all', ({ events }) => events.length >= 8);
  const { version } = (await one.locks.findOne({ _id: key.id }))!;
  const first = watching.of('ACQUIRED')[0]!;
  expect(version).toBe(first.at.getTime());
  expect(watching.events.slice(1)).toMatchObject([
    { type: 'ACQUIRED', actor: alice },
    { type: 'RENEWED', actor: alice },
    { type: 'TAKEN_OVER', actor: sam, previousHolder: alice, reason: 'urgent' },
    { type: 'WAITERS_CHANGED', actor: bob, lock: { holder: sam } },
    { type: 'RELEASED', actor: sam },
    { type: 'RESERVED', actor: null, previousHolder: sam, lock: { holder: bob, isReserved: true } },
    { type: 'RENEWED', actor: bob, lock: { isReserved: false } },
  ]);
  expect(watching.contradictions).toEqual([]);
});

test('locks that are acquired together are one event each, in the same order at every gateway', async () => {
  const second = await openTestFeed(uri);
  try {
    const both = [await feed.watch(), await second.watch()];
    for (const watching of both) await watching.untilSnapshot();
    const keys = Array.from({ length: 20 }, (_, index) => volume(`${index}`));
    const grant = { holder: alice, leaseMs: 60_000, defaultLeaseMs: null };
    const together = keys.map((key) => ({ key, transition: acquire({ ...grant, key }) }));
    await one.store.changeAll(together, ({ kind }) => kind === 'acquired');
    for (const watching of both) {
      await watching.until('all', ({ picture }) => picture.size === keys.length);
    }
    const cursors = both.map(({ events }) => events.slice(1).map(({ cursor }) => cursor));
    expect(cursors[0]).toEqual(cursors[1]);
    expect(new Set(cursors[0]).size).toBe(keys.length);
    const resumed = await feed.watch({ resumeAfter: cursors[1]![9]!, snapshot: false });
    await resumed.until('the rest', ({ picture }) => picture.size === keys.length - 10);
    expect(resumed.events.map(({ cursor }) => cursor)).toEqual(cursors[0]!.slice(10));
  } finally {
    await second.close();
  }
});

test('who begins in the middle of changes misses none and is told of none twice', async () => {
  let isOver = false;
  const change = async (store: TestStore, id: number): Promise<void> => {
    const key = volume(`${id}`);
    while (!isOver) {
      await store.acquire(key, alice);
      await store.store.change(key, takeOver({ key, holder: bob, leaseMs: null, note: null }));
      await store.store.change(key, remove({ holderId: bob.id }));
    }
  };
  const changing = Array.from({ length: 12 }, (_, id) => change(id % 2 ? one : other, id));
  const feeds: TestFeed[] = [];
  try {
    const begun = [];
    for (let times = 0; times < 8; times += 1) {
      const opened = await openTestFeed(uri);
      feeds.push(opened);
      const watching = await opened.watch();
      await watching.untilSnapshot();
      await watching.until('changes', ({ events }) => events.length > 100);
      begun.push(watching);
    }
    isOver = true;
    await Promise.all(changing);
    await one.acquire(volume('last'), alice);
    for (const watching of begun) {
      await watching.until('the last', ({ picture }) => picture.has('volume/last'));
      expect([...watching.picture.keys()]).toEqual(['volume/last']);
      expect(watching.contradictions).toEqual([]);
      expect(watching.snapshots).toBe(1);
    }
  } finally {
    isOver = true;
    await Promise.all(changing);
    for (const opened of feeds) await opened.close();
  }
});

test('an expiry is told once, by its mark, at the time it was due', async () => {
  await one.acquire(volume('1'), alice);
  const watching = await feed.watch();
  await watching.untilSnapshot();
  await one.expire(volume('1'));
  await Promise.all([one.store.markExpired(), other.store.markExpired()]);
  await one.acquire(volume('1'), bob);
  await watching.until('the grant', (seen) => seen.of('ACQUIRED').length > 0);
  const { expiresAt } = watching.of('EXPIRED')[0]!.lock!;
  expect(watching.of('EXPIRED')).toMatchObject([
    { actor: null, at: expiresAt, previousHolder: alice },
  ]);
  expect(watching.typesOf('volume/1').slice(-2)).toEqual(['EXPIRED', 'ACQUIRED']);
});

test('a lock whose lease has run out is not among those that stand', async () => {
  await one.acquire(volume('1'), alice);
  await one.acquire(volume('2'), alice);
  await one.expire(volume('1'));
  const watching = await feed.watch();
  await watching.untilSnapshot();
  expect([...watching.picture.keys()]).toEqual(['volume/2']);
});
