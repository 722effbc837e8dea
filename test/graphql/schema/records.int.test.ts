import * as operations from '../../generated/documents';
import { startTestGateway, type TestGateway } from '../../support/start-test-gateway';

let gateway: TestGateway;

beforeAll(async () => {
  gateway = await startTestGateway();
});
afterAll(() => gateway.stop());
afterEach(() => gateway.locks.deleteMany({}));

const KEY = { route: 'volume', id: '1234' };
const RECORD = { id: 'record:volume/1234', route: 'volume', resourceId: '1234' };

const acquire = (username: string, id: string) =>
  gateway.graphql(username, operations.AcquireLockDocument, { route: 'volume', id });

/** The same record as a query has it right after, for the same caller. */
async function recordFor(username: string) {
  return (await gateway.graphql(username, operations.FindRecordDocument, KEY)).data!.record;
}

describe('record', () => {
  it('has an id of its own and no lock while it is free', async () => {
    expect(await recordFor('alice')).toEqual({ ...RECORD, lock: null });
  });

  it('shows the lock as the caller sees it', async () => {
    await acquire('alice', '1234');
    const [hers, his] = [await recordFor('alice'), await recordFor('sam')];
    expect(hers).toMatchObject({ ...RECORD, lock: { id: 'volume/1234', heldByMe: true } });
    expect(his).toMatchObject({ ...RECORD, lock: { heldByMe: false, canTakeOver: true } });
  });

  it('is one record in all spellings of its route, and another for another pair', async () => {
    const idOf = async (route: string, id: string): Promise<string | undefined> =>
      (await gateway.graphql('alice', operations.FindRecordDocument, { route, id })).data?.record
        .id;
    expect(await idOf('/volume/', '1234')).toBe('record:volume/1234');
    expect(await idOf('a/b', 'c')).toBe('record:a%2Fb/c');
    expect(await idOf('a', 'b/c')).toBe('record:a/b%2Fc');
  });

  it('has the id of no lock, whatever the route of that', async () => {
    const variables = { route: 'record:volume', id: '1234' };
    const { data } = await gateway.graphql('alice', operations.AcquireLockDocument, variables);
    expect(data?.acquireLock).toMatchObject({ lock: { id: `record%3A${KEY.route}/1234` } });
    expect((await recordFor('alice')).id).toBe('record:volume/1234');
    const literal = { ...variables, route: `record%3A${KEY.route}` };
    const other = await gateway.graphql('alice', operations.AcquireLockDocument, literal);
    expect(other.data?.acquireLock).toMatchObject({ lock: { id: `record%253A${KEY.route}/1234` } });
  });
});

describe('records', () => {
  it('are in the order asked, free ones too, and twice when asked twice', async () => {
    await acquire('alice', '2');
    await acquire('bob', '9');
    const ids = ['9', '1', '2', '9'];
    const asked = { route: '/volume', ids };
    const { data } = await gateway.graphql('alice', operations.FindRecordsDocument, asked);
    expect(data?.records.map(({ id, lock }) => [id, lock?.holder.username])).toEqual([
      ['record:volume/9', 'bob'],
      ['record:volume/1', undefined],
      ['record:volume/2', 'alice'],
      ['record:volume/9', 'bob'],
    ]);
  });

  it('are 200 at most', async () => {
    const ask = (count: number) => {
      const ids = Array.from({ length: count }, (_, index) => String(index));
      return gateway.graphql('alice', operations.FindRecordsDocument, { route: 'volume', ids });
    };
    expect((await ask(200)).data?.records).toHaveLength(200);
    for (const count of [0, 201]) {
      expect((await ask(count)).errors?.[0]).toMatchObject({
        message: 'ids must have 1 to 200 entries.',
        extensions: { code: 'BAD_USER_INPUT', argument: 'ids' },
      });
    }
  });
});

describe('the record in the answer to', () => {
  it('a grant, a conflict, a renewal, a lost grant, a take-over and a removal is what a query has', async () => {
    const granted = (await acquire('alice', '1234')).data!.acquireLock;
    const fencingToken = granted.lock.fencingToken;
    const conflict = (await acquire('bob', '1234')).data!.acquireLock;
    expect(conflict.record).toMatchObject({ ...RECORD, lock: { holder: { username: 'alice' } } });
    const renewed = await gateway.graphql('alice', operations.RenewLockDocument, {
      ...KEY,
      fencingToken,
    });
    expect(renewed.data!.renewLock.record.lock?.renewedAt).toEqual(
      (await recordFor('alice')).lock?.renewedAt,
    );
    const taken = await gateway.graphql('sam', operations.TakeOverLockDocument, KEY);
    const now = (await recordFor('sam')).lock?.fencingToken;
    expect(taken.data!.takeOverLock.record.lock?.fencingToken).toBe(now);
    const lost = await gateway.graphql('alice', operations.RenewLockDocument, {
      ...KEY,
      fencingToken,
    });
    expect(lost.data!.renewLock.record.lock?.fencingToken).toBe(now);
    const removed = await gateway.graphql('sam', operations.RemoveLockDocument, KEY);
    expect(removed.data!.removeLock.record).toEqual({ ...RECORD, lock: null });
    const gone = await gateway.graphql('sam', operations.ForceRemoveLockDocument, KEY);
    expect(gone.data!.forceRemoveLock).toMatchObject({
      __typename: 'LockNotFound',
      record: { ...RECORD, lock: null },
    });
  });
});

test('a document from before there were records still works', async () => {
  const query = `mutation { acquireLock(route: "volume", id: 1234) {
    __typename
    ... on LockAcquired { created lock { id fencingToken } }
    ... on LockConflict { message lock { holder { username } } }
  } }`;
  expect((await gateway.postGraphQL('alice', { query })).text).toContain('"created":true');
  expect((await gateway.postGraphQL('bob', { query })).text).toContain('"username":"alice"');
});
