import { setTimeout as delay } from 'node:timers/promises';
import { remove } from '../../src/domain/lock-state';
import { holderNamed, openTestStore, type TestStore, volume } from '../support/open-test-store';
import { profiled } from '../support/profiled';
import { createTestDatabaseUri, dropDatabase } from '../support/test-database';

let uri: string;
let one: TestStore;
let other: TestStore;
const alice = holderNamed('alice');
const bob = holderNamed('bob');

beforeAll(async () => {
  uri = createTestDatabaseUri();
  one = await openTestStore(uri);
  other = await openTestStore(uri);
});

afterAll(async () => {
  await one.close();
  await other.close();
  await dropDatabase(uri);
});

/** Begins a reading and gives it time to be done. */
async function prefetch(id: string): Promise<void> {
  one.store.prefetch(volume(id));
  await delay(20);
}

test('a lone change whose key was prefetched reads nothing more before it writes', async () => {
  const plain = await profiled(one.database, () => one.acquire(volume('plain'), alice));
  const prefetched = await profiled(one.database, async () => {
    await prefetch('prefetched');
    await one.acquire(volume('prefetched'), alice);
  });
  expect(plain.length).toBeGreaterThan(1);
  expect(prefetched.map(({ op }) => op)).toEqual(plain.map(({ op }) => op));
});

test('a lock that another gateway granted since is not granted again', async () => {
  await prefetch('granted');
  await other.acquire(volume('granted'), bob);
  expect(await one.acquire(volume('granted'), alice)).toMatchObject({
    kind: 'heldByOther',
    lock: { holder: bob },
  });
});

test('a lock that another gateway removed since is not refused', async () => {
  await other.acquire(volume('removed'), bob);
  await prefetch('removed');
  await other.store.change(volume('removed'), remove({ holderId: bob.id }));
  expect(await one.acquire(volume('removed'), alice)).toMatchObject({ kind: 'acquired' });
});

test('a lock that another gateway granted anew since is not removed', async () => {
  await other.acquire(volume('anew'), alice);
  await prefetch('anew');
  await other.store.change(volume('anew'), remove({ holderId: alice.id }));
  await other.acquire(volume('anew'), bob);
  const answer = await one.store.change(volume('anew'), remove({ holderId: alice.id }));
  expect(answer).toMatchObject({ kind: 'heldByOther', lock: { holder: bob } });
});
