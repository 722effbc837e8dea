import { type Delivered, RetryingClient } from './load/retrying-client';
import { insertUsers, LOAD_USERS, type LoadUser } from './load/users';
import { runMain } from '../support/run-main';
import { GatewayNode } from '../support/system/gateway-node';
import { ReplicaSet } from '../support/system/replica-set';
import { waitUntil } from '../support/wait-until';

const CLIENT_COUNT = 16;
const ROUNDS = 2;
/** So many more requests are delivered before and after each restart. */
const CALM_REQUESTS = 500;

/** What a rolling restart did to its callers. */
export interface RollingResult {
  readonly requests: number;
  /** Requests that got no answer from any instance, or another one than success. */
  readonly lost: number;
  readonly retried: number;
  readonly retryReasons: Readonly<Record<string, number>>;
  readonly slowestMs: number;
  readonly restarts: number;
  readonly exitCodes: readonly (number | null)[];
  readonly longestShutdownMs: number;
}

async function measureRollingRestart(): Promise<RollingResult> {
  const set = await ReplicaSet.start({ size: 1 });
  const gateways: GatewayNode[] = [];
  try {
    await insertUsers(set.uri, LOAD_USERS);
    for (const name of ['0', '1']) {
      gateways.push(
        await GatewayNode.start({
          name,
          directory: set.directory,
          mongodbUri: set.uri,
          mongodPorts: [],
          lockTtl: '30m',
        }),
      );
    }
    return await restartUnderLoad(gateways);
  } finally {
    await Promise.all(gateways.map((gateway) => gateway.stop()));
    await set.stop();
  }
}

async function restartUnderLoad(gateways: readonly GatewayNode[]): Promise<RollingResult> {
  const ports = gateways.map(({ port }) => port);
  const delivered: Delivered[] = [];
  let isStopping = false;
  const loops = Array.from({ length: CLIENT_COUNT }, async (_, number) => {
    const user = LOAD_USERS[number % LOAD_USERS.length] as LoadUser;
    const client = new RetryingClient(ports, user, number);
    for (let count = 0; !isStopping; count += 1) {
      delivered.push(await client.acquire(`${user.name}-${count % 50}`));
    }
    client.close();
  });
  const calm = (): Promise<true> => {
    const enough = delivered.length + CALM_REQUESTS;
    return waitUntil({
      what: `${CALM_REQUESTS} more requests`,
      withinMs: 30_000,
      everyMs: 20,
      ask: () => Promise.resolve(delivered.length >= enough || undefined),
    });
  };
  await calm();
  const exitCodes: (number | null)[] = [];
  let longestShutdownMs = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const gateway of gateways) {
      const startMs = performance.now();
      exitCodes.push(await gateway.terminate(10_000));
      longestShutdownMs = Math.max(longestShutdownMs, performance.now() - startMs);
      gateway.launch();
      await gateway.waitUntilReady();
      await calm();
    }
  }
  isStopping = true;
  await Promise.all(loops);
  const retryReasons: Record<string, number> = {};
  for (const reason of delivered.flatMap(({ reasons }) => reasons)) {
    retryReasons[reason] = (retryReasons[reason] ?? 0) + 1;
  }
  return {
    requests: delivered.length,
    lost: delivered.filter(({ status }) => status !== 200).length,
    retried: delivered.filter(({ tries }) => tries > 1).length,
    retryReasons,
    slowestMs: Math.round(Math.max(...delivered.map(({ tookMs }) => tookMs))),
    restarts: exitCodes.length,
    exitCodes,
    longestShutdownMs: Math.round(longestShutdownMs),
  };
}

runMain(async () => {
  process.stdout.write(`${JSON.stringify(await measureRollingRestart())}\n`);
  return 0;
});
