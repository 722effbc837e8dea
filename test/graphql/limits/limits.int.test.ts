import { getIntrospectionQuery, OperationTypeNode } from 'graphql';
import { OPERATION_EXAMPLES, operationsOf } from '../../support/operation-examples';
import { DEFAULT_LIMITS } from '../../support/test-config';
import { startTestGateway, type TestGateway } from '../../support/start-test-gateway';

let gateway: TestGateway;

beforeAll(async () => {
  gateway = await startTestGateway();
});
afterAll(() => gateway.stop());

/** So many fields of one document, each under an alias of its own. */
const aliased = (count: number, fieldOf: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => `a${index}: ${fieldOf(index)}`).join('\n');

const acquires = (count: number): string =>
  aliased(count, (index) => `acquireLock(route: "volume", id: ${index}) { __typename }`);

/** As many writes run one after the other: on a busy machine not all of them begin in time. */
const reads = (count: number): string =>
  aliased(count, (index) => `lock(route: "volume", id: ${index}) { id }`);

const lists = (args: string): string =>
  aliased(20, () => `locks${args} { nodes { id route resourceId note holder { id username } } }`);

const records = (ids: string): string =>
  aliased(
    20,
    () =>
      `records(route: "volume", ids: ${ids}) { id route resourceId lock { id note holder { id username } } }`,
  );

/** As many levels of inline fragments: a level each, whatever the schema has. */
const nested = (depth: number): string =>
  `mutation { acquireLock(route: "volume", id: 1) ${'{ ... '.repeat(depth)} { __typename } ${'}'.repeat(depth)} }`;

/** Without aliases: fields of one name and the same arguments run as one. */
const rootFields = (count: number): string =>
  `mutation { ${'acquireLock(route: "volume", id: 1) { __typename }\n'.repeat(count)} }`;

const directives = (count: number): string =>
  `mutation { acquireLock(route: "volume", id: 1) { ${'__typename @skip(if: false)\n'.repeat(count)} } }`;

/** Each fragment has the next one twice, so that the last counts 2^18 times. */
const fragmentBomb = `{ ...F0 } ${Array.from(
  { length: 18 },
  (_, index) => `fragment F${index} on Query { ...F${index + 1} ...F${index + 1} }`,
).join('\n')} fragment F18 on Query { me { permissions } }`;

const WAITERS = 'waiters { user { id username } since message position }';

const renewals = (items: string): string =>
  `renewLocks(items: ${items}) { ... on LockRenewed { lock { ${WAITERS} } } }`;

/** As much as one wants to know of each lock. */
const LOCK = 'lock { id holder { id username } acquiredAt renewedAt expiresAt note fencingToken }';

const removals = `mutation ($items: [RemoveLockInput!]!) { removeLocks(items: $items) {
  ... on LockRemoved { fencingToken record { id route resourceId ${LOCK} } }
  ... on LockNotFound { message record { id route resourceId ${LOCK} } }
  ... on LockConflict { message ${LOCK} record { id route resourceId ${LOCK} } }
} }`;

interface Refusal {
  readonly data?: unknown;
  readonly errors: readonly { readonly message: string }[];
}

describe('a document over a limit is refused whole, and nothing of it runs', () => {
  it.each([
    ['100 aliased mutations', /200 arguments/, `mutation { ${acquires(100)} }`],
    ['21 aliased mutations', /Aliases limit/, `mutation { ${acquires(21)} }`],
    [
      '2,000 tokens',
      /more that 1500 tokens/,
      `mutation { acquireLock(route: "volume", id: 1) { ${'a '.repeat(2_000)} } }`,
    ],
    ['21 directives', /Directives limit/, directives(21)],
    ['11 levels', /depth limit/, nested(9)],
    ['26 root fields', /26 root fields/, rootFields(26)],
    ['twenty lists of 200 locks in full', /costs 101000,/, `{ ${lists('(first: 200)')} }`],
    [
      'twenty lists of as many locks as a variable says',
      /costs 101000,/,
      `query ($n: Int = 1) { ${lists('(first: $n)')} }`,
    ],
    [
      'twenty lists by a variable in a fragment',
      /costs 227254,/,
      `query ($n: Int) { ...F } fragment F on Query { ${lists('(first: $n)')} }`,
    ],
    ['twenty lists of 200 locks from the end', /costs 101000,/, `{ ${lists('(last: 200)')} }`],
    [
      'twenty lists of as many records as a variable has',
      /costs 101000,/,
      `query ($ids: [ID!]!) { ${records('$ids')} }`,
    ],
    [
      'a page of 200 lines of fifty',
      /costs 316000,/,
      `{ locks(first: 200) { nodes { ${WAITERS} } } }`,
    ],
    [
      'as many renewals as a variable has, with lines of fifty',
      /costs 237200,/,
      `mutation ($many: [RenewLockInput!]!) { ${renewals('$many')} }`,
    ],
    [
      'an acquire of as many records as a variable has, with lines of fifty',
      /costs 158000,/,
      `mutation ($keys: [LockKeyInput!]!) { acquireLocks(items: $keys) { acquired { ${WAITERS} } } }`,
    ],
    ['fragments that double eighteen times', /depth limit/, fragmentBomb],
    [
      'aliases in a fragment',
      /Aliases limit/,
      `mutation { ...F } fragment F on Mutation { ${acquires(21)} }`,
    ],
    [
      'a fragment of itself',
      /Cannot spread fragment/,
      'mutation { ...F } fragment F on Mutation { ...F acquireLock(route: "volume", id: 1) { __typename } }',
    ],
  ])('%s', async (_, reason, query) => {
    const variables = { n: 200, ids: ['1'], many: [], keys: [] };
    const answer = await gateway.postGraphQL('alice', { query, variables });
    const { data, errors } = JSON.parse(answer.text) as Refusal;
    expect(answer.status).toBe(400);
    expect(errors.map(({ message }) => message).join('\n')).toMatch(reason);
    expect(data).toBeUndefined();
    expect(await gateway.locks.countDocuments()).toBe(0);
  });
});

describe('a document at a limit is served', () => {
  it.each([
    ['20 directives', directives(20)],
    ['10 levels', nested(8)],
    ['25 root fields', rootFields(25)],
    ['twenty lists of the default length', `{ ${lists('')} }`],
    ['twenty lists of three records', `{ ${records('["1", "2", "3"]')} }`],
    ['a page of fifty lines of fifty', `{ locks(first: 50) { nodes { ${WAITERS} } } }`],
    [
      'twenty renewals with lines of fifty',
      `mutation { ${renewals(`[${'{ route: "volume", id: 1, fencingToken: 1 } '.repeat(20)}]`)} }`,
    ],
    ['as many removals as a variable has, of which each has one answer', removals],
  ])('%s', async (_, query) => {
    const variables = { items: [{ route: 'volume', id: '1' }] };
    const answer = await gateway.postGraphQL('alice', { query, variables });
    expect(answer.text).not.toContain('"errors"');
    expect(answer.status).toBe(200);
    await gateway.locks.deleteMany();
  });
});

it('serves what clients send: 20 aliases, and the introspection of Sandbox', async () => {
  const many = await gateway.postGraphQL('alice', { query: `{ ${reads(20)} }` });
  expect(many.status).toBe(200);
  const { data } = JSON.parse(many.text) as { data: object };
  expect(Object.keys(data)).toHaveLength(20);
  expect(many.text).not.toContain('"errors"');
  const introspection = await gateway.postGraphQL('alice', { query: getIntrospectionQuery() });
  expect(introspection.status).toBe(200);
  expect(introspection.text).toContain('"__schema"');
});

it.each(OPERATION_EXAMPLES)('serves every query of %s', async (_file, query) => {
  const names = operationsOf(query)
    .filter(({ operation }) => operation === OperationTypeNode.QUERY)
    .map(({ name }) => name!.value);
  expect(names).not.toEqual([]);
  for (const operationName of names) {
    const answer = await gateway.postGraphQL('alice', { query, operationName });
    expect(answer.text).not.toContain('"errors"');
  }
});

describe('a limit that is set', () => {
  const list = '{ locks { nodes { id } } }';

  it.each([
    ['maxDepth', 2, /depth limit of 2/, list],
    ['maxAliases', 1, /Aliases limit of 1/, '{ a: me { permissions } b: me { permissions } }'],
    [
      'maxRootFields',
      1,
      /at most 1 are/,
      '{ me { permissions } lock(route: "volume", id: 1) { id } }',
    ],
    [
      'maxDirectives',
      1,
      /Directives limit of 1/,
      '{ me @skip(if: true) { permissions @skip(if: true) } }',
    ],
    ['maxCharacters', 25, /26 characters/, list],
    ['maxTokens', 5, /5 tokens/, list],
    ['maxFields', 2, /3 fields, at most 2 are/, list],
    [
      'maxRepeats',
      1,
      /2 repeated fields/,
      '{ me { permissions permissions ... { permissions } } }',
    ],
    [
      'maxFragments',
      2,
      /3 fragments/,
      '{ me { ...F ... { permissions } } } fragment F on Viewer { permissions }',
    ],
    ['maxArguments', 1, /2 arguments/, '{ lock(route: "volume", id: 1) { id } }'],
    [
      'maxVariables',
      1,
      /2 variables/,
      'query ($a: Boolean = true, $b: Boolean = false) { me { user { id @skip(if: $a) } permissions @skip(if: $b) } }',
    ],
    // 50 times 7.25: 2 of the list, and 1.5 times the 2 + 1.5 of its nodes.
    ['maxCost', 362, /costs 363, at most 362/, list],
  ] as const)('%s takes effect on requests', async (name, value, reason, query) => {
    const graphql = { ...DEFAULT_LIMITS.graphql, [name]: value };
    const strict = await startTestGateway({ config: { limits: { ...DEFAULT_LIMITS, graphql } } });
    try {
      const refused = await strict.postGraphQL('alice', { query });
      expect(refused.status).toBe(400);
      expect(refused.text).toMatch(reason);
      expect((await gateway.postGraphQL('alice', { query })).status).toBe(200);
    } finally {
      await strict.stop();
    }
  });
});
