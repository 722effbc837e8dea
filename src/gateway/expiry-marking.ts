/**
 * How often expired locks are marked: whoever waits for one, or watches it, is to know within a
 * second.
 */
const MARK_EXPIRED_EVERY_MS = 500;

/**
 * Marks expired locks twice a second, one round at a time, and reports how many; returns a function that
 * stops it. A failed round is ignored: the next one covers it, and readiness reports the outage.
 */
export function markExpiredPeriodically(
  markExpired: () => Promise<number>,
  report: (count: number) => void,
): () => void {
  let isMarking = false;
  const timer = setInterval(() => {
    if (isMarking) return;
    isMarking = true;
    void markExpired()
      .then(report, () => {})
      .finally(() => (isMarking = false));
  }, MARK_EXPIRED_EVERY_MS);
  return () => clearInterval(timer);
}
