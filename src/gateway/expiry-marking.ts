/** How often locks that ran out are moved out of the way of lists. */
const MARK_EXPIRED_EVERY_MS = 10_000;

/**
 * Runs a round of marking expired locks every 10 s, never two at a time; returns what ends it. A
 * failed round is made up for by the next; what keeps the database away is told elsewhere.
 */
export function markExpiredNowAndThen(
  markExpired: () => Promise<number>,
  tell: (count: number) => void,
): () => void {
  let isMarking = false;
  const timer = setInterval(() => {
    if (isMarking) return;
    isMarking = true;
    void markExpired()
      .then(tell, () => {})
      .finally(() => (isMarking = false));
  }, MARK_EXPIRED_EVERY_MS);
  return () => clearInterval(timer);
}
