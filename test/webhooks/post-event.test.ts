import { type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { Webhook } from 'standardwebhooks';
import { toEvent } from '../../src/webhooks/payload';
import { postEvent, type PostTerms } from '../../src/webhooks/post-event';
import { signatureHeaders } from '../../src/webhooks/signature';
import { entryOf } from '../support/history-entries';
import { type LocalServer, startLocalServer } from '../support/local-server';

const KEYS = ['the new secret of a receiver', 'the old secret of a receiver'].map((secret) =>
  Buffer.from(secret),
);
const EVENT = toEvent(entryOf('1', 7));
const NOW_MS = Math.floor(Date.now() / 1000) * 1000;
const NOW = { nowMs: NOW_MS, signal: new AbortController().signal };

let server: LocalServer;

beforeEach(async () => {
  server = await startLocalServer((_request, response) => void response.writeHead(204).end());
});
afterEach(() => server.stop());

const terms = (parts: Partial<PostTerms> = {}): PostTerms => ({
  ...{ url: `${server.url}/hook?a=1`, keys: KEYS, timeoutMs: 5_000 },
  ...parts,
});

test('either of two secrets verifies a post, and no other does', () => {
  const headers = signatureHeaders(EVENT, { keys: KEYS, nowMs: Date.now() });
  for (const key of KEYS) {
    const webhook = new Webhook(key, { format: 'raw' });
    expect(webhook.verify(EVENT.body, headers)).toMatchObject({ resourceId: '1', fencingToken: 7 });
    expect(() => webhook.verify(`${EVENT.body} `, headers)).toThrow('No matching signature');
    const later = { ...headers, 'webhook-id': 'another' };
    expect(() => webhook.verify(EVENT.body, later)).toThrow('No matching signature');
  }
  const other = new Webhook(Buffer.from('the secret of somebody else'), { format: 'raw' });
  expect(() => other.verify(EVENT.body, headers)).toThrow('No matching signature');
});

test('an id is the same for the same event, different for any other, and fit for a header', () => {
  const entries = [
    entryOf('1', 7),
    entryOf('1', 7, 'RELEASED'),
    entryOf('1', 8),
    entryOf('é\u{1f512}.', 7),
  ];
  const ids = entries.map((entry) => toEvent(entry).id);
  expect(new Set(ids).size).toBe(4);
  expect(entries.map((entry) => toEvent(entry).id)).toEqual(ids);
  expect(ids.every((id) => /^[\w-]{43}$/.test(id))).toBe(true);
});

test('a post has the path and the query of the URL, and the body that is signed', async () => {
  let body = '';
  server.answer = (request, response) => {
    void text(request).then((received) => {
      body = received;
      response.writeHead(200).end('thank you');
    });
  };
  expect(await postEvent(EVENT, terms(), NOW)).toEqual({ kind: 'delivered' });
  const [request] = server.requests as [IncomingMessage];
  expect(request).toMatchObject({
    ...{ method: 'POST', url: '/hook?a=1' },
    headers: { 'content-type': 'application/json', 'user-agent': 'lock-gateway' },
  });
  expect(body).toBe(EVENT.body);
  const webhook = new Webhook(KEYS[0]!, { format: 'raw' });
  webhook.verify(body, request.headers as Record<string, string>);
});

test.each([
  [200, { kind: 'delivered' }],
  [299, { kind: 'delivered' }],
  [301, { kind: 'failed', why: 'redirect' }],
  [400, { kind: 'failed', why: 'clientError' }],
  [410, { kind: 'failed', why: 'gone' }],
  [429, { kind: 'failed', why: 'clientError' }],
  [503, { kind: 'failed', why: 'serverError' }],
])('status %d', async (status, posted) => {
  server.answer = (_request, response) =>
    void response.writeHead(status, { Location: '/elsewhere' }).end('x');
  expect(await postEvent(EVENT, terms(), NOW)).toMatchObject(posted);
  expect(server.requests).toHaveLength(1);
});

test.each([
  ['120', 120_000],
  [new Date(NOW_MS + 90_000).toUTCString(), 90_000],
  [new Date(0).toUTCString(), 0],
  ['soon', undefined],
  ['-5', 0],
])('Retry-After: %s', async (header, retryAfterMs) => {
  server.answer = (_request, response) =>
    void response.writeHead(503, { 'Retry-After': header }).end();
  expect(await postEvent(EVENT, terms(), NOW)).toMatchObject({ status: 503, retryAfterMs });
});

test('posts one after the other share a connection', async () => {
  const sockets = new Set<unknown>();
  server.answer = (request, response) => {
    sockets.add(request.socket);
    response.writeHead(200).end('ok');
  };
  for (let times = 0; times < 20; times += 1) await postEvent(EVENT, terms(), NOW);
  // `fetch` opens another when the answer before has only just ended.
  expect(sockets.size).toBeLessThan(5);
});

test('a receiver that does not answer costs the time of a post, and no more', async () => {
  server.answer = () => {};
  expect(await postEvent(EVENT, terms({ timeoutMs: 50 }), NOW)).toEqual({
    ...{ kind: 'failed', why: 'timeout' },
  });
});

test('a receiver that is not there is a failed connection', async () => {
  await server.stop();
  expect(await postEvent(EVENT, terms(), NOW)).toEqual({ kind: 'failed', why: 'connection' });
});

test('of an answer that is too long or too slow the status counts, and its connection is closed', async () => {
  let closed = 0;
  server.answer = (_request, response) => {
    response.writeHead(200).write('x'.repeat(server.requests.length === 1 ? 100_000 : 1));
    response.once('close', () => (closed += 1));
  };
  for (let times = 1; times <= 2; times += 1) {
    expect(await postEvent(EVENT, terms(), NOW)).toEqual({ kind: 'delivered' });
  }
  while (closed < 2) await new Promise((resolve) => setImmediate(resolve));
});

test('nothing is posted after the end, and a post in progress rejects with it', async () => {
  const ending = new AbortController();
  server.answer = () => ending.abort(new Error('the end'));
  const ended = { ...NOW, signal: ending.signal };
  await expect(postEvent(EVENT, terms(), ended)).rejects.toThrow('the end');
  await expect(postEvent(EVENT, terms(), ended)).rejects.toThrow('the end');
  expect(server.requests).toHaveLength(1);
});
