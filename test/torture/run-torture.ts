import { setTimeout as sleep } from 'node:timers/promises';
import { check } from './checker';
import { type Violation } from './checker/violation';
import { type FaultRecord } from './faults/fault';
import { torment } from './faults/nemesis';
import { type Call, nowMs } from './history';
import { Client } from './load/client';
import { Recorder } from './load/recorder';
import { insertUsers, LOAD_USERS, type LoadUser } from './load/users';
import { Workload } from './load/workload';
import { Random } from './random';
import { FAKETIME_MISSING, findFaketime } from '../support/system/fake-clock';
import { GatewayNode } from '../support/system/gateway-node';
import { ReplicaSet } from '../support/system/replica-set';
import { waitUntil } from '../support/wait-until';

const GATEWAY_COUNT = 2;
const DEFAULT_LEASE_MS = 30_000;

export interface TortureOptions {
  readonly seconds: number;
  readonly seed: number;
  /** Faults are held as briefly as they still bite, each kind at least once. */
  readonly isShort: boolean;
  readonly log: (line: string) => void;
}

export interface TortureRun {
  readonly calls: readonly Call[];
  readonly faults: readonly FaultRecord[];
  readonly violations: readonly Violation[];
  readonly staleReads: number;
  /** How long load and faults lasted, without start and end. */
  readonly loadMs: number;
}

/** Starts everything, torments it, reads the end, stops everything, judges. Needs the compiled output. */
export async function runTorture(options: TortureOptions): Promise<TortureRun> {
  const { log, seed } = options;
  const faketime = findFaketime();
  if (faketime === undefined) log(FAKETIME_MISSING);
  const set = await ReplicaSet.start();
  const gateways: GatewayNode[] = [];
  try {
    await insertUsers(set.uri, LOAD_USERS);
    for (let index = 0; index < GATEWAY_COUNT; index += 1) {
      gateways.push(
        await GatewayNode.start({
          name: String(index),
          directory: set.directory,
          mongodbUri: set.uri,
          mongodPorts: set.nodes.map(({ port }) => port),
          lockTtl: `${DEFAULT_LEASE_MS / 1_000}s`,
          ...(faketime !== undefined && { faketime }),
        }),
      );
    }
    const recorder = new Recorder();
    const ports = gateways.map(({ port }) => port);
    const workload = new Workload({ ports, recorder, seed, pauseMs: 40 });
    log(
      `${workload.size} clients, ${GATEWAY_COUNT} gateways, ${set.nodes.length} mongods, seed ${seed}`,
    );
    const startMs = nowMs();
    workload.start();
    const done = await torment({
      ...options,
      set,
      gateways,
      recorder,
      random: new Random(seed),
      canFakeClock: faketime !== undefined,
    });
    await sleep(Math.max(0, startMs + options.seconds * 1_000 - nowMs()));
    await workload.stop();
    const loadMs = nowMs() - startMs;
    await readTheEnd(ports, recorder);
    const { calls } = recorder;
    const verdict = check(calls, { defaultLeaseMs: DEFAULT_LEASE_MS });
    return {
      calls,
      faults: done.records,
      violations: [...done.violations, ...verdict.violations],
      staleReads: verdict.staleReads,
      loadMs,
    };
  } finally {
    await Promise.all(gateways.map((gateway) => gateway.stop()));
    await set.stop();
  }
}

/** Each gateway lists the locks that are left, asked again until it does. */
async function readTheEnd(ports: readonly number[], recorder: Recorder): Promise<void> {
  const user = LOAD_USERS[0] as LoadUser;
  for (const [gateway, port] of ports.entries()) {
    const client = new Client({ number: -1, user, door: 'graphql', gateway, port, recorder });
    try {
      await waitUntil({
        what: `the final list of gateway ${gateway}`,
        withinMs: 30_000,
        ask: async () =>
          (await client.ask('finalLocks', {})).outcome.kind === 'definite' || undefined,
      });
    } finally {
      client.close();
    }
  }
}
