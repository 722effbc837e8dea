import { Agent } from 'node:http';
import { callHttp, type HttpResult } from './load/http-call';
import { insertUsers, LOAD_USERS, type LoadUser } from './load/users';
import { ensureBuilt } from '../support/built-gateway';
import { GatewayNode } from '../support/system/gateway-node';
import { type MongodNode } from '../support/system/mongod-node';
import { ReplicaSet } from '../support/system/replica-set';
import { waitUntil } from '../support/wait-until';

const LIMIT_MS = 90_000;
const alice = LOAD_USERS[0] as LoadUser;

describe('a gateway that receives SIGTERM', () => {
  let set: ReplicaSet;
  let mongod: MongodNode;
  let gateway: GatewayNode;
  let agent: Agent;

  beforeAll(async () => {
    await ensureBuilt();
    set = await ReplicaSet.start({ size: 1 });
    await insertUsers(set.uri, LOAD_USERS);
    mongod = await set.waitForPrimary();
  }, LIMIT_MS);

  afterAll(() => set.stop(), LIMIT_MS);

  beforeEach(async () => {
    agent = new Agent({ keepAlive: true });
    gateway = await GatewayNode.start({
      name: 'shutdown',
      directory: set.directory,
      mongodbUri: set.uri,
      mongodPorts: [],
      lockTtl: '30m',
    });
  }, LIMIT_MS);

  afterEach(async () => {
    mongod.thaw();
    agent.destroy();
    await gateway.stop();
  });

  const ask = (path: string, id = ''): Promise<HttpResult> =>
    callHttp({
      agent,
      port: gateway.port,
      method: path.startsWith('/admin/') ? 'POST' : 'GET',
      path,
      refreshToken: alice.refreshToken,
      body: path.startsWith('/admin/') ? { route: 'shutdown', id } : undefined,
      timeoutMs: 8_000,
    });

  /** Sends a request that is in progress when this resolves: the database is frozen meanwhile. */
  async function startStuckRequest(id: string): Promise<{ answer: Promise<HttpResult> }> {
    await ask('/admin/lock', id);
    mongod.freeze();
    const answer = ask('/admin/lock', id);
    await ask('/healthz');
    return { answer };
  }

  /** Resolves when a new connection is refused. */
  const untilRefused = (): Promise<true> =>
    waitUntil({
      ...{ what: 'a closed port', withinMs: 8_000 },
      ask: () =>
        fetch(`http://127.0.0.1:${gateway.port}/healthz`).then(
          () => undefined,
          () => true,
        ),
    });

  it(
    'is unready at once, answers the requests in progress, and exits with 0 within 10 s',
    async () => {
      const { answer } = await startStuckRequest('1');
      let isAnswered = false;
      void answer.then(() => (isAnswered = true));
      gateway.signal('SIGTERM');
      const exit = gateway.awaitExit(10_000);
      const ready = await ask('/readyz');
      // On a kept connection the answer is 503 or a reset; a new connection is refused.
      expect(['status 503', 'ECONNREFUSED', 'ECONNRESET']).toContain(
        ready.kind === 'answered' ? `status ${ready.status}` : ready.reason,
      );
      await untilRefused();
      // All this took less than the database may take.
      expect(isAnswered).toBe(false);
      mongod.thaw();
      expect(await answer).toMatchObject({ kind: 'answered', status: 200 });
      expect(await exit).toBe(0);
    },
    LIMIT_MS,
  );

  it(
    'answers the requests in progress and exits within 10 s even if the database stays away',
    async () => {
      const { answer } = await startStuckRequest('2');
      gateway.signal('SIGTERM');
      const exit = gateway.awaitExit(10_000);
      expect(await answer).toMatchObject({ kind: 'answered', status: 500 });
      expect(await exit).toBe(0);
    },
    LIMIT_MS,
  );

  it(
    'exits at once at another signal',
    async () => {
      const { answer } = await startStuckRequest('3');
      gateway.signal('SIGTERM');
      await ask('/readyz');
      gateway.signal('SIGINT');
      await gateway.awaitExit(10_000);
      expect(await answer).toMatchObject({ kind: 'noAnswer' });
    },
    LIMIT_MS,
  );
});
