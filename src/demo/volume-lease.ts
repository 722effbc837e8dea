/** A short lease, so that a page that is cut off shows soon that nothing is promised any more. */
export const VOLUME_LEASE = { ttlSeconds: 20, idleMs: 5 * 60_000 } as const;
