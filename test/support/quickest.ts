/**
 * How long the quickest of so many rounds took. A pause of the machine slows one round, not all; what
 * grows with the square of its input is slow in each.
 */
export function quickestMs(rounds: number, round: () => void): number {
  const times = Array.from({ length: rounds }, () => {
    const startedAt = performance.now();
    round();
    return performance.now() - startedAt;
  });
  return Math.min(...times);
}
