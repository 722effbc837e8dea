import { living } from './line';
import { settle, unchanged } from './standing';
import { type Transition } from './transition';
import { readable } from './unreadable-record';

/**
 * A sign of life of users who stand in a line: their places are kept from now on for `placeMs`. It
 * adds nobody, and changes nothing else.
 */
export function keepPlaces({
  userIds,
  placeMs,
}: {
  readonly userIds: ReadonlySet<string>;
  readonly placeMs: number;
}): Transition<void> {
  return (stored, now) => {
    const standing = settle(readable(stored), now);
    const { record, changes } = standing;
    if (record?.status !== 'held') return { outcome: undefined };
    const kept = living(record.waiters, now);
    if (!kept.some(({ user }) => userIds.has(user.id))) return unchanged(standing, undefined);
    const placeEndsAt = new Date(now.getTime() + placeMs);
    const waiters = kept.map((waiter) =>
      userIds.has(waiter.user.id) ? { ...waiter, placeEndsAt } : waiter,
    );
    return { outcome: undefined, next: { ...record, waiters }, changes };
  };
}
