import {
  type GraphQLAnswer,
  startTestGateway,
  type TestGateway,
} from '../../support/start-test-gateway';

let gateway: TestGateway;

beforeAll(async () => {
  gateway = await startTestGateway();
});
afterAll(() => gateway.stop());
afterEach(async () => {
  expect(await gateway.locks.countDocuments()).toBe(0);
});

async function ask(username: string, call: string, variables?: object): Promise<GraphQLAnswer> {
  const query = variables
    ? `mutation ($items: [RenewLockInput!]!) { ${call} }`
    : `mutation { ${call} }`;
  const { text } = await gateway.postGraphQL(username, { query, variables });
  return JSON.parse(text) as GraphQLAnswer;
}

const KEY = 'route: "volume", id: "1"';
const ITEM = `{ ${KEY} }`;
const long = (length: number): string => 'x'.repeat(length);
const acquire = (more: string): string => `acquireLock(${KEY}, ${more}) { __typename }`;
const request = (more: string): string => `requestLock(${KEY}, ${more}) { __typename }`;
const acquireAll = (items: string, more = ''): string =>
  `acquireLocks(items: ${items} ${more}) { complete }`;

it.each([
  ['a session without characters', 'sessionId', acquire('sessionId: ""')],
  ['a session of 65 characters', 'sessionId', acquire(`sessionId: "${long(65)}"`)],
  ['a session with a letter beyond ASCII', 'sessionId', acquire('sessionId: "täb"')],
  ['a session with a line break', 'sessionId', acquire('sessionId: "a\\nb"')],
  ['a session of a request', 'sessionId', request(`sessionId: "${long(65)}"`)],
  ['a session of several', 'sessionId', acquireAll(`[${ITEM}]`, 'sessionId: ""')],
  ['a message of 281 characters', 'message', request(`message: "${long(281)}"`)],
  ['a message with a control character', 'message', request('message: "a\\u0007b"')],
  ['a lease of several', 'ttlSeconds', acquireAll(`[${ITEM}]`, 'ttlSeconds: 9')],
  ['a note of several', 'note', acquireAll(`[${ITEM}]`, `note: "${long(281)}"`)],
  ['no items', 'items', acquireAll('[]')],
  ['an item without a route', 'items', acquireAll(`[${ITEM}, { route: "", id: "1" }]`)],
  ['an item with a bad id', 'items', acquireAll('[{ route: "volume", id: " 1" }]')],
  ['no grants to renew', 'items', 'renewLocks(items: []) { __typename }'],
  [
    'a grant of no record',
    'items',
    'renewLocks(items: [{ route: "///", id: "1", fencingToken: 1 }]) { __typename }',
  ],
  ['no locks to remove', 'items', 'removeLocks(items: []) { __typename }'],
  ['a lock of no record', 'items', 'removeLocks(items: [{ route: "r", id: "" }]) { __typename }'],
  ['a request for no record', 'id', 'requestLock(route: "volume", id: "") { __typename }'],
  ['a withdrawal from no record', 'route', 'withdrawRequest(route: "", id: "1")'],
  [
    'a reason of 281 characters',
    'reason',
    `takeOverLock(${KEY}, reason: "${long(281)}") { __typename }`,
  ],
  [
    'a reason of a forced removal',
    'reason',
    `forceRemoveLock(${KEY}, reason: "a\\u0000b") { __typename }`,
  ],
])('%s is refused by name', async (_name, argument, call) => {
  const { errors } = await ask('sam', call);
  expect(errors?.[0]).toMatchObject({
    message: expect.stringMatching(new RegExp(`^${argument}\\b`)) as string,
    extensions: { code: 'BAD_USER_INPUT', argument },
  });
});

it('a bad item is told by its place', async () => {
  const { errors } = await ask('sam', acquireAll(`[${ITEM}, { route: "volume", id: "a\\u0007" }]`));
  expect(errors?.[0]?.message).toBe('items[1]: id contains a control character.');
});

it('101 grants are refused', async () => {
  const items = Array.from({ length: 101 }, (_, id) => ({ route: 'v', id, fencingToken: 1 }));
  const { errors } = await ask('sam', 'renewLocks(items: $items) { __typename }', { items });
  expect(errors?.[0]).toMatchObject({
    message: 'items must have 1 to 100 entries.',
    extensions: { argument: 'items' },
  });
});

it.each([
  ['acquireLocks', acquireAll(`[${ITEM}]`)],
  ['requestLock', `requestLock(${KEY}) { __typename }`],
  ['withdrawRequest', `withdrawRequest(${KEY})`],
  ['renewLocks', `renewLocks(items: [{ ${KEY}, fencingToken: 1 }]) { __typename }`],
])('%s needs manage-locks, whatever the input', async (_name, call) => {
  for (const each of [call, call.replace('"volume"', '""')]) {
    expect((await ask('eve', each)).errors?.[0]?.extensions).toMatchObject({
      code: 'FORBIDDEN',
      permission: 'manage-locks',
    });
  }
});

it('null means what leaving an argument out means', async () => {
  const acquired = await ask('sam', acquire('sessionId: null, adopt: null, ttlSeconds: null'));
  expect(acquired.data).toEqual({ acquireLock: { __typename: 'LockAcquired' } });
  const several = await ask('sam', acquireAll(`[${ITEM}]`, 'mode: null, sessionId: null'));
  expect(several.data).toEqual({ acquireLocks: { complete: true } });
  await gateway.locks.deleteMany({});
});

it('the space is a character of a session like any other that is printable', async () => {
  const { data } = await ask('sam', acquire('sessionId: " ~!"'));
  expect(data).toEqual({ acquireLock: { __typename: 'LockAcquired' } });
  await gateway.locks.deleteMany({});
});
