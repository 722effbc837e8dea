import { type HttpAnswer } from '../../support/http-call';
import { startTestGateway, type TestGateway } from '../../support/start-test-gateway';
import { cookieOf } from '../../support/test-users';

let gateway: TestGateway;

beforeAll(async () => {
  gateway = await startTestGateway();
});

afterAll(() => gateway.stop());

const ACQUIRE = 'mutation { acquireLock(route: "volume", id: "1") { __typename } }';
const ME = '{me{user{username}}}';
const json = { 'Content-Type': 'application/json' };

function send(call: {
  method?: string;
  query?: string;
  headers?: Record<string, string>;
  body?: string | Buffer;
}): Promise<HttpAnswer> {
  return gateway.http({
    method: call.method ?? 'POST',
    path: `/graphql${call.query ?? ''}`,
    headers: { Cookie: cookieOf('alice'), ...call.headers },
    body: call.body,
  });
}

afterEach(async () => {
  // No request of this file may have reached a lock.
  expect(await gateway.locks.countDocuments()).toBe(0);
});

describe('what a page of another site can send without asking', () => {
  it.each([
    ['a form', 'application/x-www-form-urlencoded', `query=${encodeURIComponent(ACQUIRE)}`],
    ['plain text', 'text/plain', JSON.stringify({ query: ACQUIRE })],
    ['a multipart form', 'multipart/form-data; boundary=x', JSON.stringify({ query: ACQUIRE })],
  ])('%s is refused', async (_name, type, body) => {
    const { status } = await send({ headers: { 'Content-Type': type }, body });
    expect([400, 415]).toContain(status);
  });

  it('a GET query is refused', async () => {
    expect((await send({ method: 'GET', query: `?query=${ME}` })).status).toBe(400);
  });
});

describe('the body of a post is read as it is over REST', () => {
  const body = JSON.stringify({ query: ME });

  it.each([
    ['another charset', { 'Content-Type': 'application/json; charset=utf-16' }],
    ['plain text', { 'Content-Type': 'text/plain' }],
    ['another JSON', { 'Content-Type': 'application/jsonp' }],
  ])('%s is 415', async (_name, headers) => {
    expect((await send({ headers, body })).status).toBe(415);
  });

  it.each([
    ['the encoding identity', { ...json, 'Content-Encoding': 'identity' }],
    ['JSON of a vendor', { 'Content-Type': 'application/vnd.x+json' }],
    ['chunks', { ...json, 'Transfer-Encoding': 'chunked' }],
  ])('%s is served', async (_name, headers) => {
    const answer = await send({ headers, body });
    expect([answer.status, answer.text]).toEqual([
      200,
      '{"data":{"me":{"user":{"username":"alice"}}}}',
    ]);
  });
});

describe('GET', () => {
  const preflighted = { 'apollo-require-preflight': 'true' };

  it('works for a query that shows it was asked for', async () => {
    const { text } = await send({ method: 'GET', query: `?query=${ME}`, headers: preflighted });
    expect(JSON.parse(text)).toEqual({ data: { me: { user: { username: 'alice' } } } });
  });

  it.each(['HEAD', 'OPTIONS', 'PUT', 'DELETE'])(
    'and POST are the methods of GraphQL, which a plain %s is told',
    async (method) => {
      const answer = await send({ method, query: `?query=${ME}` });
      expect([answer.status, answer.headers.allow]).toEqual([405, 'GET, POST']);
      expect(answer.text).not.toContain('Cross-Site');
    },
  );

  it('without a body to answer is HEAD, which is no method of GraphQL', async () => {
    const answer = await send({ method: 'HEAD', query: `?query=${ME}`, headers: preflighted });
    expect([answer.status, answer.headers.allow, answer.text]).toEqual([405, 'GET, POST', '']);
  });

  it('never runs a mutation', async () => {
    const query = `?query=${encodeURIComponent(ACQUIRE)}`;
    expect((await send({ method: 'GET', query, headers: preflighted })).status).toBe(405);
  });
});

describe('a body that is no request', () => {
  it.each([
    ['no body', undefined],
    ['an empty body', ''],
    ['null', 'null'],
    ['a list', '[]'],
    ['an empty object', '{}'],
    ['a text', '"x"'],
    ['broken JSON', '{"query":'],
    ['a number as query', '{"query":1}'],
    ['an empty query', '{"query":""}'],
    ['no GraphQL', '{"query":"SELECT * FROM locks"}'],
    ['a text as variables', '{"query":"{me{user{id}}}","variables":"x"}'],
    ['an unknown operation name', '{"query":"query A {me{user{id}}}","operationName":"B"}'],
    ['a batch', `[${JSON.stringify({ query: ACQUIRE })},${JSON.stringify({ query: ACQUIRE })}]`],
    ['a byte that is no UTF-8', Buffer.from(`{"query":"${ME}","x":"\xff"`, 'latin1')],
  ])('%s is answered with 400 and tells nothing of the inside', async (_name, body) => {
    const answer = await send({ headers: json, ...(body !== undefined && { body }) });
    expect(answer.status).toBe(400);
    expect(answer.text).not.toMatch(/node_modules|\bat \w+|SyntaxError|Express/);
    expect(answer.headers['cache-control']).toBe('no-store');
  });

  it.each([
    ['over 256 KiB', json, 'x'.repeat(257 * 1024), 413],
    ['compressed', { ...json, 'Content-Encoding': 'gzip' }, 'x', 415],
    ['in another charset', { 'Content-Type': 'application/json; charset=latin1' }, '{}', 415],
  ])('%s is answered with its own status', async (_name, headers, body, status) => {
    expect((await send({ headers, body })).status).toBe(status);
  });
});

it('a persisted query is refused, and its answer is not to be stored either', async () => {
  const extensions = { persistedQuery: { version: 1, sha256Hash: 'a'.repeat(64) } };
  const answer = await send({ headers: json, body: JSON.stringify({ extensions }) });
  expect(answer.text).toContain('PERSISTED_QUERY_NOT_SUPPORTED');
  expect(answer.headers['cache-control']).toBe('no-store');
});

it('two calls at once with one token both succeed, and neither answer sets a cookie', async () => {
  const body = JSON.stringify({ query: ME });
  const answers = await Promise.all([send({ headers: json, body }), send({ headers: json, body })]);
  for (const { status, text, headers } of answers) {
    expect(status).toBe(200);
    expect(text).toContain('alice');
    expect(headers).not.toHaveProperty('set-cookie');
  }
});

it('another path is 404 in JSON', async () => {
  const answer = await gateway.http({ method: 'GET', path: '/admin' });
  expect([answer.status, answer.text]).toEqual([404, '{"data":"No such path","code":404}']);
});
