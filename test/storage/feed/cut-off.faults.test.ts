import { Unavailable } from '../../../src/domain/errors';
import { remove } from '../../../src/domain/lock-state';
import { fillOplog } from '../../support/fill-oplog';
import { openTestFeed, type TestFeed } from '../../support/open-test-feed';
import { holderNamed, openTestStore, type TestStore, volume } from '../../support/open-test-store';
import { type OwnMongod, startOwnMongod } from '../../support/own-mongod';
import { TcpProxy } from '../../support/system/tcp-proxy';
import { waitUntil } from '../../support/wait-until';
import { type Watching } from '../../support/watching';

jest.setTimeout(120_000);

const alice = holderNamed('alice');
const bob = holderNamed('bob');

let mongod: OwnMongod;
let proxy: TcpProxy;
let opened: TestStore;
let feed: TestFeed;
let watching: Watching;

beforeEach(async () => {
  mongod = await startOwnMongod({ isForgetful: true });
  opened = await openTestStore(mongod.uri);
  const uri = new URL(mongod.uri);
  proxy = await TcpProxy.start(Number(uri.port));
  Object.assign(uri, { port: `${proxy.port}`, search: '?directConnection=true' });
  feed = await openTestFeed(uri.href);
  watching = await feed.watch();
  await watching.untilSnapshot();
});

afterEach(async () => {
  await feed.close();
  await opened.close();
  await proxy.stop();
  await mongod.dispose();
});

/** Resolves when the driver has given up its own stream. */
const untilInterrupted = () =>
  waitUntil({
    ...{ what: 'an interruption', withinMs: 30_000 },
    ask: () => Promise.resolve(feed.observed.interrupted.length > 0 || undefined),
  });

test.each(['blackHole', 'reset'] as const)(
  'what changed while the gateway was cut off (%s) is told afterwards, from the same place',
  async (cut) => {
    await opened.acquire(volume('1'), alice);
    await watching.until('the lock', ({ picture }) => picture.size === 1);
    proxy.sever(cut);
    await opened.store.change(volume('1'), remove({ holderId: alice.id }));
    await opened.acquire(volume('1'), bob);
    await untilInterrupted();
    await expect(feed.watch({ deadlineAt: performance.now() + 50 })).rejects.toThrow(Unavailable);
    proxy.mend();
    await watching.until('bob', (seen) => seen.of('ACQUIRED').length === 2, 30_000);
    expect(watching.typesOf('volume/1')).toEqual(['ACQUIRED', 'RELEASED', 'ACQUIRED']);
    expect(feed.observed.read).toEqual([0]);
    expect(feed.observed.reconnected.length).toBeGreaterThan(0);
    expect(watching.contradictions).toEqual([]);
    const late = await feed.watch();
    await late.untilSnapshot();
    expect([...late.picture.values()]).toMatchObject([{ holder: bob }]);
  },
);

test('a place that the database has forgotten is a fresh snapshot for everybody', async () => {
  await opened.acquire(volume('1'), alice);
  await opened.acquire(volume('2'), alice);
  const others = await feed.watch({ filter: { holderId: bob.id }, snapshot: false });
  await watching.until('the locks', ({ picture }) => picture.size === 2);
  const { cursor } = watching.events.at(-1)!;
  proxy.sever('reset');
  await opened.store.change(volume('1'), remove({ holderId: alice.id }));
  await opened.acquire(volume('3'), bob);
  await untilInterrupted();
  await fillOplog(mongod.uri);
  proxy.mend();
  await watching.until('a fresh snapshot', ({ snapshots }) => snapshots >= 2, 30_000);
  await others.until('a snapshot', ({ snapshots }) => snapshots >= 1, 30_000);
  expect([...watching.picture.keys()].sort()).toEqual(['volume/2', 'volume/3']);
  expect([...others.picture.keys()]).toEqual(['volume/3']);
  const codes = feed.observed.interrupted.map((error) => (error as { code?: number }).code);
  expect(codes).toContain(286);
  expect(feed.observed.read).toEqual([0, 2]);
  expect(feed.observed.snapshot.slice(-2)).toEqual(['lost', 'lost']);
  const late = await feed.watch({ resumeAfter: cursor! });
  await late.untilSnapshot();
  await opened.acquire(volume('4'), alice);
  await watching.until('what follows', ({ picture }) => picture.has('volume/4'));
  expect(watching.contradictions).toEqual([]);
});

/** Resolves when the stream has been answered a few times more. */
async function untilEmptyBatches(): Promise<void> {
  const answered = async (): Promise<number> => {
    const { metrics } = (await opened.database.command({ serverStatus: 1 })) as {
      metrics: { commands: { getMore: { total: number } } };
    };
    return Number(metrics.commands.getMore.total);
  };
  const before = await answered();
  await waitUntil({
    ...{ what: 'empty batches', withinMs: 10_000 },
    ask: async () => (await answered()) > before + 2 || undefined,
  });
}

test('a quiet collection is no reason to lose the place', async () => {
  await opened.acquire(volume('1'), alice);
  await watching.until('the lock', ({ picture }) => picture.size === 1);
  await fillOplog(mongod.uri);
  await untilEmptyBatches();
  proxy.sever('reset');
  await untilInterrupted();
  proxy.mend();
  await opened.acquire(volume('2'), bob);
  await watching.until('the next', ({ picture }) => picture.size === 2, 30_000);
  expect(feed.observed.read).toEqual([0]);
  expect(watching.snapshots).toBe(1);
});
