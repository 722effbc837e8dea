/** When to try again after so many failures in a row: later each time, and never all clients at once. */
export function backoffMs(
  failures: number,
  options: { random: number; mostMs?: number; atLeastMs?: number | undefined },
): number {
  const { random, mostMs = 30_000, atLeastMs = 0 } = options;
  const fullMs = Math.min(1_000 * 2 ** (failures - 1), Math.max(mostMs, 1_000));
  return Math.max(fullMs * (0.5 + random / 2), atLeastMs * (1 + random / 10));
}
