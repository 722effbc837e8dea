import { setTimeout as sleep } from 'node:timers/promises';
import { type GatewayProbe, prepareGatewayProbe } from '../../../support/gateway-probe';
import { storeLocks } from '../../scenarios/store-locks';
import { startGateway } from '../../servers/gateway';
import { type LiveCase } from '../live-bench';
import { noteOf, RECORDS } from '../load/change-plan';
import { openOnPages } from './reconnects';

const FEW = 1_000;
const MANY = 5_000;
const DATABASE = 'live_memory';

/** What each subscriber to a page of 50 records takes: the difference between 1,000 and 5,000 of them. */
export const memory: LiveCase = {
  name: 'memory',
  async run(bench) {
    const { subscribers, mongod, report } = bench;
    await storeLocks(mongod.client.db(DATABASE), RECORDS, noteOf(0));
    const probe = await prepareGatewayProbe();
    const gateway = await startGateway(bench, DATABASE, probe.environment);
    const sizes: { rss: number; heapUsed: number; external: number }[] = [];
    for (const count of [FEW, FEW, MANY]) {
      await openOnPages(subscribers, { port: gateway.port, count });
      const size = await settled(probe);
      report(
        `memory, ${count} subscribers: ${mib(size.rss)} MiB resident, ` +
          `${mib(size.heapUsed + size.external)} MiB in use`,
      );
      sizes.push(size);
      await subscribers.run('cut', null);
    }
    await gateway.stop();
    // The first time something is used, it is compiled, and stays.
    const [, few, many] = sizes;
    const kibEach = (bytes: number): number => bytes / 1024 / (MANY - FEW);
    const resident = kibEach(many!.rss - few!.rss);
    const inUse = kibEach(many!.heapUsed + many!.external - few!.heapUsed - few!.external);
    return {
      rows: [],
      figures: [
        { name: 'resident KiB a subscriber', seen: resident, target: { atMost: 25 } },
        { name: 'KiB in use a subscriber', seen: inUse, target: { atMost: 25 } },
      ],
    };
  },
};

/** How often it is asked how large the process is: what is free again is given back within seconds. */
const ASKED = 8;
const BETWEEN_MS = 500;

/** The least that it takes, after garbage collections. */
async function settled(probe: GatewayProbe): Promise<Awaited<ReturnType<GatewayProbe['memory']>>> {
  let least = await probe.memory();
  for (let asked = 1; asked < ASKED; asked++) {
    await sleep(BETWEEN_MS);
    const size = await probe.memory();
    if (size.rss < least.rss) least = size;
  }
  return least;
}

function mib(bytes: number): string {
  return (bytes / 1024 / 1024).toFixed(0);
}
