import { keepPlaces } from '../../../src/domain/keep-places';
import { request } from '../../../src/domain/waiting';
import { keepWatchedPlaces } from '../../../src/gateway/keep-watched-places';
import { openTestFeed, type TestFeed } from '../../support/open-test-feed';
import { holderNamed, openTestStore, type TestStore, volume } from '../../support/open-test-store';
import { createTestDatabaseUri, dropDatabase } from '../../support/test-database';
import { waitUntil } from '../../support/wait-until';

/** A pause of more than a third of this may end a place. */
const PLACE_MS = 4_500;
const key = volume('1');
const alice = holderNamed('alice');
const bob = holderNamed('bob');
const sam = holderNamed('sam');

let uri: string;
let opened: TestStore;
let feed: TestFeed;
let stopKeeping: () => void;

beforeEach(async () => {
  uri = createTestDatabaseUri();
  opened = await openTestStore(uri);
  feed = await openTestFeed(uri);
  stopKeeping = keepWatchedPlaces({
    places: () => feed.live.watchedPlaces(),
    now: () => feed.live.now(),
    keep: (of, userIds) => opened.store.change(of, keepPlaces({ userIds, placeMs: PLACE_MS })),
    placeMs: PLACE_MS,
  });
});

afterEach(async () => {
  stopKeeping();
  await feed.close();
  await opened.close();
  await dropDatabase(uri);
});

const waiting = async (): Promise<string[]> =>
  (await opened.store.find(key))!.waiters.map(({ user }) => user.username);

test('who is subscribed to the record stays in line, who is not loses the place', async () => {
  await opened.acquire(key, alice);
  const watching = await feed.watch({ viewerId: bob.id, filter: { route: 'volume' } });
  for (const holder of [bob, sam]) {
    const asked = { key, holder, defaultLeaseMs: null, message: null, placeMs: PLACE_MS };
    await opened.store.change(key, request(asked));
  }
  const { asOf, waiters } = (await opened.store.find(key))!;
  expect(waiters).toHaveLength(2);
  await waitUntil({
    what: 'more than the length of a place',
    withinMs: 60_000,
    ask: async () => {
      const now = (await opened.store.find(key))!.asOf;
      return now.getTime() - asOf.getTime() > 1.2 * PLACE_MS || undefined;
    },
  });
  expect(await waiting()).toEqual(['bob']);
  expect(watching.of('WAITERS_CHANGED')).toHaveLength(2);
  await watching.subscription.return();
  await waitUntil({
    ...{ what: 'the end of the place', withinMs: 60_000 },
    ask: async () => (await waiting()).length === 0 || undefined,
  });
}, 150_000);
