import { interleave, overHttp } from '../../interleave';
import { type Figure } from '../../ratios';
import { GATEWAY, startGateway } from '../../servers/gateway';
import { type LoadPlan } from '../../load/load-plan';
import { startWorker } from '../../servers/worker';
import { type LiveCase } from '../live-bench';

/** What the history takes from acquires: the same gateway with and without it, in turns. */
export const history: LiveCase = {
  name: 'history',
  async run({ options, mongod, tempDir, report }) {
    const load = await startWorker<LoadPlan>('load/load-process.ts', { logDir: tempDir });
    const bench = { options, mongod, tempDir, load, report };
    const figures: Figure[] = [];
    for (const workload of ['rest-acquire', 'graphql-acquire'] as const) {
      const database = `live_history_${workload}`;
      const on = await startGateway(bench, `${database}_on`);
      const off = await startGateway(bench, `${database}_off`, { HISTORY_RETENTION: '0' });
      const [withIt, without] = await interleave(bench, `history, ${workload}`, [
        overHttp(bench, `${GATEWAY} with history`, { port: on.port, workload }),
        overHttp(bench, `${GATEWAY} without`, { port: off.port, workload }),
      ]);
      for (const server of [on, off]) await server.stop();
      const errors = withIt!.errors + without!.errors;
      if (errors > 0) throw new Error(`${errors} acquires were answered wrongly`);
      const seen = withIt!.rps / without!.rps;
      figures.push({ name: `${workload} with history`, seen, target: { atLeast: 0.9 } });
    }
    await load.stop();
    return { rows: [], figures };
  },
};
