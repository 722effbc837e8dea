import { DefiniteFault, Unavailable } from './errors';
import { type LockKey } from './lock-key';
import { MAX_PAGE } from './lock-list';
import { remove } from './lock-state';
import { type LockStore } from './lock-store';

/** How many locks are removed at once, so that a holder of many does not hold up others. */
const REMOVED_AT_ONCE = 32;

/**
 * Removes every lock of a holder and returns how many. Each removal is atomic, the whole is not:
 * when it rejects, some locks may be removed, and a retry removes the rest. It therefore never
 * rejects with `Overloaded`, and begins nothing after `deadlineAt`. Documents that are not valid locks are neither removed nor counted.
 */
export async function removeAll(
  store: LockStore,
  { holderId, deadlineAt }: { holderId: string; deadlineAt?: number | undefined },
): Promise<number> {
  const page = { filter: { holderId }, limit: MAX_PAGE, isForDecision: true };
  const terms = { ownerId: holderId, deadlineAt };
  const assertInTime = (): void => {
    if (performance.now() < (deadlineAt ?? Infinity)) return;
    throw new Unavailable('not all locks were removed in time');
  };
  let removed = 0;
  let after: LockKey | undefined;
  for (;;) {
    assertInTime();
    const locks = await store.list({ ...page, after });
    for (let start = 0; start < locks.length; start += REMOVED_AT_ONCE) {
      assertInTime();
      removed += await countRemoved(
        locks.slice(start, start + REMOVED_AT_ONCE).map(({ key, fencingToken }) =>
          // By its token: a lock the caller acquires again meanwhile is not the one listed.
          store.change(key, remove({ holderId, fencingToken }), terms),
        ),
      );
    }
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
