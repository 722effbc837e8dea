/** How long the pauses between attempts are. */
export interface BackOffTerms {
  /** The pause after the first failure; each further one is twice as long. */
  readonly firstPauseMs: number;
  readonly longestPauseMs: number;
}

/** For questions to a database, which is away for seconds as a rule. */
const OF_A_DATABASE: BackOffTerms = { firstPauseMs: 100, longestPauseMs: 5_000 };

/** Far enough for every longest pause. */
const MOST_DOUBLINGS = 20;

/**
 * How long to wait before the next of several attempts that failed in a row: twice as long each time,
 * and a random part less, so that those who failed together do not come back together.
 */
export function backOffMs(
  failures: number,
  { firstPauseMs, longestPauseMs }: BackOffTerms = OF_A_DATABASE,
  random: () => number = Math.random,
): number {
  const pauseMs = firstPauseMs * 2 ** Math.min(failures - 1, MOST_DOUBLINGS);
  return Math.min(longestPauseMs, pauseMs) * (0.5 + random() / 2);
}
