import { setTimeout as sleep } from 'node:timers/promises';
import { cookieOf } from '../../support/test-users';
import { type GatewayNode } from '../../support/system/gateway-node';
import { waitUntil } from '../../support/wait-until';
import { type HttpClient } from '../http-clients';
import { countAnswers, statusSeen } from './count-answers';

/** What the gateways of this case are started with: longer than busy proxies take to notice. */
export const SHUTDOWN_DELAY = '10s';

const EXITS_WITHIN_MS = 30_000;
const PAUSE_MS = 10;
const WARM_UP = 20;
/** So many requests each are sent after the gateway is back. */
const AFTERWARDS = 40;

/** The callers of one lane: they lock and remove, one request after the other. */
export interface Load {
  /** How many requests were answered or lost until now. */
  count(): number;
  /** Ends it; resolves to what was seen where anything but 200 was. */
  finish(): Promise<string | undefined>;
}

/** Starts the callers; each has a lock of its own, so every answer has to be 200. */
export function startLoad(client: HttpClient, name: string): Load {
  let isOver = false;
  const seen: string[] = [];
  const call = async (method: string, path: string, id: string): Promise<void> => {
    seen.push(
      await statusSeen(
        client.http({
          method,
          path,
          headers: { 'Content-Type': 'application/json', Cookie: cookieOf('alice') },
          body: JSON.stringify({ route: name, id }),
        }),
      ),
    );
    await sleep(PAUSE_MS);
  };
  const caller = async (id: string): Promise<void> => {
    while (!isOver) {
      await call('POST', '/admin/lock', id);
      await call('DELETE', '/admin/remove-lock', id);
    }
  };
  const callers = Promise.all([caller('1'), caller('2')]);
  return {
    count: () => seen.length,
    async finish() {
      isOver = true;
      await callers;
      return seen.every((one) => one === '200') ? undefined : countAnswers(seen);
    },
  };
}

/**
 * Stops one of two gateways under the load and starts it again, as a rolling restart does; resolves
 * to the exit code when all callers have gone on for a while.
 */
export async function restartUnderLoad(
  gateway: GatewayNode,
  loads: readonly Load[],
): Promise<number | null> {
  await moreOfEach(loads, WARM_UP);
  gateway.signal('SIGTERM');
  const exitCode = await gateway.awaitExit(EXITS_WITHIN_MS);
  gateway.launch();
  await gateway.waitUntilReady();
  await moreOfEach(loads, AFTERWARDS);
  return exitCode;
}

async function moreOfEach(loads: readonly Load[], requests: number): Promise<void> {
  const targets = loads.map((load) => load.count() + requests);
  await waitUntil({
    what: `${requests} more requests of each caller`,
    withinMs: 30_000,
    ask: () =>
      Promise.resolve(loads.every((load, at) => load.count() >= targets[at]!) || undefined),
  });
}
