import { type mongo } from 'mongoose';
import { type LockDocument, RETENTION_MS } from './lock-document';
import { readLocks } from './read-locks';

/** How many locks one step marks, so that no step takes long. */
const STEP_SIZE = 1_000;

/**
 * Marks locks whose lease has run out, and returns how many. Nothing waits for it: an expired lock
 * is free at once, marked or not. It moves them out of the indexes that lists read, and tells the
 * clean-up when it may delete them. Each lock is marked once, whichever gateway comes first.
 */
export async function markExpired(
  database: mongo.Db,
  locks: mongo.Collection<LockDocument>,
): Promise<number> {
  const { now } = await readLocks(database, []);
  const hasRunOut: mongo.Filter<LockDocument> = { status: 'held', expiresAt: { $lte: now } };
  let marked = 0;
  for (;;) {
    const due = await locks.find(hasRunOut, { projection: { _id: 1 }, limit: STEP_SIZE }).toArray();
    if (due.length === 0) return marked;
    const { modifiedCount } = await locks.updateMany(
      { ...hasRunOut, _id: { $in: due.map(({ _id }) => _id) } },
      // The revision stays: to every decision a marked lock is what it was before.
      [
        {
          $set: {
            status: 'expired',
            endedAt: '$expiresAt',
            sweepAt: { $add: ['$expiresAt', RETENTION_MS] },
          },
        },
      ],
    );
    marked += modifiedCount;
    if (due.length < STEP_SIZE) return marked;
  }
}
