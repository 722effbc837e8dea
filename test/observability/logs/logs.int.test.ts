import { request as httpRequest } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { AcquireLockDocument, MeDocument, RemoveMyLocksDocument } from '../../generated/documents';
import { hashToken } from '../../../src/identity/token-hash';
import { captureLog } from '../../support/captured-log';
import { startTestGateway, type TestGateway } from '../../support/start-test-gateway';
import { cookieOf, tokenOf } from '../../support/test-users';

const log = captureLog();
let gateway: TestGateway;

const users = ['alice', 'bob', 'sam', 'eve', 'nobody'];
const KEY = { route: 'volume', id: 'secret-record' };

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
    .replaceOne({ _id: 'volume/secret-record' }, { status: 'held' }, { upsert: true });
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
  const faults = log.entries().filter(({ msg }) => msg === 'fault');
  expect(faults.length).toBeGreaterThan(0);
  for (const fault of faults)
    expect(fault).toMatchObject({ level: 50, err: { stack: expect.any(String) as string } });
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
  const query = 'mutation { acquireLock(route: "volume", id: "hung-up") { __typename } }';
  const { port } = new URL(gateway.url);
  const request = httpRequest({
    ...{ host: '127.0.0.1', port, path: '/graphql', method: 'POST' },
    headers: {
      ...{ 'Content-Type': 'application/json', Cookie: cookieOf('alice') },
      'X-Request-Id': 'hung-up-request',
    },
  });
  request.on('error', () => {});
  request.end(JSON.stringify({ query }), () => setTimeout(() => request.destroy(), 1));
  await waitFor(() => log.entries().some(({ requestId }) => requestId === 'hung-up-request'));
});

async function waitFor(isThere: () => boolean): Promise<void> {
  while (!isThere()) await delay(20);
}
