import { type HttpAnswer } from '../../support/http-call';
import {
  type GraphQLAnswer,
  startTestGateway,
  type TestGateway,
} from '../../support/start-test-gateway';
import { cookieOf } from '../../support/test-users';

const ME = '{ me { user { username } } }';
const ACQUIRE = 'mutation { acquireLock(route: "volume", id: "1") { __typename } }';
const ORIGIN = 'https://admin.example.com';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway({ config: { corsOrigins: [ORIGIN] } });
});
afterAll(() => gateway.stop());
afterEach(async () => {
  // What is not served is not executed either.
  expect(await gateway.locks.countDocuments()).toBe(0);
});

function post(body: unknown, headers: Record<string, string> = {}): Promise<HttpAnswer> {
  return gateway.http({
    method: 'POST',
    path: '/graphql',
    headers: { Cookie: cookieOf('alice'), 'Content-Type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
}

function get(
  parameters: Record<string, string>,
  headers: Record<string, string> = {},
): Promise<HttpAnswer> {
  return gateway.http({
    method: 'GET',
    path: `/graphql?${new URLSearchParams(parameters).toString()}`,
    headers: {
      Cookie: cookieOf('alice'),
      'Sec-Fetch-Site': 'same-origin',
      Origin: ORIGIN,
      ...headers,
    },
  });
}

/** One error in the form of GraphQL, with this status and code. */
function expectError(
  { status, headers, text }: HttpAnswer,
  expected: { status: number; code: string; message: RegExp },
): void {
  expect(status).toBe(expected.status);
  expect(headers['content-type']).toMatch(/^application\/(graphql-response\+)?json/);
  expect(headers['cache-control']).toBe('no-store');
  const { data, errors } = JSON.parse(text) as GraphQLAnswer;
  expect(data ?? null).toBeNull();
  expect(errors).toMatchObject([{ extensions: { code: expected.code } }]);
  expect(errors?.[0]?.message).toMatch(expected.message);
}

const INVALID = { status: 400, code: 'GRAPHQL_VALIDATION_FAILED' };
const BAD = { status: 400, code: 'BAD_REQUEST' };

describe('a subscription names what to use instead', () => {
  const query = 'subscription { lockEvents { type } }';
  const message = /subscribe over WebSocket .* or send `Accept: text\/event-stream`/;

  it('by POST', async () => expectError(await post({ query }), { ...BAD, message }));
  it('by GET', async () =>
    expectError(await get({ query }), {
      ...{ status: 405, code: 'BAD_REQUEST', message: /only support query operations/ },
    }));
  it('beside a query that is executed', async () => {
    const both = `query A { me { user { id } } } subscription B { lockEvents { type } }`;
    const answer = await post({ query: both, operationName: 'A' });
    expect([answer.status, answer.text]).toEqual([
      200,
      '{"data":{"me":{"user":{"id":"user-alice"}}}}',
    ]);
    expectError(await post({ query: both, operationName: 'B' }), { ...BAD, message });
  });
  it('from a client of multipart subscriptions', async () => {
    const accept = 'multipart/mixed;subscriptionSpec=1.0, application/json';
    expectError(await post({ query }, { Accept: accept }), { ...BAD, message });
  });
});

describe('a batch names what to send instead', () => {
  const message = /not served; send each operation in a request of its own/;

  it.each([
    ['of mutations', [{ query: ACQUIRE }, { query: ACQUIRE }]],
    ['of one', [{ query: ACQUIRE }]],
    ['of none', []],
  ])('%s', async (_name, body) => expectError(await post(body), { ...BAD, message }));
});

describe('a hash instead of a document', () => {
  const extensions = { persistedQuery: { version: 1, sha256Hash: 'a'.repeat(64) } };
  // The protocol of the hashes: with this code and status clients send the document from then on.
  const expected = {
    status: 200,
    code: 'PERSISTED_QUERY_NOT_SUPPORTED',
    message: /^PersistedQueryNotSupported$/,
  };

  it('by POST is answered so that the client sends the document', async () =>
    expectError(await post({ extensions }), expected));
  it('by GET, too', async () =>
    expectError(await get({ extensions: JSON.stringify(extensions) }), expected));
  it('beside a document is not executed', async () =>
    expectError(await post({ query: ACQUIRE, extensions }), expected));
});

describe('an answer in parts', () => {
  const deferred = '{ me { user { id } ... @defer { permissions } } }';
  const streamed = '{ records(route: "volume", ids: ["1"]) @stream(initialCount: 1) { id } }';

  it.each([
    ['@defer', deferred, 'multipart/mixed;incrementalSpec=v0.2, application/json;q=0.9'],
    ['@defer', deferred, 'application/json'],
    ['@stream', streamed, 'multipart/mixed;deferSpec=20220824, application/json'],
  ])('%s is named as what is not served', async (name, query, accept) => {
    expectError(await post({ query }, { Accept: accept }), {
      ...INVALID,
      message: new RegExp(`^${name} is not served; leave it out`),
    });
  });

  it('a client that could take one is served in one piece', async () => {
    const accept = 'multipart/mixed;incrementalSpec=v0.2, application/graphql-response+json';
    const answer = await post({ query: ME }, { Accept: accept });
    expect([answer.status, answer.text]).toEqual([
      200,
      '{"data":{"me":{"user":{"username":"alice"}}}}',
    ]);
    expect(answer.headers['content-type']).toMatch(/^application\/graphql-response\+json/);
  });

  it.each(['multipart/mixed', 'application/json;q=0', 'image/*'])(
    'who accepts only %s is told before anything is executed',
    async (accept) => {
      expectError(await post({ query: ACQUIRE }, { Accept: accept }), {
        status: 406,
        code: 'BAD_REQUEST',
        message: /application\/json or application\/graphql-response\+json/,
      });
    },
  );

  it('an Accept that takes long to read is not read', async () => {
    const accept = '*/*,'.repeat(251);
    const message = /has 1004 characters, at most 1000 are read/;
    const expected = { status: 406, code: 'BAD_REQUEST', message };
    expectError(await post({ query: ACQUIRE }, { Accept: accept }), expected);
    expectError(await get({ query: ME }, { Accept: accept }), expected);
    expect((await get({ query: ME }, { Accept: accept.slice(0, 1_000) })).status).toBe(200);
  });

  it.each(['', '*/*', 'application/*', 'application/json; charset=utf-8', 'text/html, */*;q=0.1'])(
    'Accept: %s is served',
    async (accept) => {
      expect((await post({ query: ME }, { Accept: accept })).status).toBe(200);
    },
  );
});

describe('a GET that is too long', () => {
  const expected = { status: 431, code: 'BAD_REQUEST', message: /send long operations by POST/ };
  const longQuery = (chars: number): string => `${ME}#${'x'.repeat(chars)}`;

  it.each([17_000, 24_000, 40_000])('of %d characters is answered as GraphQL', async (chars) => {
    const answer = await get({ query: longQuery(chars) });
    expectError(answer, expected);
    expect(answer.headers.connection).toBe('close');
  });

  it('can be read by the page that sent it', async () => {
    const { headers } = await get({ query: longQuery(17_000) });
    expect(headers['access-control-allow-origin']).toBe(ORIGIN);
  });

  it('is served up to the limit', async () => {
    expect((await get({ query: longQuery(11_000) })).status).toBe(200);
  });

  it('at a path of REST keeps the form of REST', async () => {
    for (const chars of [17_000, 40_000]) {
      const { status, text } = await gateway.http({
        method: 'DELETE',
        path: `/admin/remove-lock?id=${'x'.repeat(chars)}`,
      });
      expect([status, text]).toEqual([
        431,
        '{"data":"Request header fields too large","code":431}',
      ]);
    }
  });
});
