import { UnreadableLock } from '../../../src/domain/errors';
import { LockService } from '../../../src/domain/lock-service';
import { forceRemove, remove, renew, takeOver } from '../../../src/domain/lock-state';
import { type LockSnapshot } from '../../../src/domain/lock';
import { type LockKey, lockKeyOf, parseLockKey } from '../../../src/domain/lock-key';
import { ALICE, BOB } from '../../support/lock-records';
import { DAMAGES, malformedLock } from '../../support/malformed-locks';
import { storePerFile } from '../../support/managed-store';
import { openTestStore, type TestStore, volume } from '../../support/open-test-store';

const opened = storePerFile();

beforeEach(async () => {
  await opened.locks.deleteMany({});
});

const key = volume('bad');
const damages = Object.entries(DAMAGES);
const idsOf = (locks: readonly LockSnapshot[]): string[] => locks.map((lock) => lock.key.id);

/** A store that has reported nothing yet. */
async function withFreshStore(run: (fresh: TestStore) => Promise<void>): Promise<void> {
  const fresh = await openTestStore(opened.uri);
  try {
    await run(fresh);
  } finally {
    await fresh.close();
  }
}

describe.each(damages)('a lock document with %s', (_title, damage) => {
  beforeEach(async () => {
    await opened.acquire(volume('a'), ALICE);
    await opened.locks.insertOne(malformedLock('bad', damage));
    await opened.acquire(volume('c'), ALICE);
  });

  test('is left out of lists, and reported once', async () => {
    await withFreshStore(async ({ store, storedFaults }) => {
      for (const filter of [{}, { route: 'volume' }, { holderId: ALICE.id }]) {
        expect(idsOf(await store.list({ filter, limit: 2 }))).toEqual(['volume/a', 'volume/c']);
        const last = await store.list({ filter, limit: 2, isFromEnd: true });
        expect(idsOf(last)).toEqual(['volume/a', 'volume/c']);
        expect(await store.list({ filter, limit: 3 })).toHaveLength(2);
      }
      await store.list({ filter: {}, limit: 10, isForDecision: true });
      expect(await store.find(key)).toBeUndefined();
      expect(storedFaults).toEqual([
        { documentIds: [key.id], problem: expect.any(String) as string },
      ]);
    });
  });

  test('is a definite fault of every change of its record, and is not touched', async () => {
    const before = await opened.locks.findOne({ _id: key.id }, { bsonRegExp: true });
    const ask = { key, holder: BOB, leaseMs: null, note: null };
    const changes = [
      opened.acquire(key, ALICE),
      opened.acquire(key, BOB),
      opened.store.change(
        key,
        renew({ holderId: ALICE.id, fencingToken: 1, defaultLeaseMs: null }),
      ),
      opened.store.change(key, remove({ holderId: ALICE.id })),
      opened.store.change(key, takeOver(ask)),
    ];
    for (const answer of await Promise.allSettled(changes)) {
      expect(answer).toMatchObject({
        status: 'rejected',
        reason: expect.any(UnreadableLock) as UnreadableLock,
      });
    }
    expect(await opened.locks.findOne({ _id: key.id }, { bsonRegExp: true })).toEqual(before);
  });

  test('is replaced by a forced removal: the record is free and its token increases', async () => {
    const removed = await opened.store.change(key, forceRemove({ actor: ALICE }));
    expect(removed).toMatchObject({ kind: 'removed', lock: { key } });
    expect(await opened.store.change(key, forceRemove({ actor: ALICE }))).toEqual({
      kind: 'notFound',
      lock: null,
    });
    const granted = await opened.acquire(key, BOB);
    expect(granted).toMatchObject({ kind: 'acquired', created: true, lock: { holder: BOB } });
    const { lock } = removed as { lock: LockSnapshot };
    expect(granted.lock.fencingToken).toBeGreaterThan(lock.fencingToken);
    expect(await opened.acquire(key, ALICE)).toMatchObject({ kind: 'heldByOther' });
  });
});

test.each([
  ['a number', 3e15, 3e15],
  ['text', '3000000000000000', 3e15],
])('a token that was %s is kept by the mending', async (_title, fencingToken, kept) => {
  await opened.locks.insertOne(malformedLock('bad', { note: 5, fencingToken }));
  await opened.store.change(key, forceRemove({ actor: ALICE }));
  const { lock } = await opened.acquire(key, BOB);
  expect(lock.fencingToken).toBe(kept + 1);
});

test('a lock with a very long username is valid, and the name is cut', async () => {
  const holder = { id: ALICE.id, username: 'a'.repeat(50_000) };
  await opened.locks.insertOne(malformedLock('bad', { holder }));
  expect((await opened.store.find(key))?.holder.username).toBe('a'.repeat(256));
  expect(await opened.acquire(key, BOB)).toMatchObject({ kind: 'heldByOther' });
  expect(await opened.acquire(key, ALICE)).toMatchObject({ kind: 'acquired', created: false });
  const removed = await opened.store.change(key, remove({ holderId: ALICE.id }));
  expect(removed).toMatchObject({ kind: 'removed' });
});

test('of two concurrent forced removals one succeeds, and a later grant is kept', async () => {
  await opened.locks.insertOne(malformedLock('bad', { revision: 'one' }));
  await withFreshStore(async (other) => {
    const answers = await Promise.all(
      [opened, other, opened, other].map(({ store }) =>
        store.change(key, forceRemove({ actor: ALICE })),
      ),
    );
    expect(answers.map(({ kind }) => kind).sort()).toEqual([
      'notFound',
      'notFound',
      'notFound',
      'removed',
    ]);
  });
});

test('a record whose tokens have come to their end is usable again after a forced removal', async () => {
  const last = 4e15 - 1;
  await opened.locks.insertOne(malformedLock('bad', { fencingToken: last }));
  expect(await opened.store.change(key, forceRemove({ actor: ALICE }))).toMatchObject({
    kind: 'removed',
  });
  expect(await opened.acquire(key, BOB)).toMatchObject({ lock: { fencingToken: last + 1 } });
  await expect(opened.acquire(key, ALICE)).rejects.toBeInstanceOf(UnreadableLock);
  expect(await opened.store.change(key, forceRemove({ actor: ALICE }))).toMatchObject({
    kind: 'removed',
  });
  expect(await opened.acquire(key, ALICE)).toMatchObject({ kind: 'acquired', created: true });
  expect(await opened.acquire(key, ALICE)).toMatchObject({ kind: 'acquired', created: false });
});

describe.each([
  ['a resource id of 300 characters', 'volume', 'b'.repeat(300)],
  ['a route of 129 characters', 'v'.repeat(129), '1'],
  ['a control character', 'volume', 'b\u0007'],
  ['a line break', 'volume', 'b\n'],
  ['white space at the beginning', 'volume', ' b'],
  ['a slash around the route', 'volume/', 'b'],
  ['a decomposed spelling', 'volume', 'be\u0301'],
  ['an empty resource id', 'volume', ''],
])('a held lock that no call can name, because of %s', (_title, route, resourceId) => {
  const unnamed = lockKeyOf(route, resourceId);

  beforeEach(async () => {
    await opened.acquire(volume('a'), ALICE);
    const damage = { _id: unnamed.id, route, resourceId };
    await opened.locks.insertOne(malformedLock('bad', damage));
    await opened.acquire(volume('c'), ALICE);
  });

  test('is left out of lists and reported once, with what to do about it', async () => {
    await withFreshStore(async ({ store, storedFaults }) => {
      for (const isFromEnd of [false, true]) {
        const list = await store.list({ filter: { holderId: ALICE.id }, limit: 2, isFromEnd });
        expect(idsOf(list)).toEqual(['volume/a', 'volume/c']);
      }
      expect(storedFaults).toEqual([
        {
          documentIds: [unnamed.id.slice(0, 300)],
          problem: expect.stringContaining('by hand') as string,
        },
      ]);
    });
  });

  test('does not stand in the way of the removal of all locks of its holder', async () => {
    const service = new LockService({ store: opened.store, defaultLeaseMs: null });
    const caller = { id: ALICE.id, username: 'alice', permissions: [] };
    expect(await service.removeMine(caller)).toEqual({ kind: 'allRemoved', count: 2 });
  });
});

describe('many lock documents that cannot be read', () => {
  const order = Object.keys(DAMAGES).filter((name) => !/route|resource/.test(name));
  const nth = (index: number): string => `bad-${String(index).padStart(5, '0')}`;

  async function insertBad(count: number): Promise<void> {
    const many = Array.from({ length: count }, (_, index) =>
      malformedLock(nth(index), DAMAGES[order[index % order.length]!]!),
    );
    await opened.locks.insertMany(many.filter((document) => document._id));
  }

  async function pageThrough(limit: number): Promise<string[]> {
    const seen: string[] = [];
    for (let after: LockKey | undefined; ;) {
      const page: LockSnapshot[] = await opened.store.list({ filter: {}, after, limit });
      seen.push(...idsOf(page));
      if (page.length < limit) return seen;
      after = page.at(-1)!.key;
    }
  }

  async function pageBackwards(limit: number): Promise<string[]> {
    const seen: string[] = [];
    for (let before: LockKey | undefined; ;) {
      const query = { filter: {}, before, limit, isFromEnd: true };
      const page: LockSnapshot[] = await opened.store.list(query);
      seen.unshift(...idsOf(page));
      if (page.length < limit) return seen;
      before = page[0]!.key;
    }
  }

  test('do not look like the end of a list, however small its pages', async () => {
    for (const id of ['a', 'y', 'z']) await opened.acquire(volume(id), ALICE);
    await insertBad(1_200);
    // Some have no place in the order of texts at all.
    for (const route of [5, null, ['volume'], { a: 1 }]) {
      await opened.locks.insertOne({
        ...malformedLock('odd', { route }),
        _id: `odd-${JSON.stringify(route)}`,
      });
    }
    const all = ['volume/a', 'volume/y', 'volume/z'];
    for (const limit of [1, 2, 3, 51]) {
      expect(await pageThrough(limit)).toEqual(all);
      expect(await pageBackwards(limit)).toEqual(all);
    }
  });

  test('do not stand in the way of the end when their route is no text', async () => {
    await opened.acquire(volume('a'), ALICE);
    const odd = Array.from({ length: 600 }, (_, index) => ({
      ...malformedLock(`odd-${index}`, { route: { a: 1 } }),
      _id: `odd-${index}`,
    }));
    await opened.locks.insertMany(odd);
    expect(await pageBackwards(2)).toEqual(['volume/a']);
  });

  test('do not fill the log: a thousand are reported, and that there are more', async () => {
    await insertBad(1_200);
    await withFreshStore(async ({ store, storedFaults }) => {
      expect(await store.list({ filter: {}, limit: 10 })).toEqual([]);
      expect(await store.list({ filter: {}, limit: 10 })).toEqual([]);
      expect(storedFaults).toHaveLength(1_001);
      expect(storedFaults.at(-1)!.problem).toMatch(/more/);
    });
  });

  test('end a list with a definite fault rather than without end', async () => {
    await insertBad(10_500);
    const list = opened.store.list({ filter: {}, limit: 10 });
    await expect(list).rejects.toMatchObject({ name: 'DefiniteFault' });
  });
});

describe('the removal of all of one’s own locks', () => {
  const caller = { id: ALICE.id, username: 'alice', permissions: ['manage-locks'] };

  test('goes past those that cannot be read', async () => {
    const service = new LockService({ store: opened.store, defaultLeaseMs: null });
    for (const id of ['a', 'z']) await service.acquire(caller, { key: parseLockKey('volume', id) });
    for (const [index, [, damage]] of damages.entries()) {
      const document = malformedLock(`bad-${index}`, damage);
      await opened.locks.insertOne({ ...document, _id: `bad-${index}` }).catch(() => undefined);
    }
    expect(await service.removeMine(caller)).toEqual({ kind: 'allRemoved', count: 2 });
    expect(await service.removeMine(caller)).toEqual({ kind: 'allRemoved', count: 0 });
  });

  test('goes past one that became unreadable since it was listed', async () => {
    const { store } = opened;
    const service = new LockService({ store, defaultLeaseMs: null });
    for (const id of ['a', 'b']) await service.acquire(caller, { key: parseLockKey('volume', id) });
    const list = jest.spyOn(store, 'list').mockImplementationOnce(async (query) => {
      const found = await store.list(query);
      await opened.locks.updateOne({ _id: 'volume/a' }, { $unset: { holder: '' } });
      return found;
    });
    expect(await service.removeMine(caller)).toEqual({ kind: 'allRemoved', count: 1 });
    list.mockRestore();
  });
});
