import { once } from 'node:events';
import { LIVE_TIMING } from '../../../src/graphql/live/live-options';
import { callHttp } from '../../support/http-call';
import { acknowledged, LOCK_EVENTS, type RawSocket, rawSocket } from '../../support/live-client';
import { startTestGateway, type TestGateway } from '../../support/start-test-gateway';
import { DEFAULT_LIMITS } from '../../support/test-config';
import { cookieOf } from '../../support/test-users';
import { waitUntil } from '../../support/wait-until';

const ALLOWED = 'https://admin.example.com';
let gateway: TestGateway;
const open: RawSocket[] = [];

beforeAll(async () => {
  gateway = await startTestGateway({
    config: {
      corsOrigins: [ALLOWED],
      limits: {
        ...DEFAULT_LIMITS,
        live: { maxSubscriptionsPerConnection: 3, maxConnectionsPerUser: 2 },
      },
    },
    liveTiming: { ...LIVE_TIMING, lookAgainMs: 200 },
  });
});
afterEach(async () => {
  for (const raw of open.splice(0)) {
    raw.socket.terminate();
    await raw.ended;
  }
});
afterAll(() => gateway.stop());

function socket(
  headers: Record<string, string>,
  options: Parameters<typeof rawSocket>[2] = {},
): RawSocket {
  const raw = rawSocket(gateway.url, headers, options);
  open.push(raw);
  return raw;
}

/** A socket after its first messages, with these subscriptions. */
async function subscribed(username: string, ids: readonly string[]): Promise<RawSocket> {
  const raw = await acknowledged(gateway.url, username);
  open.push(raw);
  for (const id of ids) raw.send({ id, type: 'subscribe', payload: { query: LOCK_EVENTS } });
  return raw;
}

describe('a WebSocket', () => {
  const host = (): string => new URL(gateway.url).host;

  it.each([
    ['without a cookie', {}],
    ['with a token of nobody', { Cookie: 'refreshToken=of-nobody' }],
    ['of a page of another site', { Cookie: cookieOf('alice'), Origin: 'https://evil.example' }],
    ['of a page without an origin', { Cookie: cookieOf('alice'), Origin: 'null' }],
  ])('%s is not opened', async (_name, headers) => {
    await expect(socket(headers).ended).resolves.toEqual({ status: 403 });
  });

  it.each([
    ['no origin', () => ({})],
    ['an allowed origin', () => ({ Origin: ALLOWED })],
    ['the same origin', () => ({ Origin: `http://${host()}` })],
    ['the same origin behind TLS', () => ({ Origin: `https://${host()}` })],
  ])('is opened with the cookie and %s', async (_name, headers) => {
    const raw = socket({ Cookie: cookieOf('alice'), ...headers() });
    await once(raw.socket, 'open');
    expect(raw.socket.protocol).toBe('graphql-transport-ws');
  });

  it.each(['/', '/graphql/', '/admin/lock'])('is not opened at %s', async (path) => {
    const raw = socket({ Cookie: cookieOf('alice') }, { path });
    await expect(raw.ended).resolves.toEqual({ status: 404 });
  });

  it('is closed with 4406 when it names no protocol', async () => {
    const raw = socket({ Cookie: cookieOf('alice') }, { protocol: [] });
    await expect(raw.ended).resolves.toMatchObject({ code: 4406 });
  });

  it('is closed with 4408 when its client says nothing', async () => {
    await expect(socket({ Cookie: cookieOf('alice') }).ended).resolves.toMatchObject({
      code: 4408,
    });
  });

  it('is closed with 4401 when it subscribes first', async () => {
    const raw = socket({ Cookie: cookieOf('alice') });
    await once(raw.socket, 'open');
    raw.send({ id: '1', type: 'subscribe', payload: { query: LOCK_EVENTS } });
    await expect(raw.ended).resolves.toMatchObject({ code: 4401 });
  });

  it.each([
    ['a text that is no message', 'hello', 4400],
    ['a message of no type', '{"type":"hello"}', 4400],
    ['a message that is too long', `{"type":"ping","payload":{"a":"${'x'.repeat(70_000)}"}}`, 1009],
    [
      'an id that is too long',
      JSON.stringify({ id: 'x'.repeat(200), type: 'subscribe', payload: { query: LOCK_EVENTS } }),
      4400,
    ],
  ])('is closed after %s', async (_name, text, code) => {
    const raw = await subscribed('alice', []);
    raw.socket.send(text);
    await expect(raw.ended).resolves.toMatchObject({ code });
  });

  it('is closed with 1013 when the user has too many', async () => {
    await subscribed('bob', []);
    await subscribed('bob', []);
    const third = socket({ Cookie: cookieOf('bob') });
    await expect(third.ended).resolves.toMatchObject({ code: 1013 });
    const other = await subscribed('sam', []);
    expect(other.socket.readyState).toBe(other.socket.OPEN);
  });

  it('is closed with 1013 when it has too many subscriptions', async () => {
    const raw = await subscribed('alice', ['1', '2', '3']);
    await waitUntil({
      what: 'three snapshots',
      withinMs: 8_000,
      ask: () => Promise.resolve(raw.messages.length > 3 || undefined),
    });
    expect(raw.socket.readyState).toBe(raw.socket.OPEN);
    raw.send({ id: '4', type: 'subscribe', payload: { query: LOCK_EVENTS } });
    await expect(raw.ended).resolves.toMatchObject({ code: 1013 });
  });
});

describe('whoever loses', () => {
  const users = () => gateway.database.collection<{ _id: string }>('users');

  it('the session is disconnected with 4401', async () => {
    await gateway.addUsers(['leaver']);
    const raw = await subscribed('leaver', ['1']);
    await raw.heard('next');
    await users().updateOne({ _id: 'user-leaver' }, { $set: { sessions: [] } });
    await expect(raw.ended).resolves.toMatchObject({ code: 4401 });
  });

  it('the permission is disconnected with 4401', async () => {
    await gateway.addUsers(['demoted']);
    const raw = await subscribed('demoted', ['1']);
    await raw.heard('next');
    await users().updateOne({ _id: 'user-demoted' }, { $set: { permissions: [] } });
    await expect(raw.ended).resolves.toMatchObject({ code: 4401 });
  });

  it('a permission that was gained on the way is disconnected with 4401', async () => {
    await gateway.addUsers(['guest']);
    const permit = (permissions: string[]): Promise<unknown> =>
      users().updateOne({ _id: 'user-guest' }, { $set: { permissions } });
    await permit([]);
    const raw = await subscribed('guest', []);
    await permit(['manage-locks']);
    let sent = 0;
    const isTold = (): Promise<true | undefined> => {
      const refused = raw.messages.filter(
        (message) => (message as { type: string }).type === 'complete',
      );
      // Only when the last was refused: a connection may have three at a time.
      if (refused.length === sent) {
        sent += 1;
        raw.send({ id: String(sent), type: 'subscribe', payload: { query: LOCK_EVENTS } });
      }
      return Promise.resolve(JSON.stringify(raw.messages).includes('SNAPSHOT_END') || undefined);
    };
    await waitUntil({ what: 'a snapshot', withinMs: 8_000, everyMs: 100, ask: isTold });
    await permit([]);
    await expect(raw.ended).resolves.toMatchObject({ code: 4401 });
  });

  it('or gains override-locks is shown as much from then on', async () => {
    await gateway.addUsers(['promoted']);
    const raw = await subscribed('promoted', ['1']);
    await raw.heard('next');
    await users().updateOne(
      { _id: 'user-promoted' },
      { $set: { permissions: ['manage-locks', 'override-locks'] } },
    );
    const canTakeOver = async (): Promise<true | undefined> => {
      await gateway.rest('alice', { operation: 'acquire', body: { route: 'live', id: 'p' } });
      return JSON.stringify(raw.messages).includes('"canTakeOver":true') || undefined;
    };
    await expect(
      waitUntil({ what: 'canTakeOver', withinMs: 8_000, everyMs: 50, ask: canTakeOver }),
    ).resolves.toBe(true);
  });
});

describe('a request that offers another protocol than WebSocket', () => {
  it('is answered, body and all, as if it offered none', async () => {
    const answer = await callHttp(gateway.url, {
      method: 'POST',
      path: '/admin/lock',
      headers: {
        ...{ Connection: 'Upgrade, HTTP2-Settings', Upgrade: 'h2c', 'HTTP2-Settings': 'AA' },
        ...{ 'Content-Type': 'application/json', Cookie: cookieOf('alice') },
      },
      body: JSON.stringify({ route: 'live', id: 'h2c' }),
    });
    expect([answer.status, answer.text]).toEqual([200, '{"data":"Success","code":200}']);
  });
});
