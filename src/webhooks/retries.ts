/** When an event that was not taken is posted again, and when it is given up. */
export interface RetryTerms {
  /** The pause after the first failure; each further one is twice as long. */
  readonly firstPauseMs: number;
  readonly longestPauseMs: number;
  /** How long the receiver can ask to be left alone. */
  readonly longestRetryAfterMs: number;
  /** An event is given up after so many failures while the receiver took others. */
  readonly maxFailures: number;
  /** An event is given up this long after its first failure, whatever became of others. */
  readonly maxAgeMs: number;
}

/** The terms of production. */
export const RETRY_TERMS: RetryTerms = {
  firstPauseMs: 1_000,
  longestPauseMs: 60_000,
  longestRetryAfterMs: 300_000,
  maxFailures: 8,
  maxAgeMs: 86_400_000,
};

/**
 * How long to wait after so many failures in a row: a random part less than the full pause, so that
 * those who failed together do not come back together.
 */
export function pauseMs(
  failures: number,
  terms: RetryTerms,
  { retryAfterMs = 0, random = Math.random }: { retryAfterMs?: number; random?: () => number } = {},
): number {
  const { firstPauseMs, longestPauseMs, longestRetryAfterMs } = terms;
  const pause = Math.min(longestPauseMs, firstPauseMs * 2 ** Math.min(failures - 1, 20));
  return Math.max(pause * (0.5 + random() / 2), Math.min(retryAfterMs, longestRetryAfterMs));
}
