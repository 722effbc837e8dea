import { type Bench } from './bench-context';
import { type LoadPlan, type LoadResult, type WorkloadName } from './load/load-plan';
import { toRow, type Row } from './rows';

/** Which keys a measurement uses, and how long its uncounted warm-up takes. */
export interface Phase {
  prefix: string;
  warmUpMs: number;
}

/** One server in a comparison; `measure` runs one warm-up and one measured phase on fresh keys. */
export interface Contestant {
  server: string;
  measure: (phase: Phase) => Promise<LoadResult>;
}

/** Measures the contestants in turns (A B C A B C …), so that a slow minute of the machine hits all alike. */
export async function interleave(
  bench: Bench,
  name: string,
  contestants: Contestant[],
): Promise<Row[]> {
  const results = contestants.map((): LoadResult[] => []);
  for (let round = 0; round < bench.options.rounds; round++) {
    const { firstWarmUpMs, warmUpMs: nextWarmUpMs } = bench.options;
    const warmUpMs = round === 0 ? firstWarmUpMs : nextWarmUpMs;
    for (const [index, { server, measure }] of contestants.entries()) {
      const result = await measure({ prefix: `r${round}`, warmUpMs });
      results[index]!.push(result);
      bench.report(
        `${name}, round ${round + 1}, ${server}: ${result.rps.toFixed(0)}/s, ` +
          `p50 ${result.p50.toFixed(2)} ms, p99 ${result.p99.toFixed(2)} ms`,
      );
      if (result.errors > 0)
        bench.report(`  ${result.errors} errors, the first: ${result.firstError ?? 'unknown'}`);
    }
  }
  return contestants.map(({ server }, index) => toRow(name, server, results[index]!));
}

/** A contestant that is loaded over HTTP; 64 connections unless said otherwise. */
export function overHttp(
  bench: Bench,
  server: string,
  plan: { port: number; workload: WorkloadName } & Partial<LoadPlan>,
): Contestant {
  const { measureMs } = bench.options;
  return {
    server,
    measure: (phase) =>
      bench.load.run({ connections: 64, ...phase, until: { measureMs }, ...plan }),
  };
}
