import { LOCKS_COLLECTION } from '../../../../src/storage/locks/lock-model';
import { USERS_COLLECTION } from '../../../../src/embedded/demo-users';
import { storeLocks } from '../../scenarios/store-locks';
import { startGateway } from '../../servers/gateway';
import { type LiveBench, type LiveCase } from '../live-bench';
import { noteOf, RECORDS } from '../load/change-plan';
import { countReads } from '../count-reads';

const SUBSCRIBERS = 1_000;
const RECORDS_EACH = 50;
const DATABASE = 'live_reconnects';

/**
 * 1,000 who have a page of 50 held records each are cut off and come back at once: how long until the
 * last one has its snapshot, and what that reads from the database.
 */
export const reconnects: LiveCase = {
  name: 'reconnects',
  async run(bench) {
    const { options, subscribers, mongod, report } = bench;
    const database = mongod.client.db(DATABASE);
    await storeLocks(database, RECORDS, noteOf(0));
    const gateway = await startGateway(bench, DATABASE);
    await openOnPages(subscribers, { port: gateway.port, count: SUBSCRIBERS });
    const took: number[] = [];
    const reads = { locks: 0, users: 0 };
    for (let round = 0; round < options.rounds; round++) {
      await subscribers.run('cut', null);
      const counted = await countReads(database, async () => {
        const count = { port: gateway.port, count: SUBSCRIBERS, atOnce: SUBSCRIBERS };
        took.push(await openOnPages(subscribers, count));
      });
      reads.locks += counted.get(LOCKS_COLLECTION) ?? 0;
      reads.users += counted.get(USERS_COLLECTION) ?? 0;
      report(`reconnects, round ${round + 1}: ${took.at(-1)!.toFixed(0)} ms`);
    }
    await subscribers.run('cut', null);
    await gateway.stop();
    return {
      rows: [],
      figures: [
        { name: 'ms for 1,000 reconnects', seen: Math.max(...took), target: { atMost: 4_000 } },
        { name: 'reads of locks meanwhile', seen: reads.locks, target: { atMost: 0 } },
        { name: 'look-ups of users for each 1,000', seen: reads.users / options.rounds },
      ],
    };
  },
};

/** Subscribes so many to pages whose records are all held; resolves with the time it took in ms. */
export async function openOnPages(
  subscribers: LiveBench['subscribers'],
  { port, count, atOnce }: { port: number; count: number; atOnce?: number },
): Promise<number> {
  const audience = { subscribers: count, recordsEach: RECORDS_EACH };
  const { tookMs, snapshotEvents } = await subscribers.run('open', {
    ...{ port, audience, readiness: 'snapshot' },
    ...(atOnce !== undefined && { atOnce }),
  });
  if (snapshotEvents !== count * RECORDS_EACH)
    throw new Error(`the snapshots of ${count} told of ${snapshotEvents} locks`);
  return tookMs;
}
