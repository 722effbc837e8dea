import { type HttpAnswer } from '../../support/http-call';
import {
  type GraphQLAnswer,
  startTestGateway,
  type TestGateway,
} from '../../support/start-test-gateway';
import { cookieOf } from '../../support/test-users';

const ADMIN = 'https://admin.example.com';
const EVIL = 'https://evil.example';
const ME = '{"data":{"me":{"user":{"username":"alice"}}}}';
const ACQUIRE = 'mutation { acquireLock(route: "volume", id: "1") { __typename } }';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway({ config: { corsOrigins: [ADMIN] } });
});
afterAll(() => gateway.stop());
afterEach(async () => {
  expect(await gateway.locks.countDocuments()).toBe(0);
});

/** An operation by GET as alice. */
function get(
  headers: Record<string, string | string[]>,
  query = '{me{user{username}}}',
): Promise<HttpAnswer> {
  return gateway.http({
    method: 'GET',
    path: `/graphql?query=${encodeURIComponent(query)}`,
    headers: { Cookie: cookieOf('alice'), ...headers },
  });
}

const codeOf = ({ text }: HttpAnswer): string | undefined =>
  (JSON.parse(text) as GraphQLAnswer).errors?.[0]?.extensions?.code;

describe('a query by GET is served', () => {
  it.each([
    ['to a page of the same origin', { 'Sec-Fetch-Site': 'same-origin' }],
    ['to the address bar', { 'Sec-Fetch-Site': 'none' }],
    ['with a header that is preflighted', { 'Apollo-Require-Preflight': 'true' }],
    ['with the name of its operation in a header', { 'X-Apollo-Operation-Name': 'Me' }],
    ['with a JSON content type', { 'Content-Type': 'application/json' }],
  ])('%s', async (_name, headers) => {
    const answer = await get(headers);
    expect([answer.status, answer.text]).toEqual([200, ME]);
    expect(answer.headers).not.toHaveProperty('access-control-allow-origin');
    expect(answer.headers['cache-control']).toBe('no-store');
    expect(answer.headers.vary).toBe('Origin, Sec-Fetch-Site, Accept');
  });

  it.each([
    ['of another site', { 'Sec-Fetch-Site': 'cross-site' }],
    ['of the same site', { 'Sec-Fetch-Site': 'same-site' }],
    ['in a browser that does not say', {}],
  ])('to a page of an allowed origin %s, which can read the answer', async (_name, headers) => {
    const answer = await get({ Origin: ADMIN, ...headers });
    expect([answer.status, answer.text]).toEqual([200, ME]);
    expect(answer.headers['access-control-allow-origin']).toBe(ADMIN);
    expect(answer.headers['access-control-allow-credentials']).toBe('true');
    expect(answer.headers['cache-control']).toBe('no-store');
    expect(answer.headers.vary).toBe('Origin, Sec-Fetch-Site, Accept');
  });
});

describe('a query by GET is refused, with the ways out', () => {
  it.each<[string, Record<string, string | string[]>]>([
    ['from who says nothing', {}],
    ['from another site', { 'Sec-Fetch-Site': 'cross-site' }],
    ['from another origin of the site', { 'Sec-Fetch-Site': 'same-site' }],
    ['from a site that is no token', { 'Sec-Fetch-Site': 'Same-Origin' }],
    ['from two sites', { 'Sec-Fetch-Site': ['same-origin', 'cross-site'] }],
    ['from an origin that is not allowed', { Origin: EVIL, 'Sec-Fetch-Site': 'cross-site' }],
    [
      'from an origin that is not allowed, of the site',
      { Origin: EVIL, 'Sec-Fetch-Site': 'same-site' },
    ],
    ['from an origin that is not allowed, in an old browser', { Origin: EVIL }],
    ['from an origin that only begins like an allowed one', { Origin: `${ADMIN}.evil.example` }],
    ['from two origins', { Origin: [ADMIN, EVIL] }],
    ['from a sandboxed page', { Origin: 'null', 'Sec-Fetch-Site': 'cross-site' }],
    [
      'from the origin of the Host, which a page can name as it likes',
      { Host: 'x', Origin: 'http://x' },
    ],
    ['with an empty header that would be preflighted', { 'Apollo-Require-Preflight': '' }],
    ['with a content type of forms', { 'Content-Type': 'text/plain' }],
  ])('%s', async (_name, headers) => {
    const answer = await get(headers);
    expect([answer.status, codeOf(answer)]).toEqual([400, 'BAD_REQUEST']);
    expect(answer.text).toMatch(/POST with Content-Type: application\/json/);
    expect(answer.text).toMatch(/Apollo-Require-Preflight: true/);
    expect(answer.text).not.toContain('alice');
    expect(answer.headers['cache-control']).toBe('no-store');
    expect(answer.headers.vary).toBe('Origin, Sec-Fetch-Site, Accept');
  });
});

describe('vouched for by the browser', () => {
  const vouched = { 'Sec-Fetch-Site': 'same-origin' };

  it('a mutation by GET is not executed', async () => {
    const answer = await get(vouched, ACQUIRE);
    expect([answer.status, answer.headers.allow, codeOf(answer)]).toEqual([
      405,
      'POST',
      'BAD_REQUEST',
    ]);
  });

  it('a mutation beside a query is not executed either', async () => {
    const query = encodeURIComponent(
      `query A { me { user { id } } } ${ACQUIRE.replace('{', 'B {')}`,
    );
    const answer = await gateway.http({
      method: 'GET',
      path: `/graphql?query=${query}&operationName=B`,
      headers: { Cookie: cookieOf('alice'), ...vouched },
    });
    expect([answer.status, codeOf(answer)]).toEqual([405, 'BAD_REQUEST']);
  });

  it('a subscription by GET is not executed', async () => {
    const answer = await get(vouched, 'subscription { locks { totalCount } }');
    expect([answer.status, codeOf(answer)]).toEqual([400, 'GRAPHQL_VALIDATION_FAILED']);
  });

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x'])(
    'a POST of %s is not executed',
    async (type) => {
      const { status } = await gateway.http({
        method: 'POST',
        path: '/graphql',
        headers: { Cookie: cookieOf('alice'), 'Content-Type': type, ...vouched },
        body: JSON.stringify({ query: ACQUIRE }),
      });
      expect(status).toBe(415);
    },
  );

  it('a browser that asks for a page gets the page', async () => {
    const answer = await get({ ...vouched, Accept: 'text/html,*/*;q=0.8' });
    expect([answer.status, answer.headers['content-type']]).toEqual([200, 'text/html']);
  });
});
