import { lockKeyOf } from '../domain/lock-key';
import { type LockRecord } from '../domain/lock-state';
import { type LockStore } from '../domain/lock-store';

/**
 * The gateway's own key. No caller can name it, because a route or an id is never empty, and no
 * list shows it, because its record is never held.
 */
export const OWN_KEY = lockKeyOf('', '');

/**
 * Takes the way of every decision and every list once: a change that writes, one that writes
 * nothing and is confirmed behind the barrier, a page and a count. Rejects as the store does.
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
  // The first in this order is told: what the changes lack is more than what the lists lack.
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
    },
    status: 'removed',
    endedAt: now,
  };
}
