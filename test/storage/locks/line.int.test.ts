import { type Caller } from '../../../src/domain/caller';
import { type LockSnapshot } from '../../../src/domain/lock';
import { LockService } from '../../../src/domain/lock-service';
import { openTestStore, type TestStore, volume } from '../../support/open-test-store';
import { waitUntil } from '../../support/wait-until';
import { createTestDatabaseUri, dropDatabase } from '../../support/test-database';

const KEY = volume('1234');
const key = { kind: 'key', key: KEY } as const;
const PEOPLE = 30;

let uri: string;
let stores: [TestStore, TestStore];
let services: [LockService, LockService];

beforeEach(async () => {
  uri = createTestDatabaseUri();
  stores = [await openTestStore(uri), await openTestStore(uri)];
  const toService = ({ store }: TestStore): LockService =>
    new LockService({ store, defaultLeaseMs: 60 * 60_000 });
  services = [toService(stores[0]), toService(stores[1])];
});

afterEach(async () => {
  for (const opened of stores) await opened.close();
  await dropDatabase(uri);
});

const caller = (username: string): Caller => ({
  ...{ id: `user-${username}`, username, permissions: ['manage-locks', 'override-locks'] },
});
const alice = caller('alice');
const sam = caller('sam');
const people = Array.from({ length: PEOPLE }, (_, index) => caller(`editor-${index}`));

async function current(): Promise<LockSnapshot> {
  const lock = await stores[0].store.find(KEY);
  if (!lock) throw new Error('nobody holds the record');
  return lock;
}

/** Ends a lock in turn as locks end, through one gateway or the other. */
const ENDINGS: ((holder: Caller, service: LockService) => Promise<unknown>)[] = [
  (holder, service) => service.remove(holder, { key }),
  async () => {
    await stores[0].expire(KEY);
    await Promise.all(stores.map(({ store }) => store.markExpired()));
    // If an outsider's call passed it on, a majority may not have that write yet.
    await waitUntil({
      what: 'the lock of the next in line',
      withinMs: 10_000,
      ask: () => stores[0].store.find(KEY),
    });
  },
  (_holder, service) => service.forceRemove(sam, { key }),
  async (_holder, service) => {
    await service.takeOver(sam, { key });
    await service.remove(sam, { key });
  },
  async (holder, service) => {
    await stores[0].expire(KEY);
    // Nobody marked it: the late holder's own renewal finds that it is over.
    const { fencingToken } = await storedGrant();
    await service.renew(holder, { key, fencingToken });
  },
];

async function storedGrant(): Promise<{ fencingToken: number }> {
  const document = await stores[0].locks.findOne({ _id: KEY.id });
  return { fencingToken: document!.fencingToken };
}

/** Outsiders who ask for the lock all the time, until stopped; resolves with what they got. */
function beginIntrusion(): { stop: () => Promise<string[]> } {
  let isOver = false;
  const kinds = new Set<string>();
  const intrude = async (service: LockService, name: string): Promise<void> => {
    while (!isOver) kinds.add((await service.acquire(caller(name), { key })).kind);
  };
  const running = services.map((service, index) => intrude(service, `intruder-${index}`));
  return {
    stop: async () => {
      isOver = true;
      await Promise.all(running);
      return [...kinds];
    },
  };
}

test(`of ${PEOPLE} users in line over two gateways each gets the lock once, in the order of asking`, async () => {
  await services[0].acquire(alice, { key });
  const answers = await Promise.all(
    people.map((person, index) => services[index % 2]!.request(person, { key })),
  );
  const positions = answers.map((answer) => answer.kind === 'queued' && answer.position);
  expect([...positions].sort((a, b) => Number(a) - Number(b))).toEqual(
    people.map((_, index) => index + 1),
  );
  const line = (await current()).waiters.map(({ user }) => user.username);
  const intrusion = beginIntrusion();
  const got: string[] = [];
  const tokens = [(await current()).fencingToken];
  let holder = alice;
  for (let turn = 0; turn < PEOPLE; turn += 1) {
    const service = services[turn % 2]!;
    await ENDINGS[turn % ENDINGS.length]!(holder, service);
    const reserved = await current();
    expect(reserved).toMatchObject({ isReserved: true, leaseMs: 30_000 });
    holder = caller(reserved.holder.username);
    const answer = await services[(turn + 1) % 2]!.acquire(holder, { key });
    if (answer.kind !== 'acquired') throw new Error(`${holder.username}: ${answer.kind}`);
    expect(answer.lock).toMatchObject({ isReserved: false, fencingToken: reserved.fencingToken });
    got.push(holder.username);
    tokens.push(reserved.fencingToken);
  }
  expect(await intrusion.stop()).toEqual(['heldByOther']);
  expect(got).toEqual(line);
  expect(tokens).toEqual([...new Set(tokens)].sort((one, other) => one - other));
  await services[0].remove(holder, { key });
  expect(await stores[0].store.find(KEY)).toBeUndefined();
}, 60_000);

test('a waiter without a sign of life is passed over, and so is a reservation that nobody takes', async () => {
  const impatient = new LockService({
    ...{ store: stores[0].store, defaultLeaseMs: null },
    placeMs: 1,
  });
  const [gone, absent, last] = people as [Caller, Caller, Caller];
  await services[0].acquire(alice, { key });
  await impatient.request(gone, { key });
  await services[1].request(absent, { key });
  await services[0].request(last, { key });
  await services[1].remove(alice, { key });
  expect(await current()).toMatchObject({ holder: { id: absent.id }, isReserved: true });
  await stores[0].expire(KEY);
  await stores[1].store.markExpired();
  expect(await current()).toMatchObject({ holder: { id: last.id }, isReserved: true, waiters: [] });
  await stores[0].expire(KEY);
  expect(await stores[1].store.markExpired()).toBe(1);
  expect(await stores[0].locks.findOne({ _id: KEY.id })).toMatchObject({ status: 'expired' });
});

test('however many mark at once, an expired lock passes to one waiter once', async () => {
  await services[0].acquire(alice, { key });
  for (const person of people.slice(0, 3)) await services[0].request(person, { key });
  const before = await stores[0].locks.findOne({ _id: KEY.id });
  await stores[0].expire(KEY);
  const marks = await Promise.all([0, 1, 0, 1].map((index) => stores[index]!.store.markExpired()));
  expect(marks.filter((marked) => marked > 0)).toEqual([1]);
  const after = await stores[0].locks.findOne({ _id: KEY.id });
  expect(after).toMatchObject({ version: before!.version! + 1, isReserved: true });
  expect(after!.changes).toMatchObject([
    { type: 'EXPIRED', lock: { holder: { id: alice.id }, fencingToken: before!.fencingToken } },
    { type: 'RESERVED', previousHolder: { id: alice.id } },
  ]);
  expect(after!.waiters).toHaveLength(2);
});

test('to leave every line is to leave those that hundreds of locks have', async () => {
  const [bob, other] = people as [Caller, Caller];
  const keys = Array.from({ length: 230 }, (_, index) => ({
    ...{ kind: 'key', key: volume(`many-${index}`) },
  })) as (typeof key)[];
  // More at once are refused when the batches before were slow.
  for (let from = 0; from < keys.length; from += 100) {
    const some = keys.slice(from, from + 100);
    await Promise.all(some.map((one) => services[0].acquire(alice, { key: one })));
    await Promise.all(some.map((one) => services[0].request(bob, { key: one })));
    await Promise.all(some.map((one) => services[0].request(other, { key: one })));
  }
  const waiting = await stores[1].store.listWaiting({ userId: bob.id, limit: 500 });
  expect(waiting.map(({ id }) => id)).toEqual(keys.map((one) => one.key.id).sort());
  const part = await stores[1].store.listWaiting({
    ...{ userId: bob.id, after: waiting[99], limit: 3 },
  });
  expect(part).toEqual(waiting.slice(100, 103));
  await services[1].removeMine(bob);
  expect(await stores[0].store.listWaiting({ userId: bob.id, limit: 500 })).toEqual([]);
  expect(await stores[0].store.listWaiting({ userId: other.id, limit: 500 })).toHaveLength(230);
});

test('the lines of a user are found in the index of those who wait, which has nothing else', async () => {
  await services[0].acquire(alice, { key });
  await services[0].acquire(alice, { key: { kind: 'key', key: volume('other') } });
  await services[0].request(people[0]!, { key });
  const { locks } = stores[0];
  const explained = await locks
    .find({ 'waiters.user.id': people[0]!.id, 'waiters.0': { $exists: true } })
    .sort({ _id: 1 })
    .explain('executionStats');
  expect(JSON.stringify(explained['queryPlanner'])).toContain('by_waiter');
  expect(explained['executionStats']).toMatchObject({ totalDocsExamined: 1 });
  const inIndex = await locks.find({}).hint('by_waiter').toArray();
  expect(inIndex.map(({ _id }) => _id)).toEqual([KEY.id]);
});
