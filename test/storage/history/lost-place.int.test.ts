import { GatewayLease } from '../../../src/domain/gateway-lease';
import { lockKeyOf } from '../../../src/domain/lock-key';
import { remove, takeOver } from '../../../src/domain/lock-state';
import { NeedsReplicaSet } from '../../../src/domain/errors';
import { OWN_KEY, tryDecision } from '../../../src/storage/locks/start-check';
import { fillOplog } from '../../support/fill-oplog';
import { openTestRecorder, type TestRecorder } from '../../support/open-test-recorder';
import { holderNamed, openTestStore, type TestStore, volume } from '../../support/open-test-store';
import { type OwnMongod, startOwnMongod } from '../../support/own-mongod';
import { waitUntil } from '../../support/wait-until';

jest.setTimeout(120_000);

const alice = holderNamed('alice');
const bob = holderNamed('bob');

let mongod: OwnMongod;
let opened: TestStore;
let recorder: TestRecorder;

async function begin(options: Parameters<typeof startOwnMongod>[0]): Promise<void> {
  mongod = await startOwnMongod(options);
  opened = await openTestStore(mongod.uri);
  recorder = await openTestRecorder(mongod.uri);
}

afterEach(async () => {
  await recorder.close();
  await opened.close();
  await mongod.dispose();
});

test('what the database forgot is made up for where locks tell it, and marked as a gap', async () => {
  await begin({ isForgetful: true });
  await recorder.untilRecording();
  await opened.acquire(volume('held'), alice);
  await opened.acquire(volume('removed'), alice);
  await recorder.untilEntries(volume('held'), 1);
  await recorder.untilEntries(volume('removed'), 1);
  await recorder.close();
  const goneSince = new Date();
  const grant = { key: volume('held'), holder: bob, leaseMs: null, note: null };
  await opened.store.change(volume('held'), takeOver({ ...grant, reason: 'urgent' }));
  await opened.store.change(volume('removed'), remove({ holderId: alice.id }));
  await opened.acquire(volume('new'), bob);
  await opened.acquire(volume('new'), bob);
  await opened.acquire(volume('swept'), bob);
  await opened.locks.deleteOne({ _id: 'volume/swept' });
  await fillOplog(mongod.uri);
  recorder = await openTestRecorder(mongod.uri);
  const gap = await waitUntil({
    ...{ what: 'a gap', withinMs: 30_000 },
    ask: () => Promise.resolve(recorder.observed.gaps[0]),
  });
  expect(await recorder.untilEntries(volume('new'), 1)).toMatchObject([
    { type: 'ACQUIRED', holder: bob },
  ]);
  expect(await recorder.untilEntries(volume('held'), 2)).toMatchObject([
    { type: 'ACQUIRED', holder: alice },
    { type: 'TAKEN_OVER', holder: bob, previousHolder: alice, reason: 'urgent' },
  ]);
  expect(await recorder.untilEntries(volume('removed'), 2)).toMatchObject([
    { type: 'ACQUIRED' },
    { type: 'RELEASED', actor: alice },
  ]);
  expect(await recorder.entriesOf(volume('swept'))).toEqual([]);
  expect(await recorder.history.gaps()).toEqual([
    gap,
    { from: null, until: expect.any(Date) as Date },
  ]);
  expect(gap.from!.getTime()).toBeLessThanOrEqual(goneSince.getTime());
  expect(gap.until.getTime()).toBeGreaterThan(goneSince.getTime());
  await opened.acquire(volume('later'), alice);
  await recorder.untilEntries(volume('later'), 1);
});

test('of what gateways write for themselves nothing is made up', async () => {
  await begin({ isForgetful: true });
  await recorder.untilRecording();
  await opened.acquire(volume('1'), alice);
  await recorder.untilEntries(volume('1'), 1);
  await recorder.close();
  const lease = new GatewayLease({
    ...{ store: opened.store, name: 'sending', gatewayId: 'one', leaseMs: 15_000 },
  });
  await (await lease.take())!.release();
  await tryDecision(opened.store);
  await opened.acquire(volume('2'), alice);
  await fillOplog(mongod.uri);
  recorder = await openTestRecorder(mongod.uri);
  await recorder.untilEntries(volume('2'), 1);
  // Made up last, so all before it is there.
  await opened.acquire(volume('3'), alice);
  await recorder.untilEntries(volume('3'), 1);
  expect(await recorder.entriesOf(lockKeyOf('', 'sending'))).toEqual([]);
  expect(await recorder.entriesOf(OWN_KEY)).toEqual([]);
});

test('what happened while no gateway ran is told without a gap, if the database remembers', async () => {
  await begin({});
  await recorder.untilRecording();
  await recorder.close();
  await opened.acquire(volume('1'), alice);
  await opened.store.change(volume('1'), remove({ holderId: alice.id }));
  recorder = await openTestRecorder(mongod.uri);
  expect(await recorder.untilEntries(volume('1'), 2)).toMatchObject([
    { type: 'ACQUIRED' },
    { type: 'RELEASED' },
  ]);
  expect(await recorder.history.gaps()).toMatchObject([{ from: null }]);
});

test('what happens while the database restarts and after is recorded', async () => {
  await begin({});
  await recorder.untilRecording();
  await opened.acquire(volume('1'), alice);
  await mongod.stop();
  await mongod.start();
  await waitUntil({
    ...{ what: 'a lock', withinMs: 30_000 },
    ask: () => opened.acquire(volume('2'), bob).catch(() => undefined),
  });
  expect(await recorder.untilEntries(volume('1'), 1)).toHaveLength(1);
  expect(await recorder.untilEntries(volume('2'), 1)).toMatchObject([{ holder: bob }]);
  expect(await recorder.history.gaps()).toMatchObject([{ from: null }]);
});

test('on a standalone the history says what it needs, and locks work', async () => {
  await begin({ isStandalone: true });
  const query = { filter: { lockId: 'volume/1' }, limit: 1 };
  for (const ask of [() => recorder.history.list(query), () => recorder.history.gaps()]) {
    await expect(ask()).rejects.toThrow(NeedsReplicaSet);
  }
  expect(await opened.acquire(volume('1'), alice)).toMatchObject({ kind: 'acquired' });
  expect(recorder.observed.recordings).toBe(0);
});
