import { backOffMs, type BackOffTerms } from '../concurrency/back-off';

/** When an event that was not taken is posted again, and when it is given up. */
export interface RetryTerms extends BackOffTerms {
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

/** How long to wait after so many failures in a row: at least as long as the receiver asks. */
export function pauseMs(
  failures: number,
  terms: RetryTerms,
  { retryAfterMs = 0, random }: { retryAfterMs?: number; random?: () => number } = {},
): number {
  const askedMs = Math.min(retryAfterMs, terms.longestRetryAfterMs);
  return Math.max(backOffMs(failures, terms, random), askedMs);
}
