import {
  type GraphQLAnswer,
  startTestGateway,
  type TestGateway,
} from '../support/start-test-gateway';
import { cookieOf } from '../support/test-users';

let gateway: TestGateway;

beforeAll(async () => {
  gateway = await startTestGateway();
  await gateway.rest('alice', { operation: 'acquire', body: { route: 'volume', id: '1' } });
});

afterAll(() => gateway.stop());

/** Words that only the inside of the gateway or of its database would say. */
const INSIDE = /mongo|\$expr|collection|node_modules|\.ts|stack|BSON|ObjectId|E11000|TypeError/i;

/** Sends a request as alice; returns the codes of its errors, having seen that nothing happened. */
async function codesOf(body: object): Promise<(string | undefined)[]> {
  const before = await gateway.locks.find().toArray();
  const answer = await gateway.postGraphQL('sam', body);
  expect(answer.text).not.toMatch(INSIDE);
  expect(answer.status).toBeLessThan(500);
  expect(answer.headers['content-type']).toMatch(/^application\/(json|graphql-response\+json)/);
  expect(answer.headers).not.toHaveProperty('set-cookie');
  expect(await gateway.locks.find().toArray()).toEqual(before);
  const { errors = [] } = JSON.parse(answer.text) as GraphQLAnswer;
  return errors.map(({ extensions }) => extensions?.code);
}

describe('names in variables', () => {
  const mutations = {
    acquireLock:
      'mutation ($route: String!, $id: ID!) { acquireLock(route: $route, id: $id) { __typename } }',
    removeLock:
      'mutation ($route: String!, $id: ID!) { removeLock(route: $route, id: $id) { __typename } }',
    takeOverLock:
      'mutation ($route: String!, $id: ID!) { takeOverLock(route: $route, id: $id) { __typename } }',
    forceRemoveLock:
      'mutation ($route: String!, $id: ID!) { forceRemoveLock(route: $route, id: $id) { __typename } }',
    renewLock:
      'mutation ($route: String!, $id: ID!) { renewLock(route: $route, id: $id, fencingToken: 1) { __typename } }',
    lock: 'query ($route: String!, $id: ID!) { lock(route: $route, id: $id) { id } }',
    locks:
      'query ($route: String!, $id: ID!) { locks(route: $route, ids: [$id]) { nodes { id } } }',
  };
  const values: readonly [name: string, variables: object][] = [
    ['an operator as id', { route: 'volume', id: { $ne: null } }],
    ['an operator as route', { route: { $gt: '' }, id: '1' }],
    ['a list as id', { route: 'volume', id: ['1'] }],
    ['true as id', { route: 'volume', id: true }],
    ['a fraction as id', { route: 'volume', id: 1.5 }],
    ['an unsafe integer as id', { route: 'volume', id: 583946876706095100 }],
    ['a number as route', { route: 1, id: '1' }],
    ['null', { route: 'volume', id: null }],
    ['no id', { route: 'volume' }],
    ['an empty id', { route: 'volume', id: '' }],
    ['300 characters', { route: 'volume', id: '1'.repeat(300) }],
    ['a NUL', { route: 'volume', id: '1\u0000' }],
    ['a lone surrogate', { route: 'volume', id: '\ud800' }],
    ['only slashes', { route: '//', id: '1' }],
  ];

  it.each(Object.entries(mutations))('%s refuses each kind of bad value', async (_field, query) => {
    for (const [name, variables] of values) {
      expect([name, await codesOf({ query, variables })]).toEqual([name, ['BAD_USER_INPUT']]);
    }
  });
});

describe('other arguments', () => {
  const acquireWith = (argument: string): string =>
    `mutation { acquireLock(route: "volume", id: "9", ${argument}) { __typename } }`;

  it.each([
    ['a lease below 10 s', acquireWith('ttlSeconds: 9')],
    ['a lease over 24 h', acquireWith('ttlSeconds: 86401')],
    ['a negative lease', acquireWith('ttlSeconds: -1')],
    ['a note of 281 characters', acquireWith(`note: "${'n'.repeat(281)}"`)],
    ['a note with a control character', acquireWith('note: "a\\u0007b"')],
    ['a page of 0', '{ locks(first: 0) { nodes { id } } }'],
    ['a page of 201', '{ locks(first: 201) { nodes { id } } }'],
    ['a negative page', '{ locks(first: -1) { nodes { id } } }'],
    ['ids without a route', '{ locks(ids: ["1"]) { nodes { id } } }'],
    ['a bad id among good ones', '{ locks(route: "volume", ids: ["1", " "]) { nodes { id } } }'],
    [
      '201 ids',
      `{ locks(route: "volume", ids: ${JSON.stringify(Array(201).fill('1'))}) { nodes { id } } }`,
    ],
    ['a cursor of another list', '{ locks(after: "x") { nodes { id } } }'],
    [
      'a cursor that holds an operator',
      `{ locks(after: "${cursorOf({ $gt: '' })}") { nodes { id } } }`,
    ],
    [
      'a cursor with an operator as a part',
      `{ locks(after: "${cursorOf(['volume', { $gt: '' }])}") { nodes { id } } }`,
    ],
    ['an empty holder', '{ locks(holderId: "") { nodes { id } } }'],
  ])('%s is refused', async (_name, query) => {
    expect(await codesOf({ query })).toEqual(['BAD_USER_INPUT']);
  });

  it.each([
    ['a fractional lease', acquireWith('ttlSeconds: 10.5')],
    ['a lease as text', acquireWith('ttlSeconds: "60"')],
    [
      'an unsafe integer as token',
      'mutation { removeLock(route: "volume", id: "1", fencingToken: 9007199254740993) { __typename } }',
    ],
    ['an id as an object', 'mutation { acquireLock(route: "volume", id: {ne: 1}) { __typename } }'],
    ['a missing argument', 'mutation { acquireLock(route: "volume") { __typename } }'],
    ['an unknown field', '{ secrets }'],
    ['an unknown argument', '{ locks(where: "1") { nodes { id } } }'],
  ])('%s does not pass validation', async (_name, query) => {
    const codes = await codesOf({ query });
    expect(codes.length).toBeGreaterThan(0);
    expect(new Set(codes)).toEqual(new Set(['GRAPHQL_VALIDATION_FAILED']));
  });

  it('an unsafe integer in the text of the query keeps its digits: an ID is text', async () => {
    const query =
      'mutation { acquireLock(route: "big", id: 583946876706095101) { ... on LockAcquired { lock { resourceId } } } }';
    const { text } = await gateway.postGraphQL('alice', { query });
    expect(text).toContain('583946876706095101');
  });
});

function cursorOf(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

test('variables nested deeper than calls can be are no fault', async () => {
  const nested = '['.repeat(5_000) + ']'.repeat(5_000);
  const answer = await gateway.http({
    method: 'POST',
    path: '/graphql',
    headers: { 'Content-Type': 'application/json', Cookie: cookieOf('alice') },
    body: `{"query":"{ me { user { id } } }","variables":{"nested":${nested}}}`,
  });
  expect([answer.status, answer.text]).toEqual([
    200,
    '{"data":{"me":{"user":{"id":"user-alice"}}}}',
  ]);
});
