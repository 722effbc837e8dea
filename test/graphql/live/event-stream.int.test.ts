import { once } from 'node:events';
import { request as startRequest, type IncomingMessage } from 'node:http';
import { LIVE_TIMING } from '../../../src/graphql/live/live-options';
import { type HttpAnswer } from '../../support/http-call';
import { type Heard, listenOverSse, LOCK_EVENTS } from '../../support/live-client';
import { startTestGateway, type TestGateway } from '../../support/start-test-gateway';
import { DEFAULT_LIMITS } from '../../support/test-config';
import { cookieOf } from '../../support/test-users';
import { waitUntil } from '../../support/wait-until';

const ALLOWED = 'https://admin.example.com';
let gateway: TestGateway;
const leaving: (() => void)[] = [];
const streams: IncomingMessage[] = [];

beforeAll(async () => {
  gateway = await startTestGateway({
    config: {
      corsOrigins: [ALLOWED],
      limits: {
        ...DEFAULT_LIMITS,
        live: { maxSubscriptionsPerConnection: 100, maxConnectionsPerUser: 3 },
      },
    },
    liveTiming: { ...LIVE_TIMING, keepAliveMs: 50, lookAgainMs: 200 },
  });
});
afterEach(() => {
  for (const leave of leaving.splice(0)) leave();
  for (const stream of streams.splice(0)) stream.destroy();
});
afterAll(() => gateway.stop());

const STREAM = { Accept: 'text/event-stream' };
const JSON_TYPE = { 'Content-Type': 'application/json' };

/** An answer that does not end, as far as it has arrived. */
class OpenStream {
  text = '';

  constructor(readonly response: IncomingMessage) {
    response.setEncoding('utf8').on('data', (chunk: string) => (this.text += chunk));
    response.on('error', () => {});
  }

  until(what: string): Promise<true> {
    const ask = (): Promise<true | undefined> =>
      Promise.resolve(this.text.includes(what) || undefined);
    return waitUntil({ what, withinMs: 8_000, everyMs: 5, ask });
  }
}

/** Sends a request and resolves with its head. */
async function open(
  options: { method: string; path?: string; headers: Record<string, string> },
  body?: unknown,
): Promise<OpenStream> {
  const { hostname, port } = new URL(gateway.url);
  const { path = '/graphql', ...others } = options;
  const request = startRequest({ hostname, port, path, ...others });
  request.end(body === undefined ? undefined : JSON.stringify(body));
  const [response] = (await once(request, 'response')) as [IncomingMessage];
  streams.push(response);
  return new OpenStream(response);
}

const post = (username: string, body: unknown, headers = {}): Promise<OpenStream> =>
  open(
    {
      method: 'POST',
      headers: { ...STREAM, ...JSON_TYPE, Cookie: cookieOf(username), ...headers },
    },
    body,
  );

const get = (query: string, headers: Record<string, string>): Promise<HttpAnswer> =>
  gateway.http({
    ...{ method: 'GET', path: `/graphql?query=${encodeURIComponent(query)}` },
    headers: { ...STREAM, Cookie: cookieOf('alice'), ...headers },
  });

function listen(username: string, variables: Record<string, unknown>): Heard {
  const { heard, leave } = listenOverSse(gateway.url, username, variables);
  leaving.push(leave);
  return heard;
}

const acquire = (username: string, id: string): Promise<unknown> =>
  gateway.rest(username, { operation: 'acquire', body: { route: 'sse', id } });

describe('a subscription over Server-Sent Events', () => {
  it('begins with the locks that stand, and goes on with every change', async () => {
    await acquire('alice', '1');
    const heard = listen('bob', { route: 'sse', ids: ['1', '2'] });
    await heard.untilLive();
    await acquire('bob', '2');
    await heard.until('the change', ({ told }) => told.length > 2);
    expect(heard.told).toEqual(['SNAPSHOT sse/1', 'SNAPSHOT_END', 'ACQUIRED sse/2']);
    expect(heard.events.map(({ lock }) => lock?.heldByMe)).toEqual([false, undefined, true]);
  });

  it('has the head that proxies need, and shows life without events', async () => {
    const stream = await post('alice', {
      query: 'subscription { lockEvents(ids: []route: "a") { type } }',
    });
    expect(stream.response.statusCode).toBe(200);
    expect(stream.response.headers).toMatchObject({
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
      'x-request-id': expect.any(String) as string,
      'x-content-type-options': expect.any(String) as string,
    });
    await stream.until('event: next\ndata: {"data":{"lockEvents":{"type":"SNAPSHOT_END"}}}\n\n');
    await stream.until('\n\n:\n\n:\n\n');
  });

  it('ends when the session is over, and says so', async () => {
    await gateway.addUsers(['leaver']);
    const stream = await post('leaver', { query: 'subscription { lockEvents { type } }' });
    await stream.until('SNAPSHOT_END');
    const users = gateway.database.collection<{ _id: string }>('users');
    const ended = once(stream.response, 'end');
    await users.updateOne({ _id: 'user-leaver' }, { $set: { sessions: [] } });
    await ended;
    expect(stream.text).toMatch(
      /event: next\ndata: .*"UNAUTHENTICATED".*\n\n(:\n\n)*event: complete\ndata:\n\n$/,
    );
  });

  it('leaves the feed when its client goes', async () => {
    const subscribers = async (): Promise<string> => {
      const { text } = await gateway.http({ method: 'GET', path: '/metrics' });
      return /live_subscribers\{transport="sse"\} (\d+)/.exec(text)?.[1] ?? '';
    };
    await waitUntil({
      ...{ what: 'nobody', withinMs: 8_000, everyMs: 20 },
      ask: async () => ((await subscribers()) === '0' ? true : undefined),
    });
    const stream = await post('alice', { query: 'subscription { lockEvents { type } }' });
    await stream.until('SNAPSHOT_END');
    expect(await subscribers()).toBe('1');
    stream.response.destroy();
    await expect(
      waitUntil({
        ...{ what: 'nobody', withinMs: 8_000, everyMs: 20 },
        ask: async () => ((await subscribers()) === '0' ? true : undefined),
      }),
    ).resolves.toBe(true);
  });

  it('is refused with 429 when the user has too many', async () => {
    const query = 'subscription { lockEvents { type } }';
    for (let count = 0; count < 3; count += 1) await (await post('sam', { query })).until('END');
    const fourth = await post('sam', { query });
    expect(fourth.response.statusCode).toBe(429);
    await fourth.until('TOO_MANY_SUBSCRIPTIONS');
  });
});

describe('what is no subscription', () => {
  it('is answered with one event', async () => {
    const stream = await post('alice', { query: '{ me { user { username } } }' });
    await once(stream.response, 'end');
    expect(stream.response.headers['content-type']).toMatch('text/event-stream');
    expect(stream.text).toBe(
      'event: next\ndata: {"data":{"me":{"user":{"username":"alice"}}}}\n\nevent: complete\ndata:\n\n',
    );
  });

  it('is answered in JSON where JSON is preferred', async () => {
    const headers = { Accept: 'application/json, text/event-stream' };
    const stream = await post('alice', { query: '{ me { user { username } } }' }, headers);
    await once(stream.response, 'end');
    expect(stream.text).toBe('{"data":{"me":{"user":{"username":"alice"}}}}');
    const events = await post('alice', { query: 'subscription { lockEvents { type } }' }, headers);
    await expect(events.until('event: next')).resolves.toBe(true);
  });
});

describe('a request for a stream that is refused', () => {
  it.each([
    ['no GraphQL', { query: '{' }, 400, 'GRAPHQL_PARSE_FAILED'],
    [
      'an unknown field',
      { query: 'subscription { lockEvents { kind } }' },
      400,
      'GRAPHQL_VALIDATION_FAILED',
    ],
    ['no document', {}, 400, 'BAD_REQUEST'],
  ])('for %s has the status of HTTP', async (_name, body, status, code) => {
    const stream = await post('alice', body);
    await once(stream.response, 'end');
    expect([stream.response.statusCode, stream.response.headers['content-type']]).toEqual([
      status,
      'application/json; charset=utf-8',
    ]);
    expect(stream.text).toContain(code);
  });

  it.each([
    ['by somebody who is not signed in', 'nobody', 'UNAUTHENTICATED'],
    ['by a user without the permission', 'eve', 'FORBIDDEN'],
  ])('%s tells the error as its only event', async (_name, username, code) => {
    const stream = await post(username, { query: 'subscription { lockEvents { type } }' });
    await once(stream.response, 'end');
    expect(stream.text).toMatch(
      new RegExp(`^event: next\\ndata: .*"${code}".*\\n\\nevent: complete\\ndata:\\n\\n$`),
    );
  });

  it('over plain JSON says where subscriptions are served', async () => {
    const { status, text } = await gateway.postGraphQL('alice', {
      query: 'subscription { lockEvents { type } }',
    });
    expect([status, text]).toEqual([400, expect.stringMatching(/WebSocket.*text\/event-stream/)]);
  });
});

describe('a GET for a stream', () => {
  const query = 'query { me { user { username } } }';

  it.each([
    ['of the same origin', { 'Sec-Fetch-Site': 'same-origin' }],
    ['of an allowed origin', { 'Sec-Fetch-Site': 'cross-site', Origin: ALLOWED }],
    ['with a header that has to be asked for', { 'Apollo-Require-Preflight': 'true' }],
  ])('%s is served', async (_name, headers) => {
    const { status, text } = await get(query, headers);
    expect([status, text]).toEqual([200, expect.stringContaining('"alice"')]);
  });

  it.each([
    ['that no browser vouches for', {}],
    [
      'of a page of another site',
      { 'Sec-Fetch-Site': 'cross-site', Origin: 'https://evil.example' },
    ],
    ['of a page of the same site', { 'Sec-Fetch-Site': 'same-site' }],
  ])('%s is refused', async (_name, headers) => {
    const { status, text } = await get(query, headers);
    expect([status, text]).toEqual([400, expect.stringContaining('A page of another site')]);
  });

  it('subscribes as an EventSource of the same origin does', async () => {
    const search = new URLSearchParams({
      query: LOCK_EVENTS,
      variables: JSON.stringify({ route: 'sse', ids: ['get'] }),
    });
    const stream = await open({
      ...{ method: 'GET', path: `/graphql?${search.toString()}` },
      headers: { ...STREAM, 'Sec-Fetch-Site': 'same-origin', Cookie: cookieOf('alice') },
    });
    await stream.until('SNAPSHOT_END');
    await acquire('bob', 'get');
    await expect(stream.until('"ACQUIRED"')).resolves.toBe(true);
  });

  it('executes no mutation', async () => {
    const mutation = 'mutation { acquireLock(route: "sse", id: "no") { __typename } }';
    const { status } = await get(mutation, { 'Sec-Fetch-Site': 'same-origin' });
    expect(status).toBe(405);
    expect(await gateway.locks.countDocuments({ _id: 'sse/no' })).toBe(0);
  });
});
