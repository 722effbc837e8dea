import { type Lock } from '../../../src/client/lock-types';

/** A lock of bob on volume/1234, taken ten minutes ago, for half an hour, with these differences. */
export function lockWith(changes: Partial<Lock> = {}): Lock {
  const { route = 'volume', resourceId = '1234' } = changes;
  return {
    id: `${route}/${resourceId}`,
    route,
    resourceId,
    holder: { id: 'user-bob', username: 'bob' },
    acquiredAt: '2026-03-01T10:00:00.000Z',
    renewedAt: '2026-03-01T10:10:00.000Z',
    expiresAt: '2026-03-01T10:40:00.000Z',
    expiresInMs: 30 * 60_000,
    holdEndsAt: null,
    fencingToken: 7,
    note: null,
    sessionId: null,
    reserved: false,
    heldByMe: false,
    canTakeOver: false,
    waiterCount: 0,
    ...changes,
  };
}
