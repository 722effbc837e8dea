import { type mongo } from 'mongoose';
import { type LockDocument } from './lock-document';
import { WAITER_INDEX } from './lock-model';

/** How many places in lines are kept now; somebody who waits for two locks has two. */
export async function countWaiting(locks: mongo.Collection<LockDocument>): Promise<number> {
  // The document of another program can have anything there.
  const waiters = { $cond: [{ $isArray: '$waiters' }, '$waiters', []] };
  const living = { $filter: { input: waiters, cond: { $gt: ['$$this.placeEndsAt', '$$NOW'] } } };
  const [counted] = await locks
    .aggregate<{ waiting: number }>(
      [
        { $match: { 'waiters.0': { $exists: true } } },
        { $group: { _id: null, waiting: { $sum: { $size: living } } } },
      ],
      { hint: WAITER_INDEX },
    )
    .toArray();
  return counted?.waiting ?? 0;
}
