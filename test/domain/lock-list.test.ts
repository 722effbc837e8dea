import { type Caller } from '../../src/domain/caller';
import { parseLockKey } from '../../src/domain/lock-key';
import { type ListRequest } from '../../src/domain/lock-list';
import { type LockPosition } from '../../src/domain/lock-store';
import { LockService } from '../../src/domain/lock-service';
import { MemoryLockStore } from '../support/memory-lock-store';

const alice: Caller = { id: 'user-alice', username: 'alice', permissions: ['manage-locks'] };
const bob: Caller = { id: 'user-bob', username: 'bob', permissions: ['manage-locks'] };

/** Alice holds series/1, volume/1 and volume/2; bob holds volume/3. */
async function setUp() {
  const store = new MemoryLockStore();
  const service = new LockService({ store, defaultLeaseMs: null });
  const hold = (by: Caller, route: string, id: string): Promise<unknown> =>
    service.acquire(by, { key: parseLockKey(route, id) });
  await hold(alice, 'volume', '2');
  await hold(alice, 'volume', '1');
  await hold(bob, 'volume', '3');
  await hold(alice, 'series', '1');
  store.calls = 0;
  const list = async (request: Partial<ListRequest>) => {
    const answer = await service.list(alice, request);
    if (answer.kind !== 'page') throw new Error(answer.kind);
    return { ...answer, ids: answer.locks.map((lock) => lock.key.id) };
  };
  /** The ids of a page, and whether it has one before and one after it. */
  const look = async (request: Partial<ListRequest>) => {
    const { ids, hasPreviousPage, hasNextPage } = await list(request);
    return [ids.join(' '), await hasPreviousPage(), await hasNextPage()];
  };
  return { store, service, list, look };
}

test.each<[string, Partial<ListRequest>, string[]]>([
  ['nothing', {}, ['series/1', 'volume/1', 'volume/2', 'volume/3']],
  ['a route', { route: '/volume/' }, ['volume/1', 'volume/2', 'volume/3']],
  ['ids', { route: 'volume', ids: ['3', '1', '9', '3'] }, ['volume/1', 'volume/3']],
  ['no ids at all', { route: 'volume', ids: [] }, []],
  ['a holder', { holderId: 'user-bob' }, ['volume/3']],
  ['mine', { mine: true, route: 'volume' }, ['volume/1', 'volume/2']],
  ['mine and myself', { mine: true, holderId: 'user-alice' }, ['series/1', 'volume/1', 'volume/2']],
  ['mine and another holder', { mine: true, holderId: 'user-bob' }, []],
])('asked for %s, the list has what matches, in order, and counts it', async (_t, asked, ids) => {
  const { list } = await setUp();
  const page = await list(asked);
  expect(page.ids).toEqual(ids);
  expect(await page.hasNextPage()).toBe(false);
  expect(await page.hasPreviousPage()).toBe(false);
  await expect(page.count()).resolves.toBe(ids.length);
});

test('a page says whether there is a next one, which begins after it', async () => {
  const { list } = await setUp();
  const first = await list({ first: 3 });
  expect(first.ids).toEqual(['series/1', 'volume/1', 'volume/2']);
  await expect(first.hasNextPage()).resolves.toBe(true);
  await expect(first.count()).resolves.toBe(4);
  const second = await list({ first: 1, after: () => first.locks.at(-1)!.key });
  expect(second.ids).toEqual(['volume/3']);
  await expect(second.hasNextPage()).resolves.toBe(false);
});

const at = (id: string) => (): LockPosition => {
  const [route, resourceId] = id.split('/');
  return { route: route!, resourceId: resourceId! };
};

test.each<[string, Partial<ListRequest>, [string, boolean, boolean]]>([
  ['the first two', { first: 2 }, ['series/1 volume/1', false, true]],
  ['the last two', { last: 2 }, ['volume/2 volume/3', true, false]],
  [
    'the last of more than there are',
    { last: 9 },
    ['series/1 volume/1 volume/2 volume/3', false, false],
  ],
  ['the next two', { first: 2, after: at('series/1') }, ['volume/1 volume/2', true, true]],
  ['the two before', { last: 2, before: at('volume/3') }, ['volume/1 volume/2', true, true]],
  ['the one before that', { last: 2, before: at('volume/1') }, ['series/1', false, true]],
  [
    'the first two before',
    { first: 2, before: at('volume/3') },
    ['series/1 volume/1', false, true],
  ],
  ['the last two after', { last: 2, after: at('series/1') }, ['volume/2 volume/3', true, false]],
  [
    'the first of a stretch',
    { first: 1, after: at('series/1'), before: at('volume/3') },
    ['volume/1', true, true],
  ],
  [
    'a stretch',
    { after: at('series/1'), before: at('volume/3') },
    ['volume/1 volume/2', true, true],
  ],
  ['what is after the last', { after: at('volume/3') }, ['', true, false]],
  ['what is before the first', { last: 2, before: at('series/1') }, ['', false, true]],
  ['a stretch turned round', { after: at('volume/3'), before: at('series/1') }, ['', false, false]],
  [
    'what follows a place whose lock is gone',
    { after: at('a/1'), first: 1 },
    ['series/1', false, true],
  ],
  [
    'what precedes a place whose lock is gone',
    { before: at('z/1'), last: 1 },
    ['volume/3', true, false],
  ],
])('%s: the page, and what is before and after it', async (_name, request, expected) => {
  const { look } = await setUp();
  expect(await look(request)).toEqual(expected);
});

test('a page without a size has 50', async () => {
  const { store, service } = await setUp();
  const list = jest.spyOn(store, 'list');
  await service.list(alice, {});
  expect(list).toHaveBeenCalledWith(expect.objectContaining({ limit: 51, isFromEnd: false }));
});

test('whether a page has neighbours is read only on demand and if not known already', async () => {
  const { store, list } = await setUp();
  const page = await list({ first: 1 });
  await page.hasNextPage();
  await page.hasPreviousPage();
  expect(store.calls).toBe(1);
  const next = await list({ first: 1, after: at('series/1') });
  expect(store.calls).toBe(2);
  await next.hasPreviousPage();
  expect(store.calls).toBe(3);
});

test('a page is one read, and counting another one on demand', async () => {
  const { store, list } = await setUp();
  const page = await list({ route: 'volume' });
  expect(store.calls).toBe(1);
  await page.count();
  expect(store.calls).toBe(2);
});

test.each<[Partial<ListRequest>, string]>([
  [{ first: 0 }, 'first'],
  [{ first: 201 }, 'first'],
  [{ first: 1.5 }, 'first'],
  [{ last: 0 }, 'last'],
  [{ last: 201 }, 'last'],
  [{ last: NaN }, 'last'],
  [{ first: 2, last: 2 }, 'last'],
  [{ ids: ['1'] }, 'ids'],
  [{ route: 'volume', ids: Array.from({ length: 201 }, (_, index) => `${index}`) }, 'ids'],
  [{ route: 'volume', ids: ['1', ''] }, 'id'],
  [{ route: ' volume' }, 'route'],
  [{ route: '' }, 'route'],
  [{ holderId: '' }, 'holderId'],
])('the request %j is refused for its %s, without a read', async (asked, field) => {
  const { store, service } = await setUp();
  const answer = await service.list(alice, asked);
  expect(answer).toMatchObject({ kind: 'badInput', problem: { field } });
  expect(store.calls).toBe(0);
});

test.each(['after', 'before'])(
  'the cursor %s is read for the filter of the list, and refused when it is of no such list',
  async (name) => {
    const { store, service } = await setUp();
    const readCursor = jest.fn(() => undefined);
    const asked = { route: '/volume', mine: true, [name]: readCursor };
    const problem = { field: name, message: `${name} is not a cursor of this list.` };
    await expect(service.list(alice, asked)).resolves.toMatchObject({ kind: 'badInput', problem });
    expect(readCursor).toHaveBeenCalledWith({ route: 'volume', holderId: 'user-alice' });
    expect(store.calls).toBe(0);
  },
);

test('a list that no lock can match has no valid cursor', async () => {
  const { service } = await setUp();
  const asked = {
    route: 'volume',
    ids: [],
    first: 50,
    after: () => ({ route: 'a', resourceId: 'b' }),
  };
  await expect(service.list(alice, asked)).resolves.toMatchObject({ kind: 'badInput' });
});

test('a list needs manage-locks, whatever else is wrong with the request', async () => {
  const { store, service } = await setUp();
  const readCursor = jest.fn();
  const answer = await service.list(
    { ...alice, permissions: ['override-locks'] },
    { first: 0, after: readCursor },
  );
  expect(answer).toEqual({ kind: 'permissionMissing', permission: 'manage-locks' });
  expect(readCursor).not.toHaveBeenCalled();
  expect(store.calls).toBe(0);
});
