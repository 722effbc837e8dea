import { type LoadResult } from './load/load-plan';

/** What is compared of a round. */
export interface RoundFigures {
  rps: number;
  /** Milliseconds. */
  p50: number;
  /** Milliseconds. */
  p99: number;
}

/** The medians over all rounds of one server in one bench; errors are summed. */
export interface Row extends RoundFigures {
  bench: string;
  server: string;
  errors: number;
  /** Absent where the bench does not go in rounds. */
  rounds?: RoundFigures[];
  /** Resident size in MiB, where the bench is about memory. */
  rssMib?: number;
}

/** The middle value; the mean of the two middle ones of an even count; NaN of none. */
export function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  if (sorted.length === 0) return NaN;
  return sorted.length % 2 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** Folds the rounds of one server into its row. */
export function toRow(bench: string, server: string, rounds: LoadResult[]): Row {
  return {
    bench,
    server,
    rps: median(rounds.map((round) => round.rps)),
    p50: median(rounds.map((round) => round.p50)),
    p99: median(rounds.map((round) => round.p99)),
    errors: rounds.reduce((sum, round) => sum + round.errors, 0),
    rounds: rounds.map(({ rps, p50, p99 }) => ({ rps, p50, p99 })),
  };
}
