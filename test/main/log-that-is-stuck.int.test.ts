import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { connect } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { BUILT_GATEWAY, ensureBuilt } from '../support/built-gateway';
import { freePort } from '../support/free-ports';
import { type GatewayProcess, runGateway } from '../support/gateway-process';
import { callHttp } from '../support/http-call';
import { unreadPipe, type UnreadPipe } from '../support/unread-pipe';
import { waitUntil } from '../support/wait-until';

let gateway: GatewayProcess;
let port: number;

beforeAll(ensureBuilt, 90_000);

afterEach(async () => {
  gateway.kill('SIGKILL');
  await gateway.exitCode();
});

/** A gateway without a database, which tells that again and again, when it listens. */
async function startInto(stdout: number): Promise<void> {
  port = await freePort();
  const env = { MONGODB_URI: 'mongodb://127.0.0.1:1/locks', HOST: '127.0.0.1', PORT: String(port) };
  gateway = runGateway({ directory: BUILT_GATEWAY, env, stdout });
  await waitUntil({
    what: 'the gateway',
    withinMs: 20_000,
    everyMs: 50,
    ask: async () => (await isAlive()) || undefined,
  });
}

const isAlive = (): Promise<boolean> =>
  callHttp(`http://127.0.0.1:${port}`, { method: 'GET', path: '/healthz' }).then(
    ({ status }) => status === 200,
    () => false,
  );

/** The exit code, or that it has not ended in time. */
const endWithin = (ms: number): Promise<number | string | null> =>
  Promise.race([gateway.exitCode(), delay(ms, 'still runs', { ref: false })]);

it('serves on a full log disk, and ends with 0 on SIGTERM', async () => {
  const full = openSync('/dev/full', 'w');
  await startInto(full);
  closeSync(full);
  await gateway.wrote(/log lines are lost: ENOSPC/);
  expect(await isAlive()).toBe(true);
  gateway.kill('SIGTERM');
  expect(await endWithin(5_000)).toBe(0);
});

describe('when nobody reads the log', () => {
  let pipe: UnreadPipe;
  beforeEach(async () => {
    pipe = unreadPipe();
    await startInto(pipe.fd);
  });
  afterEach(() => pipe.remove());

  it('ends with 0 on SIGTERM', async () => {
    gateway.kill('SIGTERM');
    expect(await endWithin(5_000)).toBe(0);
  });

  it('ends with 1 at once at a second request to stop', async () => {
    const client = connect(port, '127.0.0.1').on('error', () => {});
    await once(client, 'connect');
    client.write('POST /admin/lock HTTP/1.1\r\nHost: x\r\n');
    await isAlive(); // The gateway has the request that it will wait for.
    gateway.kill('SIGTERM');
    while (await isAlive()) await delay(20);
    gateway.kill('SIGINT');
    // The first signal alone would end it after 8 s, with 0.
    expect(await endWithin(5_000)).toBe(1);
    client.destroy();
  });
});
