import { DefiniteFault, Unavailable } from './errors';
import { type Holder } from './lock';
import { type LockKey } from './lock-key';
import { MAX_PAGE } from './lock-list';
import { remove } from './lock-state';
import { type ChangeTerms, type LockStore } from './lock-store';
import { withdraw } from './waiting';

/** How many locks are changed at once, so that a holder of many does not hold up others. */
const CHANGED_AT_ONCE = 32;

/**
 * Leaves every line and removes every lock of a user, and returns how many locks. Each change is
 * atomic, the whole is not: when it rejects, some locks may be removed, and a retry removes the
 * rest. It therefore never rejects with `Overloaded`, and begins nothing after `deadlineAt`.
 * Documents that are not valid locks are neither removed nor counted.
 */
export async function removeAll(
  store: LockStore,
  { user, deadlineAt }: { user: Holder; deadlineAt?: number | undefined },
): Promise<number> {
  const terms = { ownerId: user.id, deadlineAt };
  // First the lines: a lock that is passed to the user meanwhile is among the held ones below.
  await changeEach(terms, {
    list: (after) => store.listWaiting({ userId: user.id, after, limit: MAX_PAGE }),
    keyOf: (key) => key,
    change: (key) => store.change(key, withdraw({ user }), terms),
  });
  const page = { filter: { holderId: user.id }, limit: MAX_PAGE, isForDecision: true };
  const outcomes = await changeEach(terms, {
    list: (after) => store.list({ ...page, after }),
    keyOf: ({ key }) => key,
    // By its token: a lock the caller acquires again meanwhile is not the one listed.
    change: ({ key, fencingToken }) =>
      store.change(key, remove({ holderId: user.id, fencingToken }), terms),
  });
  return outcomes.filter(({ kind }) => kind === 'removed').length;
}

/** Changes everything that a list has, page by page; throws `Unavailable` when it cannot. */
async function changeEach<Item, Outcome>(
  { deadlineAt }: ChangeTerms,
  work: {
    list: (after: LockKey | undefined) => Promise<Item[]>;
    keyOf: (item: Item) => LockKey;
    change: (item: Item) => Promise<Outcome>;
  },
): Promise<Outcome[]> {
  const assertInTime = (): void => {
    if (performance.now() < (deadlineAt ?? Infinity)) return;
    throw new Unavailable('not all locks were removed in time');
  };
  const outcomes: Outcome[] = [];
  let after: LockKey | undefined;
  for (;;) {
    assertInTime();
    const items = await work.list(after);
    for (let start = 0; start < items.length; start += CHANGED_AT_ONCE) {
      assertInTime();
      const some = items.slice(start, start + CHANGED_AT_ONCE);
      outcomes.push(...(await outcomesOf(some.map(work.change))));
    }
    const last = items.at(-1);
    if (last === undefined || items.length < MAX_PAGE) return outcomes;
    after = work.keyOf(last);
  }
}

/**
 * The outcomes of these changes. When one was not tried, others may have taken effect: then the
 * number is unknown. A lock that cannot be changed as it is stored does not affect the others.
 */
async function outcomesOf<Outcome>(changes: Promise<Outcome>[]): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const result of await Promise.allSettled(changes)) {
    if (result.status === 'fulfilled') outcomes.push(result.value);
    else if (!(result.reason instanceof DefiniteFault)) {
      throw new Unavailable('not all locks were removed', { cause: result.reason });
    }
  }
  return outcomes;
}
