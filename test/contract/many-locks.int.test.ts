import { type AcquireMode } from '../generated/documents';
import * as operations from '../generated/documents';
import { startTestGateway, type TestGateway } from '../support/start-test-gateway';
import { waitUntil } from '../support/wait-until';

let gateway: TestGateway;

beforeAll(async () => {
  gateway = await startTestGateway();
});
afterAll(() => gateway.stop());
afterEach(() => gateway.locks.deleteMany({}));

interface Item {
  readonly route: string;
  readonly id: string;
}

const item = (id: string, route = 'volume'): Item => ({ route, id });
const items = (...ids: string[]): Item[] => ids.map((id) => item(id));

async function acquire(username: string, id: string, sessionId?: string) {
  const { data } = await gateway.graphql(username, operations.AcquireLockDocument, {
    ...{ ...item(id), note: null },
    ...(sessionId !== undefined && { sessionId }),
  });
  return data!.acquireLock.lock;
}

async function acquireAll(
  username: string,
  asked: readonly Item[],
  more: { mode?: AcquireMode; sessionId?: string } = {},
) {
  const { data } = await gateway.graphql(username, operations.AcquireLocksDocument, {
    ...{ items: [...asked], ...more },
  });
  return data!.acquireLocks;
}

/** Asks again while the database is too slow for it, as it may be when others ask for the same. */
function untilAcquired(username: string, asked: readonly Item[]) {
  return waitUntil({
    ...{ what: 'an answer', withinMs: 20_000 },
    ask: () => acquireAll(username, asked),
  });
}

const idsOf = (locks: readonly { id: string }[]): string[] => locks.map(({ id }) => id);
const held = async (): Promise<string[]> =>
  (await gateway.locks.find({ status: 'held' }).toArray())
    .map(({ _id, holder }) => `${_id} ${holder.username}`)
    .sort();

describe('acquireLocks', () => {
  it('acquires all of the records, in the order of the items', async () => {
    const asked = [item('2'), item('1'), item('7', 'series')];
    const { complete, acquired, conflicts, records } = await acquireAll('alice', asked, {
      sessionId: 'tab-1',
    });
    expect([complete, idsOf(acquired), conflicts]).toEqual([
      true,
      ['volume/2', 'volume/1', 'series/7'],
      [],
    ]);
    expect(acquired.every((lock) => lock.heldByMe && lock.sessionId === 'tab-1')).toBe(true);
    expect(records.map(({ id, lock }) => [id, lock?.id])).toEqual(
      idsOf(acquired).map((id) => [`record:${id}`, id]),
    );
  });

  it('acquires none of them when one is held elsewhere, and says by whom', async () => {
    await acquire('bob', '2');
    const { complete, acquired, conflicts } = await acquireAll('alice', items('1', '2', '3'));
    expect([complete, acquired]).toEqual([false, []]);
    expect(conflicts).toMatchObject([{ id: 'volume/2', holder: { username: 'bob' } }]);
    expect(await held()).toEqual(['volume/2 bob']);
  });

  it('with AVAILABLE acquires the others', async () => {
    await acquire('bob', '2');
    const { complete, acquired, conflicts, records } = await acquireAll(
      'alice',
      items('3', '2', '1'),
      { mode: 'AVAILABLE' },
    );
    expect([complete, idsOf(acquired), idsOf(conflicts)]).toEqual([
      false,
      ['volume/3', 'volume/1'],
      ['volume/2'],
    ]);
    expect(records).toHaveLength(3);
    expect(await held()).toEqual(['volume/1 alice', 'volume/2 bob', 'volume/3 alice']);
  });

  it.each<AcquireMode>(['ALL', 'AVAILABLE'])(
    'with %s renews what the caller has under the same token, and counts a record named twice once',
    async (mode) => {
      const mine = await acquire('alice', '1');
      const asked = [item('1'), item('2'), item('1', '/volume/')];
      const { complete, acquired } = await acquireAll('alice', asked, { mode });
      expect([complete, idsOf(acquired)]).toEqual([true, ['volume/1', 'volume/2']]);
      expect(acquired[0]?.fencingToken).toBe(mine.fencingToken);
    },
  );

  it("is refused the caller's own lock in another session", async () => {
    await acquire('alice', '1', 'tab-1');
    const { complete, conflicts } = await acquireAll('alice', items('1', '2'), {
      sessionId: 'tab-2',
    });
    expect(complete).toBe(false);
    expect(conflicts).toMatchObject([{ id: 'volume/1', heldByMe: true, sessionId: 'tab-1' }]);
    expect(await held()).toEqual(['volume/1 alice']);
  });

  it('acquires 100 records in one call, and is refused 101 and none', async () => {
    const ids = Array.from({ length: 101 }, (_, index) => String(index));
    expect(await acquireAll('alice', items(...ids.slice(1)))).toMatchObject({ complete: true });
    expect(await gateway.locks.countDocuments({ status: 'held' })).toBe(100);
    for (const asked of [items(...ids), []]) {
      const { errors } = await gateway.graphql('bob', operations.AcquireLocksDocument, {
        items: asked,
      });
      expect(errors?.[0]).toMatchObject({
        message: 'items must have 1 to 100 entries.',
        extensions: { code: 'BAD_USER_INPUT', argument: 'items' },
      });
    }
  });

  it('gives overlapping sets in opposite orders to one of two users, and never a part', async () => {
    const ids = Array.from({ length: 20 }, (_, index) => String(index));
    for (let round = 0; round < 5; round += 1) {
      const [alice, bob] = await Promise.all([
        untilAcquired('alice', items(...ids)),
        untilAcquired('bob', items(...[...ids].reverse())),
      ]);
      expect([alice.complete, bob.complete].filter(Boolean)).toHaveLength(1);
      const winner = alice.complete ? 'alice' : 'bob';
      expect(new Set((await held()).map((each) => each.split(' ')[1]))).toEqual(new Set([winner]));
      expect(await held()).toHaveLength(ids.length);
      await gateway.locks.deleteMany({});
    }
  });

  it('needs manage-locks', async () => {
    const { errors } = await gateway.graphql('eve', operations.AcquireLocksDocument, {
      items: items('1'),
    });
    expect(errors?.[0]?.extensions?.code).toBe('FORBIDDEN');
  });
});

describe('renewLocks', () => {
  it('has a result for each item, in order', async () => {
    const [first, second] = [await acquire('alice', '1'), await acquire('alice', '2')];
    const other = await acquire('bob', '3');
    const { data, errors } = await gateway.graphql('alice', operations.RenewLocksDocument, {
      items: [
        { ...item('2'), fencingToken: second.fencingToken },
        { ...item('3'), fencingToken: other.fencingToken },
        { ...item('4'), fencingToken: 1 },
        { ...item('1'), fencingToken: first.fencingToken },
        { ...item('1'), fencingToken: first.fencingToken + 1 },
      ],
    });
    expect(errors).toBeUndefined();
    expect(data?.renewLocks).toMatchObject([
      { __typename: 'LockRenewed', lock: { id: 'volume/2', fencingToken: second.fencingToken } },
      { __typename: 'LockLost', currentLock: { holder: { username: 'bob' } } },
      { __typename: 'LockLost', currentLock: null, record: { id: 'record:volume/4' } },
      { __typename: 'LockRenewed', lock: { id: 'volume/1' } },
      { __typename: 'LockLost', currentLock: { heldByMe: true } },
    ]);
    expect(await held()).toEqual(['volume/1 alice', 'volume/2 alice', 'volume/3 bob']);
  });

  it('leaves a stored lock that cannot be read out, and renews the others', async () => {
    const mine = await acquire('alice', '1');
    await acquire('alice', '2');
    await gateway.locks.updateOne({ _id: 'volume/2' }, { $set: { fencingToken: 'x' as never } });
    const { data, errors } = await gateway.graphql('alice', operations.RenewLocksDocument, {
      items: [
        { ...item('2'), fencingToken: 1 },
        { ...item('1'), fencingToken: mine.fencingToken },
      ],
    });
    expect(data?.renewLocks.map((result) => result?.__typename)).toEqual([
      undefined,
      'LockRenewed',
    ]);
    expect(errors).toMatchObject([
      { path: ['renewLocks', 0], extensions: { code: 'INTERNAL_SERVER_ERROR' } },
    ]);
  });
});

describe('removeLocks', () => {
  it('has a result for each item, in order', async () => {
    const mine = await acquire('alice', '1');
    await acquire('alice', '2');
    await acquire('bob', '3');
    const { data, errors } = await gateway.graphql('alice', operations.RemoveLocksDocument, {
      items: [
        { ...item('2'), fencingToken: 1 },
        item('3'),
        item('4'),
        { ...item('1'), fencingToken: mine.fencingToken },
      ],
    });
    expect(errors).toBeUndefined();
    expect(data?.removeLocks).toMatchObject([
      { __typename: 'LockNotFound', record: { lock: { heldByMe: true } } },
      { __typename: 'LockConflict', lock: { holder: { username: 'bob' } } },
      { __typename: 'LockNotFound', record: { lock: null } },
      { __typename: 'LockRemoved', fencingToken: mine.fencingToken, record: { lock: null } },
    ]);
    expect(await held()).toEqual(['volume/2 alice', 'volume/3 bob']);
  });

  it("removes the caller's own locks without manage-locks, and refuses the others one by one", async () => {
    await acquire('bob', '3');
    await acquire('alice', '1');
    const users = gateway.database.collection<{ _id: string; permissions: string[] }>('users');
    const setPermissions = (permissions: string[]) =>
      users.updateOne({ _id: 'user-alice' }, { $set: { permissions } });
    await setPermissions([]);
    try {
      const { data, errors } = await gateway.graphql('alice', operations.RemoveLocksDocument, {
        items: items('3', '1'),
      });
      expect(data?.removeLocks.map((result) => result?.__typename)).toEqual([
        undefined,
        'LockRemoved',
      ]);
      expect(errors).toMatchObject([
        { path: ['removeLocks', 0], extensions: { code: 'FORBIDDEN' } },
      ]);
      expect(await held()).toEqual(['volume/3 bob']);
    } finally {
      await setPermissions(['manage-locks']);
    }
  });
});
