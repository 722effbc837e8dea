import { setTimeout as delay } from 'node:timers/promises';
import { type LockKey } from '../../../src/domain/lock-key';
import { remove } from '../../../src/domain/lock-state';
import { holderNamed, openTestStore, type TestStore, volume } from '../../support/open-test-store';
import { profiled } from '../../support/profiled';
import { createTestDatabaseUri, dropDatabase } from '../../support/test-database';

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

/** The key of one call, whose reading was begun and has had time to be done. */
async function prefetched(id: string): Promise<LockKey> {
  const key = volume(id);
  one.store.prefetch(key);
  await delay(20);
  return key;
}

test('a lone change whose key was prefetched reads nothing more before it writes', async () => {
  const plain = await profiled(one.database, () => one.acquire(volume('plain'), alice));
  const ahead = await profiled(one.database, async () => {
    await one.acquire(await prefetched('prefetched'), alice);
  });
  expect(plain.length).toBeGreaterThan(1);
  expect(ahead.map(({ op }) => op)).toEqual(plain.map(({ op }) => op));
});

test('a lock that another gateway granted since is not granted again', async () => {
  const key = await prefetched('granted');
  await other.acquire(volume('granted'), bob);
  expect(await one.acquire(key, alice)).toMatchObject({
    kind: 'heldByOther',
    lock: { holder: bob },
  });
});

test('a lock that another gateway removed since is not refused', async () => {
  await other.acquire(volume('removed'), bob);
  const key = await prefetched('removed');
  await other.store.change(volume('removed'), remove({ holderId: bob.id }));
  expect(await one.acquire(key, alice)).toMatchObject({ kind: 'acquired' });
});

test('a lock that another gateway granted anew since is not removed', async () => {
  await other.acquire(volume('anew'), alice);
  const key = await prefetched('anew');
  await other.store.change(volume('anew'), remove({ holderId: alice.id }));
  await other.acquire(volume('anew'), bob);
  const answer = await one.store.change(key, remove({ holderId: alice.id }));
  expect(answer).toMatchObject({ kind: 'heldByOther', lock: { holder: bob } });
});

test('what was read for one call is never used for a later one, which would be judged too early', async () => {
  const { lock } = await one.acquire(volume('ended'), alice);
  await prefetched('ended');
  await one.expire(volume('ended'));
  const again = await one.acquire(volume('ended'), alice);
  expect(again).toMatchObject({ kind: 'acquired', created: true });
  expect(again.lock.fencingToken).toBeGreaterThan(lock.fencingToken);
});
