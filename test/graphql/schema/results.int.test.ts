import { print } from 'graphql';
import { startTestGateway, type TestGateway } from '../../support/start-test-gateway';
import * as operations from '../../generated/documents';

let gateway: TestGateway;

beforeAll(async () => {
  gateway = await startTestGateway();
});

afterAll(() => gateway.stop());

afterEach(() => gateway.locks.deleteMany({}));

const KEY = { route: 'volume', id: '1234' };

async function acquire(username: string, more: { id?: string; ttlSeconds?: number } = {}) {
  const { data } = await gateway.graphql(username, operations.AcquireLockDocument, {
    ...KEY,
    ...more,
  });
  return data!.acquireLock;
}

describe('me', () => {
  it('says who is signed in and what they may do', async () => {
    const { data } = await gateway.graphql('sam', operations.MeDocument, {});
    expect(data).toEqual({
      me: {
        user: { id: 'user-sam', username: 'sam' },
        permissions: ['manage-locks', 'override-locks'],
      },
    });
  });

  it.each([
    ['eve', 'FORBIDDEN'],
    ['nobody', 'UNAUTHENTICATED'],
    [null, 'UNAUTHENTICATED'],
  ])('refuses %s', async (username, code) => {
    const { data, errors } = await gateway.graphql(username, operations.MeDocument, {});
    expect(data ?? null).toBeNull();
    expect(errors?.[0]?.extensions?.code).toBe(code);
  });

  it('is the same user as the holder of their locks', async () => {
    const { lock } = await acquire('alice');
    const { data } = await gateway.graphql('alice', operations.MeDocument, {});
    expect(data?.me.user).toEqual(lock.holder);
  });

  it('says how to sign in, without demo users where there are none', async () => {
    const { errors } = await gateway.graphql(null, operations.MeDocument, {});
    expect(errors?.[0]?.message).toBe(
      'Not signed in: send the refreshToken cookie of a signed-in user.',
    );
  });
});

describe('acquireLock', () => {
  it('grants a free lock with everything there is to say about it', async () => {
    const { data } = await gateway.graphql('alice', operations.AcquireLockDocument, {
      ...KEY,
      ttlSeconds: 60,
      note: 'price update, back at 15:00',
    });
    const stored = await gateway.locks.findOne({ _id: 'volume/1234' });
    const result = data!.acquireLock;
    expect(result).toEqual({
      __typename: 'LockAcquired',
      created: true,
      record: { id: 'record:volume/1234', route: 'volume', resourceId: '1234', lock: result.lock },
      lock: {
        id: 'volume/1234',
        route: 'volume',
        resourceId: '1234',
        holder: { id: 'user-alice', username: 'alice' },
        acquiredAt: stored?.acquiredAt.toISOString(),
        renewedAt: stored?.acquiredAt.toISOString(),
        expiresAt: new Date(stored!.acquiredAt.getTime() + 60_000).toISOString(),
        expiresInMs: 60_000,
        fencingToken: stored?.fencingToken,
        note: 'price update, back at 15:00',
        sessionId: null,
        reserved: false,
        holdEndsAt: null,
        waiterCount: 0,
        heldByMe: true,
        canTakeOver: false,
      },
    });
  });

  it('renews the own lock: same id, beginning and token, and says that it is not new', async () => {
    const first = await acquire('alice');
    const again = await acquire('alice');
    expect(again).toMatchObject({
      __typename: 'LockAcquired',
      created: false,
      lock: {
        id: first.lock.id,
        acquiredAt: first.lock.acquiredAt,
        fencingToken: first.lock.fencingToken,
      },
    });
    expect(await gateway.locks.countDocuments()).toBe(1);
  });

  it.each([
    ['bob', false],
    ['sam', true],
  ])('tells %s who holds it and whether a take-over is possible', async (username, canTakeOver) => {
    const { lock } = await acquire('alice');
    expect(await acquire(username)).toMatchObject({
      __typename: 'LockConflict',
      message: expect.stringContaining('alice has held this record since') as string,
      lock: {
        holder: { username: 'alice' },
        acquiredAt: lock.acquiredAt,
        expiresAt: lock.expiresAt,
        heldByMe: false,
        canTakeOver,
      },
    });
  });

  it('gives its answer in names that work unchanged in the next call', async () => {
    const { data } = await gateway.graphql('alice', operations.AcquireLockDocument, {
      route: '/caf\u0065\u0301/',
      id: 'a/b:c%',
    });
    const { route, resourceId, id } = data!.acquireLock.lock;
    const found = await gateway.graphql('bob', operations.FindLockDocument, {
      route,
      id: resourceId,
    });
    expect(found.data?.lock?.id).toBe(id);
    const removed = await gateway.rest('alice', {
      operation: 'remove',
      body: { route, id: resourceId },
    });
    expect(removed.status).toBe(200);
  });
});

describe('renewLock', () => {
  it('prolongs the grant of the token', async () => {
    const { lock } = await acquire('alice');
    const { data } = await gateway.graphql('alice', operations.RenewLockDocument, {
      ...KEY,
      fencingToken: lock.fencingToken,
    });
    expect(data?.renewLock).toMatchObject({
      __typename: 'LockRenewed',
      lock: { acquiredAt: lock.acquiredAt, fencingToken: lock.fencingToken },
    });
  });

  it('of a free lock is lost and creates none', async () => {
    const { data } = await gateway.graphql('alice', operations.RenewLockDocument, {
      ...KEY,
      fencingToken: 1,
    });
    expect(data?.renewLock).toMatchObject({ __typename: 'LockLost', currentLock: null });
    expect(await gateway.locks.countDocuments()).toBe(0);
  });

  it("under the token of an older grant of one's own says so, and does not name oneself", async () => {
    const { lock: old } = await acquire('alice');
    await gateway.graphql('alice', operations.RemoveLockDocument, KEY);
    const { lock } = await acquire('alice');
    const asked = { ...KEY, fencingToken: old.fencingToken };
    const { data } = await gateway.graphql('alice', operations.RenewLockDocument, asked);
    expect(data?.renewLock).toMatchObject({
      __typename: 'LockLost',
      message: 'You hold this record under another grant, for example in your other tab.',
      currentLock: { heldByMe: true, fencingToken: lock.fencingToken },
      record: { lock: { fencingToken: lock.fencingToken } },
    });
  });

  it('under a token that was never given does not call the grant that stands a newer one', async () => {
    const { lock } = await acquire('alice');
    const asked = { ...KEY, fencingToken: lock.fencingToken + 1_000 };
    const { data } = await gateway.graphql('alice', operations.RenewLockDocument, asked);
    expect(data?.renewLock).toMatchObject({
      __typename: 'LockLost',
      message: 'You hold this record under another grant, for example in your other tab.',
      currentLock: { heldByMe: true, fencingToken: lock.fencingToken },
    });
  });

  it('after a take-over is lost, naming the new holder, under the old token', async () => {
    const { lock } = await acquire('alice');
    await gateway.graphql('sam', operations.TakeOverLockDocument, KEY);
    const { data } = await gateway.graphql('alice', operations.RenewLockDocument, {
      ...KEY,
      fencingToken: lock.fencingToken,
    });
    expect(data?.renewLock).toMatchObject({
      __typename: 'LockLost',
      message: expect.stringContaining('sam has held this record') as string,
      currentLock: { holder: { username: 'sam' } },
    });
  });
});

describe('removeLock', () => {
  it('with the token of an older grant leaves the newer one', async () => {
    const old = await acquire('alice');
    await gateway.graphql('alice', operations.RemoveLockDocument, KEY);
    const now = await acquire('alice');
    expect(now.lock.fencingToken).toBeGreaterThan(old.lock.fencingToken);
    const { data } = await gateway.graphql('alice', operations.RemoveLockDocument, {
      ...KEY,
      fencingToken: old.lock.fencingToken,
    });
    expect(data?.removeLock).toMatchObject({
      __typename: 'LockNotFound',
      message: 'You hold this record under another grant, for example in your other tab.',
      record: { lock: { fencingToken: now.lock.fencingToken } },
    });
    expect(await gateway.locks.countDocuments({ status: 'held' })).toBe(1);
  });

  it('by another user says who holds it, and leaves it', async () => {
    await acquire('alice');
    const { data } = await gateway.graphql('bob', operations.RemoveLockDocument, KEY);
    expect(data?.removeLock).toMatchObject({
      __typename: 'LockConflict',
      lock: { holder: { username: 'alice' } },
    });
    expect(await gateway.locks.countDocuments({ status: 'held' })).toBe(1);
  });
});

describe('override-locks', () => {
  it('takes a lock over under a larger token and names the previous holder', async () => {
    const { lock } = await acquire('alice');
    const { data } = await gateway.graphql('sam', operations.TakeOverLockDocument, KEY);
    expect(data?.takeOverLock).toMatchObject({
      __typename: 'LockTakenOver',
      previousHolder: { id: 'user-alice', username: 'alice' },
      lock: { holder: { username: 'sam' }, heldByMe: true },
    });
    const [stored] = await gateway.locks.find().toArray();
    expect(stored!.fencingToken).toBeGreaterThan(lock.fencingToken);
  });

  it('force-removes a lock and says whose grant it was', async () => {
    const { lock } = await acquire('alice');
    const { data } = await gateway.graphql('sam', operations.ForceRemoveLockDocument, KEY);
    expect(data?.forceRemoveLock).toMatchObject({
      __typename: 'LockRemoved',
      record: { id: 'record:volume/1234', route: 'volume', resourceId: '1234', lock: null },
      previousHolder: { id: 'user-alice', username: 'alice' },
      fencingToken: lock.fencingToken,
    });
    expect((await gateway.rest('bob', { operation: 'acquire', body: KEY })).status).toBe(200);
  });

  it('finds nothing to take over or remove where the lock is free', async () => {
    const taken = await gateway.graphql('sam', operations.TakeOverLockDocument, KEY);
    const forced = await gateway.graphql('sam', operations.ForceRemoveLockDocument, KEY);
    expect(taken.data?.takeOverLock.__typename).toBe('LockNotFound');
    expect(forced.data?.forceRemoveLock.__typename).toBe('LockNotFound');
    expect(await gateway.locks.countDocuments()).toBe(0);
  });

  it('is needed: bob is refused and the lock stays', async () => {
    await acquire('alice');
    const taken = await gateway.graphql('bob', operations.TakeOverLockDocument, KEY);
    const forced = await gateway.graphql('bob', operations.ForceRemoveLockDocument, KEY);
    for (const { errors } of [taken, forced]) {
      expect(errors?.[0]).toMatchObject({
        message: 'You do not have the permission for this: it needs override-locks.',
        extensions: { code: 'FORBIDDEN', permission: 'override-locks' },
      });
    }
    expect(await gateway.locks.countDocuments({ 'holder.username': 'alice' })).toBe(1);
  });
});

describe('locks', () => {
  it('says which of these rows are locked, by whom', async () => {
    await acquire('alice', { id: '1' });
    await acquire('bob', { id: '3' });
    await acquire('bob', { id: '4' });
    const { data, errors } = await gateway.graphql('alice', operations.LocksOfRowsDocument, {
      route: '/volume',
      ids: ['1', '2', '3'],
    });
    expect(errors).toBeUndefined();
    expect(
      data?.locks.nodes.map(({ id, holder, heldByMe }) => [id, holder.username, heldByMe]),
    ).toEqual([
      ['volume/1', 'alice', true],
      ['volume/3', 'bob', false],
    ]);
  });

  it('pages by cursor until the last page', async () => {
    for (const id of ['a', 'b', 'c', 'd', 'e']) await acquire('alice', { id });
    const seen: string[] = [];
    let after: string | null | undefined;
    do {
      const { data } = await gateway.graphql('bob', operations.ListLocksDocument, {
        route: 'volume',
        first: 2,
        after: after ?? null,
      });
      const { nodes, pageInfo } = data!.locks;
      expect(pageInfo.hasPreviousPage).toBe(seen.length > 0);
      seen.push(...nodes.map(({ resourceId }) => resourceId));
      after = pageInfo.hasNextPage ? pageInfo.endCursor : undefined;
    } while (after);
    expect(seen).toEqual(['a', 'b', 'c', 'd', 'e']);
  });

  it('gives the largest page with all there is to say about it, also when its size is written out', async () => {
    await acquire('alice', { id: '1' });
    const query = print(operations.ListLocksDocument).replace('first: $first', 'first: 200');
    const answer = await gateway.postGraphQL('bob', {
      query: query.replace('$first: Int = 50, ', ''),
    });
    expect(answer.text).not.toContain('errors');
    expect(answer.text).toContain('"volume/1"');
  });

  it('lists and counts what one user holds', async () => {
    await acquire('alice', { id: '1' });
    await acquire('bob', { id: '2' });
    const holderId = 'user-alice';
    const mine = await gateway.graphql('alice', operations.MyLocksDocument, {});
    const hers = await gateway.graphql('bob', operations.LocksOfHolderDocument, { holderId });
    for (const { data, errors } of [mine, hers]) {
      expect(errors).toBeUndefined();
      expect(data?.locks.totalCount).toBe(1);
      expect(data?.locks.nodes.map(({ id }) => id)).toEqual(['volume/1']);
    }
  });
});

describe('removeMyLocks', () => {
  it('removes only the locks of the caller, returns how many, and then none', async () => {
    await acquire('alice', { id: '1' });
    await acquire('alice', { id: '2' });
    await acquire('bob', { id: '3' });
    const removeMine = () => gateway.graphql('alice', operations.RemoveMyLocksDocument, {});
    expect((await removeMine()).data?.removeMyLocks).toBe(2);
    expect((await removeMine()).data?.removeMyLocks).toBe(0);
    expect(await gateway.locks.distinct('holder.username', { status: 'held' })).toEqual(['bob']);
  });
});
