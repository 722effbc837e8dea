import { type mongo } from 'mongoose';
import { LOCKS_COLLECTION } from '../../../../src/storage/locks/lock-model';
import { USERS_COLLECTION } from '../../../../src/embedded/demo-users';
import { prepareGatewayProbe, type GatewayProbe } from '../../../support/gateway-probe';
import { median } from '../../rows';
import { storeLocks } from '../../scenarios/store-locks';
import { startGateway } from '../../servers/gateway';
import { type Figure } from '../../ratios';
import { type LiveCase } from '../live-bench';
import { noteOf, RECORDS } from '../load/change-plan';

const SUBSCRIBERS = 1_000;
const RECORDS_EACH = 50;
const DATABASE = 'live_reconnects';

/**
 * 1,000 who have a page of 50 held records each are cut off and come back at once: how long until the
 * last one has its snapshot, what that reads from the database, and what memory they take.
 */
export const reconnects: LiveCase = {
  name: 'reconnects',
  async run({ options, subscribers, mongod, tempDir, report }) {
    await storeLocks(mongod.client.db(DATABASE), RECORDS, noteOf(0));
    const probe = await prepareGatewayProbe();
    const gateway = await startGateway({ options, mongod, tempDir }, DATABASE, probe.environment);
    const audience = { subscribers: SUBSCRIBERS, recordsEach: RECORDS_EACH };
    const open = async (atOnce?: number): Promise<number> => {
      const request = { port: gateway.port, audience, readiness: 'snapshot' as const };
      const { tookMs, snapshotEvents } = await subscribers.run('open', {
        ...request,
        ...(atOnce !== undefined && { atOnce }),
      });
      if (snapshotEvents !== SUBSCRIBERS * RECORDS_EACH)
        throw new Error(`the snapshots told of ${snapshotEvents} locks`);
      return tookMs;
    };
    await open();
    const took: number[] = [];
    let lockReads = 0;
    let userReads = 0;
    const memory: { rss: number; heap: number }[] = [];
    for (let round = 0; round < options.rounds; round++) {
      await subscribers.run('cut', null);
      const before = await settledMemory(probe);
      const readsBefore = await readsOf(mongod.client);
      took.push(await open(SUBSCRIBERS));
      const readsAfter = await readsOf(mongod.client);
      lockReads += readsAfter.locks - readsBefore.locks;
      userReads += readsAfter.users - readsBefore.users;
      const after = await settledMemory(probe);
      memory.push({
        rss: (after.rss - before.rss) / SUBSCRIBERS / 1024,
        heap: (after.heap - before.heap) / SUBSCRIBERS / 1024,
      });
      report(
        `reconnects, round ${round + 1}: ${took.at(-1)!.toFixed(0)} ms, KiB a subscriber: ` +
          `${memory.at(-1)!.rss.toFixed(1)} resident, ${memory.at(-1)!.heap.toFixed(1)} in use`,
      );
    }
    await subscribers.run('cut', null);
    await gateway.stop();
    const figures: Figure[] = [
      { name: 'ms for 1,000 reconnects', seen: Math.max(...took), target: { atMost: 4_000 } },
      { name: 'reads of locks meanwhile', seen: lockReads, target: { atMost: 0 } },
      { name: 'look-ups of users meanwhile', seen: userReads },
      {
        name: 'resident KiB a subscriber',
        seen: median(memory.map(({ rss }) => rss)),
        target: { atMost: 25 },
      },
      { name: 'KiB in use a subscriber', seen: median(memory.map(({ heap }) => heap)) },
    ];
    return { rows: [], figures };
  },
};

/** Bytes after a garbage collection: what is resident, and what is in use. */
async function settledMemory(probe: GatewayProbe): Promise<{ rss: number; heap: number }> {
  const { rss, heapUsed, external } = await probe.memory();
  return { rss, heap: heapUsed + external };
}

/** How often the collections have been read. */
async function readsOf(client: mongo.MongoClient): Promise<{ locks: number; users: number }> {
  const { totals } = (await client.db('admin').command({ top: 1 })) as unknown as {
    totals: Record<string, { readLock: { count: number } } | undefined>;
  };
  const reads = (collection: string): number =>
    totals[`${DATABASE}.${collection}`]?.readLock.count ?? 0;
  return { locks: reads(LOCKS_COLLECTION), users: reads(USERS_COLLECTION) };
}
