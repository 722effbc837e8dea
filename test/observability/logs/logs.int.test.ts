import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { once } from 'node:events';
import { type IncomingMessage, type ServerResponse } from 'node:http';
import { AcquireLockDocument, MeDocument, RemoveMyLocksDocument } from '../../generated/documents';
import { hashToken } from '../../../src/identity/token-hash';
import { loadConfig } from '../../../src/config/config';
import { captureLog } from '../../support/captured-log';
import { json, startLocalServer } from '../../support/local-server';
import { openConnection } from '../../support/raw-http';
import { startTestGateway, type TestGateway } from '../../support/start-test-gateway';
import { cookieOf, tokenOf } from '../../support/test-users';
import { waitUntil } from '../../support/wait-until';

const log = captureLog();
let gateway: TestGateway;

const users = ['alice', 'bob', 'sam', 'eve', 'nobody'];
const KEY = { route: 'volume', id: 'secret-record' };
const KEY_IN_STORE = 'volume/secret-record';

beforeAll(async () => {
  gateway = await startTestGateway({ logger: log.logger });
  for (const username of users) {
    await gateway.rest(username, { operation: 'acquire', body: KEY });
    await gateway.rest(username, { operation: 'acquire', body: { id: { $ne: null } } });
    await gateway.graphql(username, MeDocument, {});
    await gateway.graphql(username, AcquireLockDocument, KEY);
    await gateway.postGraphQL(username, { query: '{ nothing }' });
    await gateway.postGraphQL(username, [1]);
  }
  await gateway.graphql('alice', RemoveMyLocksDocument, {});
  // A document that the gateway never writes makes every door fail.
  await gateway.database
    .collection<{ _id: string; status: string }>('locks')
    .replaceOne({ _id: KEY_IN_STORE }, { status: 'held' }, { upsert: true });
  await gateway.rest('bob', { operation: 'acquire', body: KEY });
  await gateway.graphql('bob', AcquireLockDocument, KEY);
});

afterAll(() => gateway.stop());

it('has one line a request, with its door, what was asked, what came of it and how long it took', () => {
  const requests = log.entries().filter(({ msg }) => msg === 'request');
  expect(requests.length).toBeGreaterThanOrEqual(users.length * 6);
  const byAlice = requests.filter(({ userId }) => userId === 'user-alice');
  expect(byAlice).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ door: 'rest', operation: 'acquire', outcome: 'acquired' }),
      expect.objectContaining({ door: 'graphql', operation: 'acquireLock', outcome: 'acquired' }),
      expect.objectContaining({ door: 'graphql', operation: 'removeMyLocks' }),
    ]),
  );
  for (const { requestId, durationMs } of requests) {
    expect(typeof requestId).toBe('string');
    expect(typeof durationMs).toBe('number');
  }
});

it('logs each fault with its cause, once', () => {
  const failed = log.entries().filter(({ outcome }) => outcome === 'fault');
  expect(failed.map(({ door }) => door)).toEqual(['rest', 'graphql']);
  const faults = log.entries().filter(({ msg }) => msg === 'fault');
  expect(faults).toHaveLength(1);
  expect(faults[0]).toMatchObject({
    level: 50,
    requestId: failed[0]!['requestId'],
    err: {
      documentId: KEY_IN_STORE,
      message: expect.stringContaining('route is not text') as string,
      stack: expect.stringContaining('src/') as string,
    },
  });
});

it('never has a token, a hash of one, or a cookie in a line', () => {
  const text = log.text();
  expect(text.length).toBeGreaterThan(0);
  for (const username of users) {
    expect(text).not.toContain(tokenOf(username));
    expect(text).not.toContain(hashToken(tokenOf(username)));
  }
  expect(text).not.toMatch(/refreshToken=|set-cookie/i);
});

it('masks a secret that is logged by mistake', () => {
  log.logger.info({ headers: { cookie: 'refreshToken=x' }, tokenHash: 'y', token: 'z' }, 'mistake');
  const entry = log.entries().find(({ msg }) => msg === 'mistake');
  expect(entry).toMatchObject({
    headers: { cookie: '[secret]' },
    tokenHash: '[secret]',
    token: '[secret]',
  });
});

it('has the line of a GraphQL call whose client hung up before the answer', async () => {
  const backend = await startLocalServer();
  backend.answer = (_request, response) => response.writeHead(401).end();
  const { identity } = loadConfig({ IDENTITY: 'http', ME_URL: `${backend.url}/me` });
  const waiting = await startTestGateway({ logger: log.logger, config: { identity } });
  // The call waits for the backend to say who it is from: its client is gone before any answer.
  const whoAmI = new Promise<ServerResponse>((resolve) => {
    backend.answer = (_request, response) => resolve(response);
  });
  const response = responseTo('/graphql');
  const socket = await openConnection(Number(new URL(waiting.url).port));
  const body = '{"query":"{me{user{username}}}"}';
  socket.write(
    'POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n' +
      `Cookie: ${cookieOf('alice')}\r\nX-Request-Id: hung-up-request\r\n` +
      `Content-Length: ${body.length}\r\n\r\n${body}`,
  );
  const heldBack = await whoAmI;
  const hungUp = once(await response, 'close');
  socket.destroy();
  await hungUp;
  const linesOfCall = () =>
    log.entries().filter(({ requestId }) => requestId === 'hung-up-request');
  expect(linesOfCall()).toEqual([]);
  json({ id: 'user-alice', username: 'alice' })(heldBack.req, heldBack);
  await waitUntil({
    ...{ what: 'the line of the call', withinMs: 20_000, everyMs: 10 },
    ask: () => Promise.resolve(linesOfCall()[0]),
  });
  await waiting.stop();
  await backend.stop();
  expect(linesOfCall()).toEqual([
    expect.objectContaining({ msg: 'request', operation: 'me', userId: 'user-alice' }),
  ]);
});

/** The server's side of the next request for this path, from when its head has been read. */
function responseTo(path: string): Promise<ServerResponse> {
  return new Promise((resolve) => {
    const look = (message: unknown): void => {
      const { request, response } = message as {
        request: IncomingMessage;
        response: ServerResponse;
      };
      if (request.url !== path) return;
      unsubscribe('http.server.request.start', look);
      resolve(response);
    };
    subscribe('http.server.request.start', look);
  });
}
