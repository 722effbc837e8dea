import { type Scenario } from '../bench-context';
import { interleave, overHttp } from '../interleave';
import { GATEWAY, startGateway } from '../servers/gateway';
import { storeLocks } from './store-locks';

/** The locks query by 50 ids, with 1,000 and with 1,000,000 locks stored; each in its own database. */
export const locksLookup: Scenario = {
  name: 'locks-lookup',
  async run(bench) {
    const small = await startGateway(bench, 'lookup_1k');
    const large = await startGateway(bench, 'lookup_1m');
    await storeLocks(bench.mongod.client.db('lookup_1k'), 1000);
    await storeLocks(bench.mongod.client.db('lookup_1m'), 1_000_000);
    const plan = { workload: 'locks-lookup' as const };
    const rows = await interleave(bench, 'locks-lookup', [
      overHttp(bench, `${GATEWAY}, 1k stored`, { port: small.port, stored: 1000, ...plan }),
      overHttp(bench, `${GATEWAY}, 1m stored`, { port: large.port, stored: 1_000_000, ...plan }),
    ]);
    await small.stop();
    await large.stop();
    return rows;
  },
};
