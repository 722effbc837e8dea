import { setTimeout as sleep } from 'node:timers/promises';
import { check } from './checker';
import { type Violation } from './checker/violation';
import { type FaultRecord } from './faults/fault';
import { torment } from './faults/nemesis';
import { type Call, nowMs } from './history';
import { Client, ROUTE } from './load/client';
import { LiveWatch, type LiveSummary } from './live/live-watch';
import { WATCHER } from './live/subscriber';
import { Recorder } from './load/recorder';
import { insertUsers, LOAD_USERS, type LoadUser, userOf } from './load/users';
import { LOAD_IDS, Workload } from './load/workload';
import { Random } from './random';
import { FAKETIME_MISSING, findFaketime } from '../support/system/fake-clock';
import { GatewayNode } from '../support/system/gateway-node';
import { ReplicaSet } from '../support/system/replica-set';
import { waitUntil } from '../support/wait-until';

/** The last one records no history: it changes locks while those that record are cut off. */
const GATEWAY_COUNT = 3;
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
  readonly live: LiveSummary;
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
  const watch = new LiveWatch(set.uri);
  try {
    await insertUsers(set.uri, [...LOAD_USERS, userOf(WATCHER, ['manage-locks'])]);
    await watch.begin();
    for (let index = 0; index < GATEWAY_COUNT; index += 1) {
      gateways.push(
        await GatewayNode.start({
          name: String(index),
          directory: set.directory,
          mongodbUri: set.uri,
          mongodPorts: set.nodes.map(({ port }) => port),
          lockTtl: `${DEFAULT_LEASE_MS / 1_000}s`,
          ...(faketime !== undefined && { faketime }),
          ...(index === GATEWAY_COUNT - 1 && { environment: { HISTORY_RETENTION: '0' } }),
        }),
      );
    }
    const recorder = new Recorder();
    const ports = gateways.map(({ port }) => port);
    const workload = new Workload({ ports, recorder, seed, pauseMs: 60 });
    log(
      `${workload.size} clients, ${GATEWAY_COUNT} gateways, ${set.nodes.length} mongods, seed ${seed}`,
    );
    const startMs = nowMs();
    watch.subscribe(ports, { route: ROUTE, ids: LOAD_IDS });
    workload.start();
    const done = await torment({
      ...options,
      set,
      gateways,
      recording: gateways.slice(0, -1),
      recorder,
      random: new Random(seed),
      canFakeClock: faketime !== undefined,
    });
    await sleep(Math.max(0, startMs + options.seconds * 1_000 - nowMs()));
    await workload.stop();
    const loadMs = nowMs() - startMs;
    const spans = done.records
      .filter(({ kind }) => kind === 'forget-place')
      .map((fault) => ({ from: new Date(fault.startMs), until: new Date(fault.endMs) }));
    const judgedAt = nowMs();
    const live = await watch.judge(() => listTokens(ports[0]!), spans);
    log(`subscribers and history were judged in ${Math.round(nowMs() - judgedAt)} ms`);
    await readTheEnd(ports, recorder);
    const { calls } = recorder;
    const verdict = check(calls, { defaultLeaseMs: DEFAULT_LEASE_MS });
    return {
      calls,
      faults: done.records,
      violations: [...done.violations, ...verdict.violations, ...live.violations],
      live: live.summary,
      staleReads: verdict.staleReads,
      loadMs,
    };
  } finally {
    await watch.stop();
    await Promise.all(gateways.map((gateway) => gateway.stop()));
    await set.stop();
  }
}

/** The tokens of the locks that stand, by their ids. */
async function listTokens(port: number): Promise<ReadonlyMap<string, number>> {
  const recorder = new Recorder();
  const user = LOAD_USERS[0]!;
  const client = new Client({ number: -1, user, door: 'graphql', gateway: 0, port, recorder });
  try {
    const { outcome } = await client.ask('finalLocks', {});
    const answer = outcome.kind === 'definite' ? outcome.answer : undefined;
    if (answer?.kind !== 'list') throw new Error(`no list: ${JSON.stringify(outcome)}`);
    return new Map(answer.locks.map(({ id, token }) => [id, token!]));
  } finally {
    client.close();
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
