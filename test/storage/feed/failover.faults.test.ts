import { type LockSnapshot } from '../../../src/domain/lock';
import { type LockRecord } from '../../../src/domain/lock-record';
import { acquire, remove, renew, takeOver } from '../../../src/domain/lock-state';
import { type LockFollower, type LockWrite } from '../../../src/domain/lock-stream';
import { request, withdraw } from '../../../src/domain/waiting';
import { LockMirror } from '../../../src/live/lock-mirror';
import { connect, createConnection } from '../../../src/storage/connection/connection';
import { MongoLockStream } from '../../../src/storage/feed/mongo-lock-stream';
import { observing, openTestFeed, type TestFeed } from '../../support/open-test-feed';
import { holderNamed, openTestStore, type TestStore, volume } from '../../support/open-test-store';
import { ReplicaSet } from '../../support/system/replica-set';
import { waitUntil } from '../../support/wait-until';
import { type Watching } from '../../support/watching';

jest.setTimeout(180_000);

const LOCKS = 50;
const users = ['alice', 'bob', 'sam'].map(holderNamed);

let set: ReplicaSet;
let stores: TestStore[];
let feeds: TestFeed[];

beforeEach(async () => {
  set = await ReplicaSet.start();
  stores = [await openTestStore(set.uri), await openTestStore(set.uri)];
  feeds = [await openTestFeed(set.uri), await openTestFeed(set.uri)];
});

afterEach(async () => {
  for (const node of set.nodes) node.thaw();
  await Promise.all(feeds.map((feed) => feed.close()));
  await Promise.all(stores.map((store) => store.close()));
  await set.stop();
});

const pick = <Item>(items: readonly Item[]): Item =>
  items[Math.floor(Math.random() * items.length)]!;

/** One change at random, which may fail. */
async function changeAtRandom(): Promise<void> {
  const { store } = pick(stores);
  const key = volume(`${Math.floor(Math.random() * LOCKS)}`);
  const holder = pick(users);
  const leaseMs = pick([300, 60_000]);
  const asked = { key, holder, leaseMs, defaultLeaseMs: 60_000 };
  await pick<() => Promise<unknown>>([
    () => store.change(key, acquire(asked)),
    () => store.change(key, remove({ holderId: holder.id })),
    () => store.change(key, takeOver({ ...asked, note: null })),
    () => store.change(key, request({ ...asked, message: null, placeMs: 1_000 })),
    () => store.change(key, withdraw({ user: holder })),
    () => store.change(key, renew({ ...asked, holderId: holder.id, fencingToken: 1 })),
    () => store.changeAll([{ key, transition: acquire(asked) }], ({ kind }) => kind === 'acquired'),
  ])().catch(() => {});
}

/** Follows the stream without a hub; keeps what contradicts the rule that versions rise by one. */
class VersionsFollower implements LockFollower {
  readonly versions = new Map<string, number>();
  readonly contradictions: string[] = [];
  writes = 0;
  private readonly mirror = new LockMirror();

  find(id: string): LockRecord | undefined {
    return this.mirror.find(id);
  }

  read(held: readonly LockRecord[]): void {
    for (const record of held) this.mirror.set(record.lock.key.id, record);
  }

  begin(): void {
    if (this.writes > 0) this.contradictions.push('begun anew');
  }

  write({ key: { id }, version, held }: LockWrite): void {
    this.mirror.set(id, held);
    this.writes += 1;
    const before = this.versions.get(id) ?? version! - 1;
    if (version !== before + 1) this.contradictions.push(`${id}: ${before} and then ${version}`);
    this.versions.set(id, version!);
  }

  live(): void {}
  interrupted(): void {}
}

/** Changes locks until it is ended. */
function load(): { end(): Promise<void> } {
  let isOver = false;
  const work = async (run: () => Promise<unknown>): Promise<void> => {
    while (!isOver) {
      await run();
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  };
  const running = [
    ...Array.from({ length: 8 }, () => work(changeAtRandom)),
    work(() =>
      pick(stores)
        .store.markExpired()
        .catch(() => {}),
    ),
  ];
  return {
    end: async () => {
      isOver = true;
      await Promise.all(running);
    },
  };
}

const shown = (locks: Iterable<LockSnapshot>): string[] =>
  Array.from(locks, ({ key, holder, fencingToken, renewedAt, expiresAt, isReserved }) =>
    JSON.stringify({ id: key.id, holder, fencingToken, renewedAt, expiresAt, isReserved }),
  ).sort();

async function expectPictureOfList(
  watching: Watching,
  filter: { holderId?: string },
): Promise<void> {
  await waitUntil({
    what: 'the picture is the list',
    withinMs: 20_000,
    ask: async () => {
      for (const { store } of stores) await store.markExpired();
      const listed = shown(await stores[0]!.store.list({ filter, limit: 1_000 }));
      return (
        JSON.stringify(shown(watching.picture.values())) === JSON.stringify(listed) || undefined
      );
    },
  });
  expect(watching.contradictions).toEqual([]);
}

const FAULTS: readonly (readonly [string, () => Promise<void>])[] = [
  ['steps down', () => set.stepDown()],
  [
    'is killed',
    async () => {
      const primary = await set.waitForPrimary();
      await primary.kill();
      await set.waitForPrimary();
      primary.start();
    },
  ],
  [
    'freezes',
    async () => {
      const primary = await set.waitForPrimary();
      primary.freeze();
      await waitUntil({
        what: 'another primary',
        withinMs: 30_000,
        ask: async () => {
          const others = set.nodes.filter((node) => node !== primary);
          const hellos = await Promise.all(others.map((node) => node.command({ hello: 1 })));
          return hellos.some((hello) => hello['isWritablePrimary']) || undefined;
        },
      });
      primary.thaw();
    },
  ],
];

test.each(FAULTS)('no change is lost or told twice when the primary %s', async (_, fault) => {
  const watched: [Watching, { holderId?: string }][] = [];
  for (const feed of feeds) {
    watched.push([await feed.watch(), {}]);
    for (const { id: holderId } of users) {
      watched.push([await feed.watch({ filter: { holderId } }), { holderId }]);
    }
  }
  const versions = new VersionsFollower();
  const { observer } = observing();
  const connection = createConnection();
  await connect(connection, set.uri);
  const stream = new MongoLockStream({ connection, observer, onStoredFault: () => {} });
  const followed = stream.follow(versions);
  const running = load();
  const [[all]] = watched as [[Watching, unknown]];
  await all.until('changes', ({ events }) => events.length > 300, 60_000);
  await fault();
  const before = all.events.length;
  await all.until('changes again', ({ events }) => events.length > before + 300, 60_000);
  await running.end();
  for (const [watching, filter] of watched) await expectPictureOfList(watching, filter);
  await followed.stop();
  await connection.close();
  expect(versions.contradictions).toEqual([]);
  expect(versions.writes).toBeGreaterThan(300);
  // Every change was told by the stream: none was made up by a snapshot.
  expect(watched.map(([{ snapshots }]) => snapshots)).toEqual(watched.map(() => 1));
  const byTime = feeds.map((_feed, index) =>
    watched[index * 4]![0].events.map(({ cursor }) => cursor),
  );
  const shared = byTime[0]!.slice(1).filter((cursor) => byTime[1]!.includes(cursor));
  expect(byTime[1]!.slice(1).filter((cursor) => byTime[0]!.includes(cursor))).toEqual(shared);
  expect(shared.length).toBeGreaterThan(600);
});
