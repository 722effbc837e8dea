const FIRST_MS = 100;
const LONGEST_MS = 5_000;

/**
 * How long to wait before the next of several attempts that failed in a row: twice as long each time,
 * and a random part less, so that gateways do not all come back at the same moment.
 */
export function backOffMs(failures: number, random: () => number = Math.random): number {
  const ms = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(failures - 1, 10));
  return ms * (0.5 + random() / 2);
}
