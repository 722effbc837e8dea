import { getIntrospectionQuery } from 'graphql';
import { startTestGateway, type TestGateway } from '../support/start-test-gateway';

let gateway: TestGateway;

beforeAll(async () => {
  gateway = await startTestGateway();
});
afterAll(() => gateway.stop());

const acquires = (count: number): string =>
  Array.from(
    { length: count },
    (_, index) => `a${index}: acquireLock(route: "volume", id: ${index}) { __typename }`,
  ).join('\n');

describe('a document over a limit is refused whole, and nothing of it runs', () => {
  it.each([
    ['200 aliased mutations', `mutation { ${acquires(200)} }`],
    ['21 aliased mutations', `mutation { ${acquires(21)} }`],
    [
      '3,000 tokens',
      `mutation { acquireLock(route: "volume", id: 1) { ${'__typename '.repeat(3_000)} } }`,
    ],
    [
      '50 directives',
      `mutation { acquireLock(route: "volume", id: 1) { __typename ${'@skip(if: false)'.repeat(50)} } }`,
    ],
    [
      'twenty lists of 200 locks in full',
      `{ ${Array.from({ length: 20 }, (_, index) => `l${index}: locks(first: 200) { nodes { id route resourceId note holder { id username } } }`).join(' ')} }`,
    ],
    [
      'twenty lists of as many locks as a variable says',
      `query ($n: Int = 1) { ${Array.from({ length: 20 }, (_, index) => `l${index}: locks(first: $n) { nodes { id route resourceId note holder { id username } } }`).join(' ')} }`,
    ],
    ['aliases in a fragment', `mutation { ...F } fragment F on Mutation { ${acquires(21)} }`],
    [
      'a fragment of itself',
      'mutation { ...F } fragment F on Mutation { ...F acquireLock(route: "volume", id: 1) { __typename } }',
    ],
  ])('%s', async (_, query) => {
    const answer = await gateway.postGraphQL('alice', { query });
    const { data, errors } = JSON.parse(answer.text) as { data?: unknown; errors?: unknown[] };
    expect(answer.status).toBe(400);
    expect(errors).not.toHaveLength(0);
    expect(data).toBeUndefined();
    expect(await gateway.locks.countDocuments()).toBe(0);
  });
});

it('serves what clients send: 20 aliases, and the introspection of Sandbox', async () => {
  const many = await gateway.postGraphQL('alice', { query: `mutation { ${acquires(20)} }` });
  expect(many.status).toBe(200);
  expect(await gateway.locks.countDocuments()).toBe(20);
  const introspection = await gateway.postGraphQL('alice', { query: getIntrospectionQuery() });
  expect(introspection.status).toBe(200);
  expect(introspection.text).toContain('"__schema"');
});
