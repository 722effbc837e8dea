import { lockKeyOf } from '../../domain/lock-key';
import { type LockRecord, NOBODY } from '../../domain/lock-record';
import { type LockStore } from '../../domain/lock-store';

/**
 * The gateway's own key. No caller can name it, because a route and an id are never empty, and no
 * list shows it, because its record is never held.
 */
export const OWN_KEY = lockKeyOf('', '');

/**
 * Tries every kind of command once: a change that writes, one that writes nothing and is confirmed
 * by a write, a page and a count. Rejects as the store does.
 */
export async function tryDecision(
  store: Pick<LockStore, 'change' | 'list' | 'count'>,
): Promise<void> {
  const filter = { route: OWN_KEY.route, resourceIds: [OWN_KEY.resourceId] };
  const changes = async (): Promise<void> => {
    await store.change(OWN_KEY, (_current, now) => ({
      outcome: undefined,
      next: endedRecord(now),
    }));
    await store.change(OWN_KEY, () => ({ outcome: undefined }));
  };
  // Report the first in this order: changes need every privilege that lists need, and more.
  const parts = [changes(), store.list({ filter, limit: 1 }), store.count(filter)];
  const failure = (await Promise.allSettled(parts)).find(({ status }) => status === 'rejected');
  if (failure?.status === 'rejected') throw failure.reason;
}

function endedRecord(now: Date): LockRecord {
  return {
    lock: {
      key: OWN_KEY,
      holder: { id: '', username: '' },
      acquiredAt: now,
      renewedAt: now,
      expiresAt: null,
      leaseMs: null,
      fencingToken: 0,
      note: null,
      sessionId: null,
      isReserved: false,
      holdEndsAt: null,
    },
    status: 'removed',
    endedAt: now,
    waiters: NOBODY,
  };
}
