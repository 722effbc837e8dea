import { type Bench, type Scenario } from '../bench-context';
import { interleave, overHttp } from '../interleave';
import { type LoadPlan, type WorkloadName } from '../load/load-plan';
import { GATEWAY, startGateway } from '../servers/gateway';
import { HANDWRITTEN, startPeer } from '../servers/peer';
import { storeLocks, storePeerLocks } from './store-locks';

/** A scenario that compares this gateway with one hand-written server under the same plan and locks. */
export function againstHandwritten(
  name: string,
  peer: 'rest-handwritten' | 'graphql-handwritten',
  plan: { workload: WorkloadName } & Partial<LoadPlan>,
): Scenario {
  return {
    name,
    async run(bench: Bench) {
      const database = name.replaceAll('-', '_');
      const gateway = await startGateway(bench, `${database}_gateway`);
      const handwritten = await startPeer(bench, peer, `${database}_handwritten`);
      if (plan.stored !== undefined) {
        await storeLocks(bench.mongod.client.db(`${database}_gateway`), plan.stored);
        await storePeerLocks(bench.mongod.client.db(`${database}_handwritten`), plan.stored);
      }
      const rows = await interleave(bench, name, [
        overHttp(bench, GATEWAY, { port: gateway.port, ...plan }),
        overHttp(bench, HANDWRITTEN, { port: handwritten.port, ...plan }),
      ]);
      await gateway.stop();
      await handwritten.stop();
      return rows;
    },
  };
}
