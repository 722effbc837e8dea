import { TIME_BUDGET } from '../../config/time-budget';

/** Counting scans an index, so a count is reused for this long. */
const COUNT_EVERY_MS = 5_000;

/**
 * A count that is at most 5 s old; undefined while it fails or takes too long. Counts at most once
 * in that time, however often it is read.
 */
export function cachedCount(count: () => Promise<number>): () => Promise<number | undefined> {
  let countedAt = -Infinity;
  let answer: Promise<number | undefined> = Promise.resolve(undefined);
  return () => {
    if (performance.now() - countedAt >= COUNT_EVERY_MS) {
      countedAt = performance.now();
      const late = new Promise<undefined>((resolve) => {
        setTimeout(resolve, TIME_BUDGET.countMs, undefined).unref();
      });
      const counted = Promise.resolve()
        .then(count)
        .catch(() => undefined);
      answer = Promise.race([counted, late]);
    }
    return answer;
  };
}
