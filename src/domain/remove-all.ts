import { DefiniteFault, Unavailable } from './errors';
import { type LockKey } from './lock-key';
import { MAX_PAGE } from './lock-list';
import { remove } from './lock-state';
import { type LockStore } from './lock-store';

/**
 * Removes every lock of a holder and returns how many. Each removal is atomic, the whole is not:
 * when it rejects, some locks may be removed, and a retry removes the rest. It therefore never
 * rejects with `Overloaded`. Documents that are not valid locks are neither removed nor counted.
 */
export async function removeAll(store: LockStore, holderId: string): Promise<number> {
  const page = { filter: { holderId }, limit: MAX_PAGE, isForDecision: true };
  let removed = 0;
  let after: LockKey | undefined;
  for (;;) {
    const locks = await store.list({ ...page, after });
    removed += await countRemoved(
      locks.map(({ key, fencingToken }) =>
        // By its token: a lock the caller acquires again meanwhile is not the one listed.
        store.change(key, remove({ holderId, fencingToken })),
      ),
    );
    after = locks.at(-1)?.key;
    if (locks.length < MAX_PAGE) return removed;
  }
}

/**
 * How many of these removals took place. When one was not tried, others may have taken effect: then
 * the number is unknown. A lock that cannot be removed as it is stored does not affect the others.
 */
async function countRemoved(changes: Promise<{ kind: string }>[]): Promise<number> {
  const results = await Promise.allSettled(changes);
  for (const result of results) {
    if (result.status === 'fulfilled' || result.reason instanceof DefiniteFault) continue;
    throw new Unavailable('not all locks were removed', { cause: result.reason });
  }
  return results.filter(
    (result) => result.status === 'fulfilled' && result.value.kind === 'removed',
  ).length;
}
