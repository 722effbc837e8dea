import { interleave, overHttp } from '../../interleave';
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
    const on = await startGateway(bench, 'live_history_on');
    const off = await startGateway(bench, 'live_history_off', { HISTORY_RETENTION: '0' });
    const workload = 'rest-acquire' as const;
    const [withIt, without] = await interleave(bench, 'history', [
      overHttp(bench, `${GATEWAY} with history`, { port: on.port, workload }),
      overHttp(bench, `${GATEWAY} without`, { port: off.port, workload }),
    ]);
    for (const server of [on, off, load]) await server.stop();
    const seen = withIt!.rps / without!.rps;
    const errors = withIt!.errors + without!.errors;
    if (errors > 0) throw new Error(`${errors} acquires were answered wrongly`);
    return {
      rows: [],
      figures: [{ name: 'acquires_with_history', seen, target: { atLeast: 0.9 } }],
    };
  },
};
