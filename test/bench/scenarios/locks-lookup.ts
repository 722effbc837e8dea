import { type Scenario } from '../bench-context';
import { interleave, overHttp } from '../interleave';
import { GATEWAY, startGateway } from '../servers/gateway';
import { HANDWRITTEN, startPeer } from '../servers/peer';
import { LISTS } from './lists';
import { settle, storeLocks, storePeerLocks } from './store-locks';

const SMALL = 1000;
const LARGE = 1_000_000;

/** The locks query by 50 ids, with 1,000 and with 1,000,000 locks stored; each in its own database. */
export const locksLookup: Scenario = {
  name: 'locks-lookup',
  async run(bench) {
    const database = (name: string) => bench.mongod.client.db(name);
    const small = await startGateway(bench, 'lookup_1k');
    const large = await startGateway(bench, 'lookup_1m');
    const handwritten = await startPeer(bench, 'graphql-handwritten', 'lookup_handwritten');
    await storeLocks(database('lookup_1k'), SMALL);
    await storeLocks(database('lookup_1m'), LARGE);
    await storePeerLocks(database('lookup_handwritten'), SMALL);
    await settle(database('admin'));
    const plan = { workload: 'locks-lookup' as const, ...LISTS };
    const rows = await interleave(bench, 'locks-lookup', [
      overHttp(bench, `${GATEWAY}, 1k stored`, { port: small.port, stored: SMALL, ...plan }),
      overHttp(bench, `${GATEWAY}, 1m stored`, { port: large.port, stored: LARGE, ...plan }),
      overHttp(bench, HANDWRITTEN, { port: handwritten.port, stored: SMALL, ...plan }),
    ]);
    for (const server of [small, large, handwritten]) await server.stop();
    return rows;
  },
};
