import { type Caller } from '../../src/domain/caller';
import { type LockableRecord } from '../../src/domain/lock';
import { parseLockKey } from '../../src/domain/lock-key';
import { LockService } from '../../src/domain/lock-service';
import { MemoryLockStore } from '../support/memory-lock-store';

const key = parseLockKey('/volume/', '1234');
const alice: Caller = { id: 'user-alice', username: 'alice', permissions: ['manage-locks'] };
const bob: Caller = { id: 'user-bob', username: 'bob', permissions: ['manage-locks'] };
const sam: Caller = {
  id: 'user-sam',
  username: 'sam',
  permissions: ['manage-locks', 'override-locks'],
};

/** A record that alice has held twice: `old` is the token of her first grant. */
async function setUp() {
  const store = new MemoryLockStore();
  const service = new LockService({ store, defaultLeaseMs: 60_000 });
  const first = await service.acquire(alice, { key });
  if (first.kind !== 'acquired') throw new Error(first.kind);
  await service.remove(alice, { key });
  const second = await service.acquire(alice, { key });
  if (second.kind !== 'acquired') throw new Error(second.kind);
  const [old, token] = [first.lock.fencingToken, second.lock.fencingToken];
  return { store, service, old, token };
}

type SetUp = Awaited<ReturnType<typeof setUp>>;

test.each<[string, (it: SetUp) => Promise<{ kind: string }>, string]>([
  ['a renewal by acquiring', ({ service }) => service.acquire(alice, { key }), 'acquired'],
  ['a conflict', ({ service }) => service.acquire(bob, { key }), 'heldByOther'],
  [
    'a renewal',
    ({ service, token }) => service.renew(alice, { key, fencingToken: token }),
    'renewed',
  ],
  ['a lost grant', ({ service, old }) => service.renew(alice, { key, fencingToken: old }), 'lost'],
  ['a removal', ({ service }) => service.remove(alice, { key }), 'removed'],
  [
    "the removal of another user's lock",
    ({ service }) => service.remove(bob, { key }),
    'heldByOther',
  ],
  [
    'a late removal',
    ({ service, old }) => service.remove(alice, { key, fencingToken: old }),
    'notFound',
  ],
  ['a take-over', ({ service }) => service.takeOver(sam, { key }), 'takenOver'],
  ['a forced removal', ({ service }) => service.forceRemove(sam, { key }), 'removed'],
])('the answer to %s has the record as it is then, from one read', async (_name, call, kind) => {
  const it = await setUp();
  it.store.calls = 0;
  const answer = (await call(it)) as { kind: string; record: LockableRecord };
  expect(it.store.calls).toBe(1);
  expect(answer.kind).toBe(kind);
  const found = await it.service.find(sam, key);
  expect(found).toEqual({ kind: 'found', record: answer.record });
  expect(answer.record.lock === null).toBe(kind === 'removed');
});

test.each<[string, (it: SetUp) => Promise<object>, string]>([
  ['renewed', ({ service }) => service.renew(alice, { key, fencingToken: 1 }), 'lost'],
  ['removed', ({ service }) => service.remove(alice, { key }), 'notFound'],
  ['taken over', ({ service }) => service.takeOver(sam, { key }), 'notFound'],
  ['removed by force', ({ service }) => service.forceRemove(sam, { key }), 'notFound'],
])('a free record that cannot be %s is named all the same', async (_name, call, kind) => {
  const it = await setUp();
  await it.service.remove(alice, { key });
  const record = { key: { route: 'volume', resourceId: '1234', id: 'volume/1234' }, lock: null };
  expect(await call(it)).toMatchObject({ kind, record });
});

test('an expired lock holds no record', async () => {
  const { store, service, old } = await setUp();
  store.now = new Date(store.now.getTime() + 60_000);
  const answer = await service.remove(alice, { key, fencingToken: old });
  expect(answer).toMatchObject({ kind: 'notFound', record: { lock: null } });
});

describe('several records', () => {
  test('are answered in the order asked, twice when asked twice, free ones too, in one read', async () => {
    const { store, service, token } = await setUp();
    store.calls = 0;
    const answer = await service.findAll(bob, { route: 'volume', ids: ['9', '1234', '9', 'a/b'] });
    expect(store.calls).toBe(1);
    if (answer.kind !== 'foundAll') throw new Error(answer.kind);
    const shown = answer.records.map((record) => [record.key.id, record.lock?.fencingToken]);
    expect(shown).toEqual([
      ['volume/9', undefined],
      ['volume/1234', token],
      ['volume/9', undefined],
      ['volume/a%2Fb', undefined],
    ]);
  });

  test.each([
    [{ route: 'volume', ids: [] }, 'ids'],
    [{ route: 'volume', ids: Array<string>(201).fill('1') }, 'ids'],
    [{ route: 'volume', ids: ['1', ' '] }, 'id'],
    [{ route: '', ids: ['1'] }, 'route'],
  ])('asked for as %j are refused for the %s, without a read', async (asked, field) => {
    const { store, service } = await setUp();
    store.calls = 0;
    const answer = await service.findAll(alice, asked);
    expect(answer).toMatchObject({ kind: 'badInput', problem: { field } });
    expect(store.calls).toBe(0);
  });
});
