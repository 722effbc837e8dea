import { type Bench } from '../bench-context';
import { columns, formatFigures } from '../print-result';
import { type Figure } from '../ratios';
import { startWorker } from '../servers/worker';
import { deliveries } from './cases/deliveries';
import { history } from './cases/history';
import { latency } from './cases/latency';
import { memory } from './cases/memory';
import { polling } from './cases/polling';
import { reconnects } from './cases/reconnects';
import { slowReader } from './cases/slow-reader';
import { type LiveCase, type LiveRow, SubscriberProcess } from './live-bench';
import { type Command } from './load/commands';

/** The cases of the mode `live`. */
export const LIVE_CASES: readonly LiveCase[] = [
  latency,
  deliveries,
  polling,
  reconnects,
  memory,
  slowReader,
  history,
];

/** Runs the cases of the mode `live`. */
export async function runLive(
  bench: Omit<Bench, 'load'>,
): Promise<{ rows: readonly LiveRow[]; figures: readonly Figure[] }> {
  const { only } = bench.options;
  const subscribers = new SubscriberProcess(
    await startWorker<Command, unknown>('live/load/subscriber-process.ts', {
      logDir: bench.tempDir,
    }),
  );
  const rows: LiveRow[] = [];
  const figures: Figure[] = [];
  for (const { name, run } of LIVE_CASES) {
    if (only.length > 0 && !only.includes(name)) continue;
    const shown = await run({ ...bench, subscribers });
    rows.push(...shown.rows);
    figures.push(...shown.figures);
  }
  await subscribers.stop();
  return { rows, figures };
}

/** The result of a run, as text. */
export function formatLive(rows: readonly LiveRow[], figures: readonly Figure[]): string {
  const lines = rows.map((row) => [
    ...[row.bench, row.server, `${row.subscribers}`, row.changesPerSecond.toFixed(0)],
    ...[row.deliveriesPerSecond.toFixed(0), row.p50?.toFixed(1) ?? '', row.p99?.toFixed(1) ?? ''],
    `${row.errors}`,
  ]);
  const head = ['bench', 'server', 'subscribers', 'changes/s', 'events/s'];
  const table = columns([[...head, 'p50 ms', 'p99 ms', 'errors'], ...lines]);
  return `${table}\n\n${formatFigures('figure', figures)}`;
}
