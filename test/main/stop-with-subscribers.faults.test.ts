import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BUILT_GATEWAY, ensureBuilt } from '../support/built-gateway';
import { type GatewayProcess, runGateway } from '../support/gateway-process';
import { rawSocket } from '../support/live-client';
import { waitUntil } from '../support/wait-until';

const SUBSCRIBERS = 1_000;
/** So few that a busy machine has looked all of them up before a handshake has waited for 4 s. */
const AT_ONCE = 100;
const QUERY = 'subscription { lockEvents { type } }';

let cwd: string;
let gateway: GatewayProcess | undefined;

beforeAll(async () => {
  await ensureBuilt();
  cwd = await mkdtemp(join(tmpdir(), 'lock-gateway-stop-'));
}, 90_000);
afterEach(async () => {
  gateway?.kill('SIGKILL');
  await gateway?.exitCode();
});
afterAll(() => rm(cwd, { recursive: true, force: true }));

/** A subscriber, who counts from the end of the snapshot. */
async function subscribe(url: string) {
  const raw = rawSocket(url, { Cookie: 'refreshToken=demo-alice' });
  const isLive = new Promise<void>((resolve, reject) => {
    raw.socket.once('open', () => raw.send({ type: 'connection_init' }));
    raw.socket.on('message', (data: Buffer) => {
      const text = String(data);
      if (text.includes('connection_ack'))
        raw.send({ id: '1', type: 'subscribe', payload: { query: QUERY } });
      if (text.includes('SNAPSHOT_END')) resolve();
    });
    void raw.ended.then((end) => reject(new Error(JSON.stringify(end))));
  });
  await isLive;
  return raw;
}

test(`a gateway with ${SUBSCRIBERS} subscribers and its own database ends soon after SIGTERM, and tells each`, async () => {
  const { MONGOMS_SYSTEM_BINARY: mongod, HOME: home } = process.env;
  const own = runGateway({
    directory: BUILT_GATEWAY,
    cwd,
    env: {
      PORT: '0',
      MAX_LIVE_CONNECTIONS_PER_USER: String(SUBSCRIBERS),
      // One user opens all of them within a second.
      RATE_LIMIT: 'off',
      ...(mongod && { MONGOMS_SYSTEM_BINARY: mongod }),
      ...(home && { HOME: home }),
    },
  });
  gateway = own;
  const url = await own.ready();
  const subscribers: Awaited<ReturnType<typeof subscribe>>[] = [];
  while (subscribers.length < SUBSCRIBERS) {
    const group = Array.from({ length: AT_ONCE }, () => subscribe(url));
    subscribers.push(...(await Promise.all(group)));
  }
  const stoppedAt = performance.now();
  own.kill('SIGTERM');
  expect(await own.exitCode()).toBe(0);
  // Much of it is the end of the database.
  expect(performance.now() - stoppedAt).toBeLessThan(20_000);
  const ends = await waitUntil({
    ...{ what: 'the end of every socket', withinMs: 5_000 },
    ask: () => Promise.all(subscribers.map(({ ended }) => ended)),
  });
  expect(new Set(ends.map((end) => 'code' in end && end.code))).toEqual(new Set([1001]));
}, 120_000);
