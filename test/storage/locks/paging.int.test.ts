import { type LockSnapshot } from '../../../src/domain/lock';
import { lockKeyOf, type LockKey } from '../../../src/domain/lock-key';
import { forceRemove } from '../../../src/domain/lock-state';
import { type LockFilter } from '../../../src/domain/lock-store';
import { manyLocks } from '../../support/many-locks';
import { storePerTest } from '../../support/managed-store';
import { holderNamed } from '../../support/open-test-store';

const STORED = 7_500;
const PAGE = 200;

const opened = storePerTest();

beforeEach(async () => {
  await opened.locks.insertMany(manyLocks(0, STORED), { ordered: false });
});

/** Pages to the end; `between` runs after each page. */
async function page(filter: LockFilter, between = async (): Promise<void> => {}) {
  const seen: LockSnapshot[] = [];
  for (;;) {
    const after = seen.at(-1)?.key;
    const found = await opened.store.list({ filter, after, limit: PAGE });
    seen.push(...found);
    if (found.length < PAGE) return seen.map((lock) => lock.key);
    await between();
  }
}

function place(key: LockKey): Buffer {
  return Buffer.from(`${key.route}\0${key.resourceId}`);
}

function expectOrderedOnce(keys: LockKey[]): void {
  const inOrder = [...keys].sort((one, other) => Buffer.compare(place(one), place(other)));
  expect(keys.map(({ id }) => id)).toEqual(inOrder.map(({ id }) => id));
  expect(new Set(keys.map(({ id }) => id)).size).toBe(keys.length);
}

test('paging over 5,000 locks gives every one of them once, in order', async () => {
  const keys = await page({});
  expect(keys).toHaveLength(5_000);
  expectOrderedOnce(keys);
  expect(await opened.store.count({})).toBe(5_000);
});

test('paging backwards gives every one of them once, in the same order', async () => {
  const seen: LockSnapshot[] = [];
  for (;;) {
    const before = seen[0]?.key;
    const found = await opened.store.list({ filter: {}, before, limit: PAGE, isFromEnd: true });
    seen.unshift(...found);
    if (found.length < PAGE) break;
  }
  expect(seen.map(({ key }) => key.id)).toEqual((await page({})).map(({ id }) => id));
});

test('a stretch between two places has what lies between them, from either end', async () => {
  const all = await opened.store.list({ filter: {}, limit: STORED });
  const volumes = all.findIndex(({ key }) => key.route === 'volume');
  const stretches = [
    [10, 40],
    [volumes - 20, volumes + 20],
    [volumes + 10, volumes + 40],
    [volumes + 20, volumes - 20],
  ] as const;
  for (const [from, to] of stretches) {
    const query = { filter: {}, after: all[from]!.key, before: all[to]!.key, limit: 5 };
    const between = all.slice(from + 1, Math.max(to, from + 1)).map(({ key }) => key.id);
    const idsOf = async (isFromEnd: boolean): Promise<string[]> =>
      (await opened.store.list({ ...query, isFromEnd })).map(({ key }) => key.id);
    expect(await idsOf(false)).toEqual(between.slice(0, 5));
    expect(await idsOf(true)).toEqual(between.slice(-5));
  }
});

test.each<[string, LockFilter, (lock: LockSnapshot) => boolean]>([
  ['a route', { route: 'volume' }, ({ key }) => key.route === 'volume'],
  ['a holder', { holderId: 'user-editor-7' }, ({ holder }) => holder.id === 'user-editor-7'],
])('paging over %s gives what paging over all and choosing gives', async (_title, filter, isIn) => {
  const all = await opened.store.list({ filter: {}, limit: STORED });
  const chosen = all.filter(isIn).map(({ key }) => key.id);
  expect(chosen.length).toBeGreaterThan(0);
  const seen: string[] = [];
  for (let after: LockKey | undefined; ;) {
    const found: LockSnapshot[] = await opened.store.list({ filter, after, limit: 7 });
    seen.push(...found.map(({ key }) => key.id));
    if (found.length < 7) break;
    after = found.at(-1)!.key;
  }
  expect(seen).toEqual(chosen);
});

test('while others come and go, paging ends, gives none twice and misses none that lived through', async () => {
  const before = (await page({})).map(({ id }) => id);
  const removed = new Set<string>();
  let round = 0;
  const keys = await page({}, async () => {
    round += 1;
    // Spread over the whole list: some behind the reader, some ahead of it, some under its cursor.
    const leaving = before.filter((_id, index) => index % 97 === round);
    const coming = Array.from({ length: 40 }, (_, index) =>
      lockKeyOf(
        index % 2 ? 'series' : 'volume',
        `${String(index * 180).padStart(8, '0')}-${round}`,
      ),
    );
    await Promise.all([
      ...leaving.map((id) => {
        removed.add(id);
        const [route, resourceId] = id.split('/');
        return opened.store.change(
          lockKeyOf(route!, resourceId!),
          forceRemove({ actor: holderNamed('sam') }),
        );
      }),
      ...coming.map((key) => opened.acquire(key, holderNamed('newcomer'))),
    ]);
  });
  expect(round).toBeLessThan(60);
  expect(removed.size).toBeGreaterThan(1_000);
  expectOrderedOnce(keys);
  const seen = new Set(keys.map(({ id }) => id));
  expect(before.filter((id) => !removed.has(id) && !seen.has(id))).toEqual([]);
});

test('the order is that of bytes: case and accents do not mix, and characters beyond 16 bit come last', async () => {
  const ids = ['ｚ', 'Z', 'a', 'é', 'z', '😀', 'B', '10', '9'];
  for (const id of ids) await opened.acquire(lockKeyOf('zz', id), holderNamed('alice'));
  const found = await opened.store.list({ filter: { route: 'zz' }, limit: 50 });
  const ordered = found.map(({ key }) => key.resourceId);
  expect(ordered).toEqual(['10', '9', 'B', 'Z', 'a', 'z', 'é', 'ｚ', '😀']);
});
