import {
  HISTORY_COLLECTION,
  type RecorderDocument,
} from '../../../src/storage/history/history-document';
import { checkHistory } from '../../torture/checker/history-rule';
import { readHistory } from '../../torture/live/read-history';
import { Witness } from '../../torture/live/witness';
import { ensureBuilt } from '../../support/built-gateway';
import { openTestRecorder, type TestRecorder } from '../../support/open-test-recorder';
import { openTestStore, type TestStore } from '../../support/open-test-store';
import { keepChanging } from '../../support/random-changes';
import { GatewayNode } from '../../support/system/gateway-node';
import { ReplicaSet } from '../../support/system/replica-set';
import { TcpProxy } from '../../support/system/tcp-proxy';
import { waitUntil } from '../../support/wait-until';

jest.setTimeout(180_000);

const LOCKS = 50;

let set: ReplicaSet;
let stores: TestStore[];
let witness: Witness;
let running: ReturnType<typeof keepChanging> | undefined;
let recorders: TestRecorder[];

async function begin(size: number): Promise<void> {
  set = await ReplicaSet.start({ size });
  stores = [await openTestStore(set.uri), await openTestStore(set.uri)];
  witness = new Witness(set.uri);
  await witness.start();
  recorders = [];
}

afterEach(async () => {
  for (const node of set.nodes) node.thaw();
  await running?.end();
  await Promise.all(recorders.map((recorder) => recorder.close()));
  await witness.stop();
  await Promise.all(stores.map((store) => store.close()));
  await set.stop();
});

async function record(uri: string, leaseMs = 3_000): Promise<TestRecorder> {
  const recorder = await openTestRecorder(uri, { leaseMs });
  recorders.push(recorder);
  return recorder;
}

/** Resolves after so many more changes. */
async function untilChanges(count: number): Promise<void> {
  const before = running!.done;
  await waitUntil({
    ...{ what: `${count} changes`, withinMs: 60_000 },
    ask: () => Promise.resolve(running!.done >= before + count || undefined),
  });
}

/** Each grant and each end is in the history, once, and nothing was forgotten. */
async function expectAll(): Promise<void> {
  await running!.end();
  await witness.untilCaughtUp();
  const made = [...witness.writes];
  expect(made.length).toBeGreaterThan(300);
  const history = await readHistory(set.uri, made);
  // Gateways go on ending leases.
  await witness.untilCaughtUp();
  const truth = { writes: witness.writes, sure: made.length, forgotten: [] };
  expect(checkHistory(history, truth)).toEqual([]);
  expect(history.entries.length).toBeGreaterThan(200);
}

/** Away for longer than the others take to elect another primary. */
async function awayFor(leave: () => unknown, comeBack: () => unknown): Promise<void> {
  const primary = await set.waitForPrimary();
  await leave();
  await waitUntil({
    ...{ what: 'another primary', withinMs: 30_000 },
    ask: async () => {
      const others = set.nodes.filter((node) => node !== primary);
      const elections = await Promise.all(others.map((node) => node.election()));
      return elections.some((election) => election !== '') || undefined;
    },
  });
  await comeBack();
}

const FAULTS: readonly (readonly [string, () => Promise<void>])[] = [
  ['steps down', () => set.stepDown()],
  [
    'is killed',
    async () => {
      const primary = await set.waitForPrimary();
      await awayFor(
        () => primary.kill(),
        () => primary.start(),
      );
    },
  ],
  [
    'freezes',
    async () => {
      const primary = await set.waitForPrimary();
      await awayFor(
        () => primary.freeze(),
        () => primary.thaw(),
      );
    },
  ],
];

test.each(FAULTS)('no entry is lost or doubled when the primary %s', async (_, fault) => {
  await begin(3);
  const recorder = await record(set.uri);
  await recorder.untilRecording();
  await record(set.uri);
  running = keepChanging(stores, LOCKS);
  await untilChanges(400);
  await fault();
  await untilChanges(400);
  await expectAll();
});

test.each(['blackHole', 'reset'] as const)(
  'no entry is lost or doubled when the gateway that records is cut off (%s)',
  async (cut) => {
    await begin(1);
    const uri = new URL(set.uri);
    const proxy = await TcpProxy.start(Number(uri.port));
    Object.assign(uri, { port: `${proxy.port}`, search: '?directConnection=true' });
    const one = await record(uri.href);
    await one.untilRecording();
    const other = await record(set.uri);
    running = keepChanging(stores, LOCKS);
    await untilChanges(200);
    proxy.sever(cut);
    await waitUntil({
      ...{ what: 'another recorder', withinMs: 30_000 },
      ask: () => Promise.resolve(other.observed.recordings > 0 || undefined),
    });
    await untilChanges(200);
    proxy.mend();
    await untilChanges(200);
    await expectAll();
    await Promise.all(recorders.splice(0).map((recorder) => recorder.close()));
    await proxy.stop();
  },
);

/** True for the gateway that records, by its metrics. */
async function isRecording({ port }: GatewayNode): Promise<boolean> {
  const metrics = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
  return metrics.includes('\nlock_gateway_history_recording 1');
}

test('when the gateway that records is killed, another takes over within its lease', async () => {
  await ensureBuilt();
  await begin(1);
  const gateways: GatewayNode[] = [];
  try {
    for (const name of ['0', '1']) {
      gateways.push(
        await GatewayNode.start({
          ...{ name, directory: set.directory, mongodbUri: set.uri, mongodPorts: [] },
          lockTtl: '60s',
        }),
      );
    }
    const find = (): Promise<GatewayNode> =>
      waitUntil({
        ...{ what: 'the gateway that records', withinMs: 30_000 },
        ask: async () => {
          for (const gateway of gateways) if (await isRecording(gateway)) return gateway;
          return undefined;
        },
      });
    const killed = await find();
    const history = stores[0]!.database.collection<RecorderDocument>(HISTORY_COLLECTION);
    running = keepChanging(stores, LOCKS);
    await untilChanges(300);
    await killed.kill();
    const { leaseEndsAt } = (await history.findOne({ _id: 'recorder' }))!;
    // Database and test have one clock.
    expect(leaseEndsAt.getTime() - Date.now()).toBeLessThanOrEqual(10_000);
    gateways.splice(gateways.indexOf(killed), 1);
    expect(await find()).not.toBe(killed);
    // Every gateway looks every 2 s whether the lease is over.
    expect(Date.now() - leaseEndsAt.getTime()).toBeLessThan(10_000);
    await untilChanges(300);
    await expectAll();
  } finally {
    await Promise.all(gateways.map((gateway) => gateway.stop()));
  }
});
