import { readFileSync } from 'node:fs';
import { acquireRequests } from './load/raw-request';
import { measureRate } from './load/closed-loop';
import { OpenLoop, type Served } from './load/open-loop';
import { insertUsers, LOAD_USERS } from './load/users';
import { runMain } from '../support/run-main';
import { GatewayNode } from '../support/system/gateway-node';
import { ReplicaSet } from '../support/system/replica-set';

const CALLERS = [256, 768];
const WARM_UP_SECONDS = 2;
const PEAK_SECONDS = 3;
const OVERLOAD_SECONDS = 6;
const OVERLOAD_FACTOR = 4;

/**
 * The database answers slowly, so that it and not this machine is what the gateway's rate ends at:
 * sender, gateway and database share its cores, and a sender that takes them away measures itself.
 */
const DATABASE_DELAY_MS = 100;

/** What the overload run saw; rates per second, memory in MiB. */
export interface OverloadResult {
  readonly peakRate: number;
  readonly offeredRate: number;
  readonly servedRate: number;
  readonly refused: number;
  readonly refusedMedianMs: number;
  /** Refusals that were not exactly what the contract says. */
  readonly wrongRefusals: number;
  /** Answers that are neither success nor refusal, by status. */
  readonly otherAnswers: Readonly<Record<number, number>>;
  readonly brokenConnections: number;
  readonly unoffered: number;
  readonly memoryAtPeakMib: number;
  readonly memoryHalfwayMib: number;
  readonly memoryAtEndMib: number;
}

async function measureOverload(): Promise<OverloadResult> {
  const set = await ReplicaSet.start({ size: 1 });
  let gateway: GatewayNode | undefined;
  try {
    await insertUsers(set.uri, LOAD_USERS);
    gateway = await GatewayNode.start({
      name: '0',
      directory: set.directory,
      mongodbUri: set.uri,
      mongodPorts: set.nodes.map(({ port }) => port),
      databaseDelayMs: DATABASE_DELAY_MS,
      lockTtl: '30m',
      // The queue is to be seen at its limit, not the callers' rates.
      environment: { LOG_LEVEL: 'warn', RATE_LIMIT: 'off' },
    });
    return await overload(gateway);
  } finally {
    await gateway?.stop();
    await set.stop();
  }
}

async function overload(gateway: GatewayNode): Promise<OverloadResult> {
  const { port, pid = 0 } = gateway;
  const nextRequest = acquireRequests(LOAD_USERS);
  // A first round makes the code warm and creates the locks.
  await measureRate({ port, connections: 64, seconds: WARM_UP_SECONDS, nextRequest });
  const rates: number[] = [];
  for (const connections of CALLERS) {
    rates.push(await measureRate({ port, connections, seconds: PEAK_SECONDS, nextRequest }));
  }
  const peakRate = Math.max(...rates);
  const memoryAtPeakMib = memoryMib(pid);
  const loop = new OpenLoop({ port, maxConnections: 4_000 });
  let memoryHalfwayMib = 0;
  const halfway = setTimeout(() => (memoryHalfwayMib = memoryMib(pid)), OVERLOAD_SECONDS * 500);
  const perSecond = peakRate * OVERLOAD_FACTOR;
  await loop.offer({ perSecond, seconds: OVERLOAD_SECONDS, drainMs: 6_000, nextRequest });
  clearTimeout(halfway);
  loop.close();
  const refusals = loop.served.filter(({ status }) => status === 503);
  const successes = loop.served.filter(({ status }) => status === 200).length;
  return {
    peakRate: Math.round(peakRate),
    offeredRate: Math.round(perSecond - loop.unoffered / OVERLOAD_SECONDS),
    servedRate: Math.round(successes / OVERLOAD_SECONDS),
    refused: refusals.length,
    refusedMedianMs: Math.round(medianMs(refusals)),
    wrongRefusals: refusals.filter(({ text = '' }) => !isRightRefusal(text)).length,
    otherAnswers: countOthers(loop.served),
    brokenConnections: loop.broken,
    unoffered: loop.unoffered,
    memoryAtPeakMib,
    memoryHalfwayMib,
    memoryAtEndMib: memoryMib(pid),
  };
}

function isRightRefusal(text: string): boolean {
  return (
    /\r\nretry-after: \d+\r\n/i.test(text) &&
    text.endsWith('{"data":"Service unavailable","code":503}')
  );
}

function countOthers(served: readonly Served[]): Record<number, number> {
  const counts: Record<number, number> = {};
  for (const { status } of served) {
    if (status !== 200 && status !== 503) counts[status] = (counts[status] ?? 0) + 1;
  }
  return counts;
}

function medianMs(served: readonly Served[]): number {
  const times = served.map(({ tookMs }) => tookMs).sort((left, right) => left - right);
  return times[Math.floor(times.length / 2)] ?? 0;
}

/** Resident memory of the process. */
function memoryMib(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Math.round(Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1_024);
}

runMain(async () => {
  process.stdout.write(`${JSON.stringify(await measureOverload())}\n`);
  return 0;
});
