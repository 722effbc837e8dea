import { once } from 'node:events';
import { connect } from 'node:net';
import { type Client } from 'graphql-ws';
import { DRAIN_MS } from '../../../src/gateway/close-server';
import { LIVE_TIMING } from '../../../src/graphql/live/live-options';
import {
  acknowledged,
  listen,
  liveClient,
  LOCK_EVENTS,
  type RawSocket,
  rawSocket,
} from '../../support/live-client';
import { startTestGateway, type TestGateway } from '../../support/start-test-gateway';
import { DEFAULT_LIMITS } from '../../support/test-config';
import { cookieOf } from '../../support/test-users';

const SOCKETS = 10;
const SUBSCRIPTIONS_EACH = 10;

const started: TestGateway[] = [];
/** Also what a test that failed has left. */
afterEach(() => Promise.all(started.splice(0).map((gateway) => gateway.stop())));

async function start(options: { closeMs?: number; maxConnections?: number } = {}) {
  const { closeMs = LIVE_TIMING.closeMs, maxConnections = 1_000 } = options;
  const live = { maxSubscriptionsPerConnection: 100, maxConnectionsPerUser: maxConnections };
  const gateway = await startTestGateway({
    liveTiming: { ...LIVE_TIMING, closeMs },
    config: { limits: { ...DEFAULT_LIMITS, live } },
  });
  started.push(gateway);
  return gateway;
}

describe('a gateway that stops', () => {
  it(`ends ${SOCKETS * SUBSCRIPTIONS_EACH} subscriptions by closing their WebSockets with 1001`, async () => {
    const gateway = await start();
    const sockets = await Promise.all(
      Array.from({ length: SOCKETS }, async () => {
        const raw = await acknowledged(gateway.url, 'alice');
        for (let id = 1; id <= SUBSCRIPTIONS_EACH; id += 1) {
          raw.send({ id: String(id), type: 'subscribe', payload: { query: LOCK_EVENTS } });
        }
        await raw.heardAtLeast(SUBSCRIPTIONS_EACH, 'next');
        return raw;
      }),
    );
    const stopped = gateway.stop();
    const ends = await Promise.all(sockets.map(({ ended }) => ended));
    await stopped;
    expect(ends.filter((end) => 'code' in end && end.code === 1001)).toHaveLength(SOCKETS);
  });

  it('cuts off a client that does not close its WebSocket', async () => {
    const gateway = await start({ closeMs: 200 });
    const raw: RawSocket = await acknowledged(gateway.url, 'alice');
    // It does not read the close frame, and so never answers it.
    raw.socket.pause();
    await gateway.stop();
    raw.socket.resume();
    await expect(raw.ended).resolves.toMatchObject({ code: 1001 });
  });

  it('waits for nobody who was refused and does not close either', async () => {
    const gateway = await start({ closeMs: 500, maxConnections: 0 });
    const { port, hostname, host } = new URL(gateway.url);
    const socket = connect({ port: Number(port), host: hostname, allowHalfOpen: true });
    socket.write(
      [
        'GET /graphql HTTP/1.1',
        ...[`Host: ${host}`, `Cookie: ${cookieOf('alice')}`],
        ...['Connection: Upgrade', 'Upgrade: websocket', 'Sec-WebSocket-Version: 13'],
        ...['Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==', '', ''],
      ].join('\r\n'),
    );
    await once(socket, 'data');
    const startedAt = performance.now();
    await gateway.stop({ keepsData: true });
    expect(performance.now() - startedAt).toBeLessThan(DRAIN_MS);
    socket.destroy();
  });

  it('ends Server-Sent Events without completing them, so that clients come back', async () => {
    const gateway = await start();
    const answered = gateway.http({
      ...{ method: 'POST', path: '/graphql' },
      headers: {
        ...{ Accept: 'text/event-stream', 'Content-Type': 'application/json' },
        Cookie: cookieOf('alice'),
      },
      body: JSON.stringify({ query: 'subscription { lockEvents { type } }' }),
    });
    const client: Client = liveClient(gateway.url, 'bob');
    await listen(client).heard.untilLive();
    await gateway.stop();
    const { text } = await answered;
    expect(text).toContain('SNAPSHOT_END');
    expect(text).not.toContain('complete');
    await client.dispose();
  });

  it('opens no WebSocket any more', async () => {
    const gateway = await start({ closeMs: 1_000 });
    const raw = await acknowledged(gateway.url, 'alice');
    raw.socket.pause();
    const stopped = gateway.stop();
    await expect(rawSocket(gateway.url, { Cookie: cookieOf('bob') }).ended).resolves.toEqual({
      ...{ code: 1006, reason: '' },
    });
    raw.socket.resume();
    await stopped;
  });
});
