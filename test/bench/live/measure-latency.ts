import { type LiveBench, type LiveRow } from './live-bench';
import { type Audience } from './load/audience';
import { Changer } from './load/changer';

/** How long the last deliveries may take. */
const WITHIN_MS = 10_000;

export interface LatencyPhase {
  readonly bench: string;
  readonly server: string;
  readonly port: number;
  readonly audience: Audience;
  readonly changesPerSecond: number;
  readonly durationMs: number;
  /** The number of its first change. */
  readonly first: number;
}

/** Changes locks at a rate while all who are subscribed listen; the row and the number of the next change. */
export async function measureLatency(
  { subscribers, report }: Pick<LiveBench, 'subscribers' | 'report'>,
  phase: LatencyPhase,
): Promise<{ row: LiveRow; next: number }> {
  const { port, audience, changesPerSecond, durationMs, first } = phase;
  await subscribers.run('record', { first });
  const changer = await Changer.open(port, first);
  const startedAt = performance.now();
  await changer.changeAtRate(changesPerSecond, durationMs);
  const end = changer.nextNumber;
  changer.close();
  const told = await subscribers.run('deliveries', { end, withinMs: WITHIN_MS });
  const elapsedMs = performance.now() - startedAt;
  const latencies = told.lastAt.flatMap((at, place) => {
    const answeredAt = changer.answeredAt.get(first + place);
    return answeredAt === undefined || at === 0 ? [] : [at - answeredAt];
  });
  const row: LiveRow = {
    ...{ bench: phase.bench, server: phase.server, subscribers: audience.subscribers },
    changesPerSecond,
    deliveriesPerSecond: (told.events * 1000) / elapsedMs,
    p50: percentile(latencies, 0.5),
    p99: percentile(latencies, 0.99),
    errors: told.errors + changer.errors,
  };
  report(
    `${row.bench}, ${row.server}: p50 ${row.p50!.toFixed(1)} ms, p99 ${row.p99!.toFixed(1)} ms, ` +
      `the longest ${Math.max(...latencies).toFixed(1)} ms`,
  );
  reportErrors(report, row.errors, told.firstError ?? changer.firstError);
  return { row, next: end };
}

/** Says what was wrong. */
export function reportErrors(
  report: (line: string) => void,
  errors: number,
  firstError: string | undefined,
): void {
  if (errors > 0) report(`  ${errors} errors, the first: ${firstError ?? 'unknown'}`);
}

/** The value that a share (0–1) of them does not exceed; NaN of none. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? NaN;
}
