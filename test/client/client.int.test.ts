import ts from 'typescript';
import { createLockClient } from '../../src/client/create-lock-client';
import { type HeldLock, type HoldSnapshot } from '../../src/client/held-lock';
import { type LockClient, type LockClientOptions } from '../../src/client/lock-client';
import { type LockEvent } from '../../src/client/lock-types';
import { type LockWatch, type WatchSnapshot } from '../../src/client/lock-watch';
import { readExamples } from '../clients/support/page-examples';
import { webSocketWith } from '../support/live-client';
import { startTestGateway, type TestGateway } from '../support/start-test-gateway';
import { cookieOf } from '../support/test-users';

let gateway: TestGateway;
const clients: LockClient[] = [];
beforeAll(async () => {
  gateway = await startTestGateway();
});
afterEach(() => Promise.all(clients.splice(0).map((client) => client.close())));
afterAll(() => gateway.stop());

function clientOf(username: string, options: Partial<LockClientOptions> = {}): LockClient {
  const Cookie = cookieOf(username);
  const client = createLockClient({
    url: `${gateway.url}/graphql`,
    headers: { Cookie },
    webSocket: webSocketWith({ Cookie }) as unknown as typeof globalThis.WebSocket,
    ...options,
  });
  clients.push(client);
  return client;
}

function until<Snapshot>(
  watched: { subscribe: (listener: () => void) => () => void; getSnapshot: () => Snapshot },
  holds: (snapshot: Snapshot) => boolean,
): Promise<Snapshot> {
  return new Promise((resolve) => {
    const look = (): void => {
      const snapshot = watched.getSnapshot();
      if (!holds(snapshot)) return;
      stop();
      resolve(snapshot);
    };
    const stop = watched.subscribe(look);
    queueMicrotask(look);
  });
}
const becomes = (lock: HeldLock, state: HoldSnapshot['state']): Promise<HoldSnapshot> =>
  until(lock, (snapshot) => snapshot.state === state);
const shows = (watch: LockWatch, holds: (snapshot: WatchSnapshot) => boolean): Promise<unknown> =>
  until(watch, holds);

let nextId = 0;
const freshId = (): string => `record ${(nextId += 1)}`;

it('serves every operation of the gateway', async () => {
  const alice = clientOf('alice');
  const bob = clientOf('bob');
  const sam = clientOf('sam');
  const key = { route: 'volume', id: freshId() };
  expect(await alice.me()).toMatchObject({ user: { username: 'alice' } });
  const acquired = await alice.acquireLock(key, { note: 'prices', ttlSeconds: 60 });
  if (acquired.__typename !== 'LockAcquired') throw new Error(acquired.message);
  const { fencingToken } = acquired.lock;
  expect(acquired).toMatchObject({ created: true, lock: { note: 'prices' } });
  expect(await alice.renewLock({ ...key, fencingToken })).toMatchObject({
    __typename: 'LockRenewed',
  });
  expect(await alice.renewLocks([{ ...key, fencingToken }])).toMatchObject([
    { __typename: 'LockRenewed', lock: { fencingToken } },
  ]);
  expect(await bob.requestLock(key, { message: 'please' })).toMatchObject({
    __typename: 'LockQueued',
    position: 1,
  });
  expect(await alice.lock(key)).toMatchObject({ waiters: [{ message: 'please' }] });
  expect(await bob.withdrawRequest(key)).toBe(true);
  expect(await bob.removeLock(key)).toMatchObject({ __typename: 'LockConflict' });
  expect(await bob.locks({ route: 'volume', ids: [key.id] })).toMatchObject({
    nodes: [{ resourceId: key.id }],
  });
  expect(await sam.takeOverLock(key, { reason: 'urgent' })).toMatchObject({
    __typename: 'LockTakenOver',
    previousHolder: { username: 'alice' },
  });
  expect(await sam.forceRemoveLock(key, { reason: 'done' })).toMatchObject({
    __typename: 'LockRemoved',
  });
  expect(await bob.record(key)).toMatchObject({ lock: null });
  expect(await bob.acquireLocks([key])).toMatchObject({ complete: true });
  expect(await bob.records('volume', [key.id, 'free'])).toMatchObject([
    { lock: { holder: { username: 'bob' } } },
    { lock: null },
  ]);
  expect(await bob.removeLocks([key, { ...key, id: 'free' }])).toMatchObject([
    { __typename: 'LockRemoved' },
    { __typename: 'LockNotFound' },
  ]);
  expect(await bob.removeMyLocks()).toBe(0);
  await expect(bob.lockHistory(key)).resolves.toHaveProperty('nodes');
});

it('rejects with the fault of the gateway, with what was wrong', async () => {
  await expect(clientOf('alice').lock({ route: 'volume', id: '' })).rejects.toMatchObject({
    name: 'LockFault',
    kind: 'badInput',
    argument: 'id',
  });
  await expect(clientOf('eve').me()).rejects.toMatchObject({
    kind: 'forbidden',
    permission: 'manage-locks',
  });
  await expect(clientOf('nobody').me()).rejects.toMatchObject({ kind: 'unauthenticated' });
});

it('renews more grants than one list takes by one request, each with its own answer', async () => {
  const alice = clientOf('alice');
  const keys = Array.from({ length: 101 }, (_, index) => ({ route: 'many', id: String(index) }));
  const pages = await Promise.all([
    alice.acquireLocks(keys.slice(0, 100)),
    alice.acquireLocks(keys.slice(100)),
  ]);
  const grants = pages
    .flatMap(({ acquired }) => acquired)
    .map(({ route, resourceId, fencingToken }) => ({ route, id: resourceId, fencingToken }));
  await alice.removeLock(keys[100]!);
  const answers = await alice.renewLocks(grants);
  expect(answers).toHaveLength(101);
  expect(
    answers.slice(0, 100).map((answer) => '__typename' in answer && answer.__typename),
  ).toEqual(Array(100).fill('LockRenewed'));
  expect(answers[100]).toMatchObject({ __typename: 'LockLost', currentLock: null });
});

it('lets who waits in at once, and tells both', async () => {
  const id = freshId();
  const alices = clientOf('alice').hold('volume', id);
  await becomes(alices, 'held');
  const bobs = clientOf('bob').hold('volume', id, { wait: { message: 'may I?' } });
  expect(await becomes(bobs, 'waiting')).toMatchObject({
    position: 1,
    lock: { holder: { username: 'alice' } },
  });
  expect(
    await until(alices, (now) => now.state === 'held' && now.waiters.length > 0),
  ).toMatchObject({ waiters: [{ user: { username: 'bob' }, message: 'may I?' }] });
  await alices.release();
  expect(await becomes(bobs, 'held')).toMatchObject({ lock: { holder: { username: 'bob' } } });
});

it('tells the old holder of a take-over as it happens', async () => {
  const id = freshId();
  const alices = clientOf('alice').hold('volume', id);
  await alices.whenHeld();
  // Once she is told of others she hears of the take-over, and does not find it in a first picture.
  clientOf('bob').hold('volume', id, { wait: true });
  await until(alices, (now) => now.state === 'held' && now.waiters.length > 0);
  const { signal } = alices;
  const fired = new Promise((resolve) => signal.addEventListener('abort', resolve));
  const sams = clientOf('sam').hold('volume', id);
  expect(await becomes(sams, 'heldByOther')).toMatchObject({ lock: { canTakeOver: true } });
  await sams.takeOver({ reason: 'urgent' });
  await fired;
  expect(await becomes(alices, 'lost')).toMatchObject({
    reason: 'takenOver',
    lock: { holder: { username: 'sam' } },
  });
  expect(sams.getSnapshot()).toMatchObject({ state: 'held' });
});

it('shows the second tab of one user that the first has the lock, and moves it there', async () => {
  const id = freshId();
  const first = clientOf('alice').hold('volume', id);
  await first.whenHeld();
  const second = clientOf('alice').hold('volume', id);
  await becomes(second, 'heldInOtherTab');
  second.adopt();
  await becomes(second, 'held');
  expect(await becomes(first, 'heldInOtherTab')).toMatchObject({ isFree: false });
});

it('keeps a live picture of a list, and tells what happens', async () => {
  const id = freshId();
  const watch = clientOf('bob').watch({ route: 'volume', ids: [id] });
  await shows(watch, (now) => now.status === 'live');
  expect(watch.getSnapshot().get('volume', id)).toBeUndefined();
  const events: LockEvent['type'][] = [];
  watch.onEvent(({ type }) => events.push(type));
  const lock = clientOf('alice').hold('volume', id);
  await shows(watch, (now) => now.get('volume', id)?.holder.username === 'alice');
  await lock.release();
  await shows(watch, (now) => now.get('volume', id) === undefined);
  expect(events).toEqual(['ACQUIRED', 'RELEASED']);
});

it('polls the list where there is no WebSocket', async () => {
  const id = freshId();
  await clientOf('alice').hold('volume', id).whenHeld();
  const watch = clientOf('bob', { webSocket: false }).watch({ route: 'volume', ids: [id] });
  await shows(watch, (now) => now.status === 'polling');
  await shows(watch, (now) => now.get('volume', id)?.holder.username === 'alice');
});

it('runs the example of the README', async () => {
  const [example] = readExamples('src/client/README.md');
  const code = ts.transpile(example!.code.replace(/^import .*$/m, ''), {
    target: ts.ScriptTarget.ES2022,
  });
  const printed: string[] = [];
  const saved: RequestInit[] = [];
  // eslint-disable-next-line @typescript-eslint/no-implied-eval -- the page's own code, and ours
  const run = new Function(
    'createLockClient',
    'fetch',
    'console',
    `return (async () => {${code}})()`,
  ) as (...given: unknown[]) => Promise<void>;
  await run(
    () => clientOf('alice'),
    (_url: string, init: RequestInit) => void saved.push(init),
    { log: (line: string) => void printed.push(line) },
  );
  expect(printed).toContain('edit away');
  expect(saved[0]?.signal).toBeInstanceOf(AbortSignal);
  expect(await clientOf('bob').lock({ route: 'volume', id: '1234' })).toBeNull();
});
