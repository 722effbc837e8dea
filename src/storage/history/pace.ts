/** How many events are read and written at once, and so are in memory at most. */
export const BATCH_SIZE = 500;

/**
 * How long the next events are left to the database, so that many are read and written together: each
 * of them costs callers less.
 */
const REST_MS = 300;
/** Up to this lag the rest is whole, and callers have the database to themselves for most of the time. */
const LEISURELY_MS = 5_000;
/** From this lag on there is none: no rate of changes that the recorder can follow makes it fall behind. */
const HURRIED_MS = 15_000;

/**
 * How long to rest after a batch that was read with this lag. A burst is recorded while and after it
 * lasts; under a load that does not end the lag settles where as much is recorded as happens.
 */
export function restMs(lagMs: number): number {
  const share = (HURRIED_MS - lagMs) / (HURRIED_MS - LEISURELY_MS);
  return REST_MS * Math.min(1, Math.max(0, share));
}
