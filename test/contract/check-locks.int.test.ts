import * as operations from '../generated/documents';
import { acknowledged } from '../support/live-client';
import {
  type GraphQLAnswer,
  startTestGateway,
  type TestGateway,
} from '../support/start-test-gateway';
import { cookieOf } from '../support/test-users';

let gateway: TestGateway;
let other: TestGateway;

beforeAll(async () => {
  gateway = await startTestGateway();
  other = await startTestGateway({ mongodbUri: gateway.mongodbUri });
});
afterAll(async () => {
  await other.stop({ keepsData: true });
  await gateway.stop();
});
afterEach(() => gateway.locks.deleteMany({}));

const CHECK = `query ($items: [CheckLockInput!]!) {
  checkLocks(items: $items) {
    __typename
    ... on LockHeld { record { id lock { id } } lock { id fencingToken heldByMe } }
    ... on LockLost { record { id } message currentLock { holder { username } heldByMe reserved } }
  }
}`;

interface Item {
  readonly route: string;
  readonly id: string;
  readonly fencingToken: number;
}
type Answer = GraphQLAnswer<{ checkLocks: (Record<string, unknown> | null)[] }>;

const grant = (id: string, fencingToken: number): Item => ({ route: 'volume', id, fencingToken });

/** Every way by which GraphQL can be asked. */
const DOORS: [string, (username: string, items: readonly Item[]) => Promise<Answer>][] = [
  [
    'POST',
    async (username, items) => {
      const { text } = await gateway.postGraphQL(username, { query: CHECK, variables: { items } });
      return JSON.parse(text) as Answer;
    },
  ],
  [
    'GET',
    async (username, items) => {
      const query = new URLSearchParams({ query: CHECK, variables: JSON.stringify({ items }) });
      const { text } = await gateway.http({
        ...{ method: 'GET', path: `/graphql?${query.toString()}` },
        headers: { Cookie: cookieOf(username), 'Sec-Fetch-Site': 'same-origin' },
      });
      return JSON.parse(text) as Answer;
    },
  ],
  [
    'WebSocket',
    async (username, items) => {
      const raw = await acknowledged(gateway.url, username);
      const payload = { query: CHECK, variables: { items } };
      raw.send({ id: 'one', type: 'subscribe', payload });
      const { payload: answer } = (await raw.heard('next')) as { payload: Answer };
      raw.socket.close();
      await raw.ended;
      return answer;
    },
  ],
];

async function acquire(username: string, id: string, through = gateway): Promise<number> {
  const { data } = await through.graphql(username, operations.AcquireLockDocument, {
    ...{ route: 'volume', id, note: null },
  });
  return data!.acquireLock.lock.fencingToken;
}

/** What is stored of the locks that have not run out, which the gateway marks by itself. */
const stored = () =>
  gateway.locks
    .find({ expiresAt: { $gt: new Date() } })
    .sort({ _id: 1 })
    .toArray();

async function expire(id: string): Promise<void> {
  await gateway.locks.updateOne({ _id: `volume/${id}` }, { $set: { expiresAt: new Date(1) } });
}

describe.each(DOORS)('checkLocks by %s', (_door, check) => {
  it('says of each grant whether the caller holds the record under it, and changes nothing', async () => {
    const mine = await acquire('alice', '1');
    const bobs = await acquire('bob', '2');
    const over = await acquire('alice', '4');
    await expire('4');
    const before = await stored();
    const { data, errors } = await check('alice', [
      grant('2', bobs),
      grant('1', mine),
      grant('3', 1),
      grant('1', mine - 1),
      grant('4', over),
    ]);
    expect(errors).toBeUndefined();
    expect(data?.checkLocks).toMatchObject([
      { __typename: 'LockLost', currentLock: { holder: { username: 'bob' }, heldByMe: false } },
      { __typename: 'LockHeld', lock: { id: 'volume/1', fencingToken: mine, heldByMe: true } },
      { __typename: 'LockLost', currentLock: null, record: { id: 'record:volume/3' } },
      { __typename: 'LockLost', currentLock: { heldByMe: true, reserved: false } },
      { __typename: 'LockLost', currentLock: null },
    ]);
    expect(await stored()).toEqual(before);
  });

  it('is refused without manage-locks, without items, and with a key that is none', async () => {
    const codeOf = ({ errors }: Answer) => errors?.[0]?.extensions?.code;
    expect(codeOf(await check('eve', [grant('1', 1)]))).toBe('FORBIDDEN');
    for (const items of [[], [grant('', 1)], Array.from({ length: 101 }, () => grant('1', 1))]) {
      const answer = await check('alice', items);
      expect(answer.errors?.[0]?.extensions).toMatchObject({
        ...{ code: 'BAD_USER_INPUT', argument: 'items' },
      });
    }
  });
});

const ask = async (through: TestGateway, username: string, items: Item[]) => {
  const body = { query: CHECK, variables: { items } };
  return JSON.parse((await through.postGraphQL(username, body)).text) as Answer;
};
const namesOf = ({ data }: Answer) => data?.checkLocks.map((result) => result?.['__typename']);

it('a grant that is only reserved is not held, until its user acquires it', async () => {
  await acquire('alice', '1');
  const key = { route: 'volume', id: '1' };
  await gateway.graphql('bob', operations.RequestLockDocument, { ...key });
  await gateway.graphql('alice', operations.RemoveLockDocument, { ...key });
  const { fencingToken } = (await gateway.locks.findOne({ _id: 'volume/1' }))!;
  const items = [grant('1', fencingToken)];
  const { data } = await ask(gateway, 'bob', items);
  expect(data?.checkLocks).toMatchObject([
    {
      message: 'This record is reserved for you: acquire it.',
      currentLock: { heldByMe: true, reserved: true },
    },
  ]);
  expect(await acquire('bob', '1')).toBe(fencingToken);
  expect(namesOf(await ask(gateway, 'bob', items))).toEqual(['LockHeld']);
});

it('a stored lock that cannot be read fails its own item', async () => {
  const mine = await acquire('alice', '1');
  await acquire('alice', '2');
  await gateway.locks.updateOne({ _id: 'volume/2' }, { $set: { fencingToken: 'x' as never } });
  const answer = await ask(gateway, 'alice', [grant('2', 1), grant('1', mine)]);
  expect(namesOf(answer)).toEqual([undefined, 'LockHeld']);
  expect(answer.errors).toMatchObject([
    { path: ['checkLocks', 0], extensions: { code: 'INTERNAL_SERVER_ERROR' } },
  ]);
});

it('100 grants are checked in one call, with all that the example selects', async () => {
  const ids = Array.from({ length: 100 }, (_, index) => String(index));
  const { data } = await gateway.graphql('alice', operations.AcquireLocksDocument, {
    items: ids.map((id) => ({ route: 'volume', id })),
  });
  const items = data!.acquireLocks.acquired.map((lock) =>
    grant(lock.resourceId, lock.fencingToken),
  );
  expect(new Set(namesOf(await ask(gateway, 'alice', items)))).toEqual(new Set(['LockHeld']));
  const lost = await gateway.graphql('bob', operations.CheckLocksDocument, { items });
  expect(lost.errors).toBeUndefined();
  expect(lost.data?.checkLocks.map((result) => result?.__typename)).toEqual(
    ids.map(() => 'LockLost'),
  );
});

it('what one gateway has acknowledged, the check of another sees', async () => {
  for (let round = 0; round < 8; round += 1) {
    const alices = await acquire('alice', '1', round % 2 ? gateway : other);
    const elsewhere = round % 2 ? other : gateway;
    expect(namesOf(await ask(elsewhere, 'alice', [grant('1', alices)]))).toEqual(['LockHeld']);
    await gateway.graphql('sam', operations.TakeOverLockDocument, { route: 'volume', id: '1' });
    expect(namesOf(await ask(other, 'alice', [grant('1', alices)]))).toEqual(['LockLost']);
    await other.graphql('sam', operations.RemoveLockDocument, { route: 'volume', id: '1' });
  }
});
