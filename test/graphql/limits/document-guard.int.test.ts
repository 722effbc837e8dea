import { getIntrospectionQuery } from 'graphql';
import { captureLog } from '../../support/captured-log';
import { type HttpAnswer } from '../../support/http-call';
import { startTestGateway, type TestGateway } from '../../support/start-test-gateway';
import { cookieOf } from '../../support/test-users';

const log = captureLog();
let gateway: TestGateway;

beforeAll(async () => {
  gateway = await startTestGateway({ logger: log.logger });
});
afterAll(() => gateway.stop());

/** As much as passes the limits, with a field that no schema has; new each time. */
let sent = 0;
const invalidDocument = (): string =>
  `# ${(sent += 1)}\n{ locks { nodes { ${Array.from({ length: 200 }, (_, index) => `f${index}`).join(' ')} } } }`;

const byPost = (username: string | null, query: string): Promise<HttpAnswer> =>
  gateway.postGraphQL(username, { query });

const byGet = (username: string | null, query: string): Promise<HttpAnswer> =>
  gateway.http({
    method: 'GET',
    path: `/graphql?query=${encodeURIComponent(query)}`,
    headers: {
      'apollo-require-preflight': 'true',
      ...(username !== null && { Cookie: cookieOf(username) }),
    },
  });

const faults = (): unknown[] => log.entries().filter(({ msg }) => msg === 'fault');

describe.each([
  ['POST', byPost],
  ['GET', byGet],
])('by %s', (_name, send) => {
  it.each([
    [null, 'send the refreshToken cookie of a signed-in user.'],
    ['nobody', 'the refreshToken cookie belongs to no user; it may have expired.'],
  ])('validates nothing for a caller without identity: %s', async (name, why) => {
    const answer = await send(name, invalidDocument());
    expect([answer.status, JSON.parse(answer.text)]).toEqual([
      200,
      {
        data: null,
        errors: [
          {
            message: `Not signed in: ${why}`,
            extensions: { code: 'UNAUTHENTICATED' },
          },
        ],
      },
    ]);
  });

  it('reports only a few of many mistakes to a signed-in caller', async () => {
    const answer = await send('alice', invalidDocument());
    const { errors } = JSON.parse(answer.text) as { errors: { extensions: { code: string } }[] };
    expect(answer.status).toBe(400);
    expect(errors[0]?.extensions.code).toBe('GRAPHQL_VALIDATION_FAILED');
    expect(errors.length).toBeLessThanOrEqual(6);
  });

  it('refuses what is over a limit', async () => {
    const answer = await send('alice', `{ locks { nodes { ${'holder { id } '.repeat(100)} } } }`);
    expect([answer.status, answer.text]).toEqual([
      400,
      '{"errors":[{"message":"The document has 99 repeated fields, at most 25 are served.",' +
        '"extensions":{"code":"GRAPHQL_VALIDATION_FAILED"}}]}',
    ]);
  });

  it('answers fragments that spread one another with 400, and it is no fault', async () => {
    const spreads = Array.from(
      { length: 90 },
      (_, index) => `fragment F${index} on Query{...F${(index + 1) % 90} ...F${(index + 7) % 90}}`,
    );
    const before = faults().length;
    const answer = await send('alice', `{...F0} ${spreads.join('')}`);
    expect(answer.status).toBe(400);
    expect(faults()).toHaveLength(before);
  });
});

it('has introspection for everybody, as Sandbox asks for it', async () => {
  const answer = await byPost(null, getIntrospectionQuery());
  expect(answer.status).toBe(200);
  expect(answer.text).toContain('LockConnection');
});

it('answers the same, stored or not, to who is not signed in', async () => {
  const query = `query { me { permissions } lock(route: "volume", id: "1") { ${'id '.repeat(20)} holder { id username } acquiredAt renewedAt expiresAt } a: me { user { id } permissions } b: me { user { id } permissions } c: me { permissions } }`;
  const codes = ({ text }: HttpAnswer): unknown =>
    (JSON.parse(text) as { data: unknown; errors: { extensions: unknown }[] }).errors[0]
      ?.extensions;
  const [first] = [await byPost(null, query)];
  for (let time = 0; time < 3; time += 1) {
    expect((await byPost('alice', query)).text).not.toContain('"errors"');
  }
  const stored = await byPost(null, query);
  expect([stored.status, codes(stored)]).toEqual([first.status, codes(first)]);
});

it.each([
  ['fields', `{"query":"${'{a'.repeat(60_000)}"}`],
  ['lists in the document', `{"query":"{me(a:${'['.repeat(100_000)}"}`],
  [
    'variables',
    `{"query":"query ($id: ID!) { lock(route: \\"v\\", id: $id) { id } }","variables":{"id":${'['.repeat(100_000)}${']'.repeat(100_000)}}}`,
  ],
  [
    'a list variable',
    `{"query":"query ($ids: [ID!]) { locks(route: \\"v\\", ids: $ids) { totalCount } }","variables":{"ids":${'['.repeat(100_000)}${']'.repeat(100_000)}}}`,
  ],
  [
    'extensions',
    `{"query":"{ me { permissions } }","extensions":${'{"a":'.repeat(40_000)}1${'}'.repeat(40_000)}}`,
  ],
  ['the body', '['.repeat(200_000)],
])('nested %s are no fault', async (_name, body) => {
  const before = faults().length;
  const { status } = await gateway.http({
    method: 'POST',
    path: '/graphql',
    headers: { 'Content-Type': 'application/json', Cookie: cookieOf('alice') },
    body,
  });
  expect(status).toBeLessThan(500);
  expect(faults()).toHaveLength(before);
});
