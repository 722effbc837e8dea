import { mongo } from 'mongoose';
import { type LockDocument, RETENTION_MS } from './lock-document';
import { readLocks } from './read-locks';

/** How many locks one step marks, so that no step takes long. */
const STEP_SIZE = 1_000;

/** The revision stays: to every decision a marked lock is what it was before. */
const mark = [
  {
    $set: {
      status: 'expired',
      endedAt: '$expiresAt',
      sweepAt: { $add: ['$expiresAt', RETENTION_MS] },
    },
  },
];

/**
 * Marks locks whose lease has run out, and returns how many. Nothing waits for it: an expired lock
 * is free at once, marked or not. It moves them out of the indexes that lists read, and tells the
 * clean-up when it may delete them. Each lock is marked once, whichever gateway comes first; one
 * that cannot be marked keeps no other from it.
 */
export async function markExpired(
  database: mongo.Db,
  locks: mongo.Collection<LockDocument>,
): Promise<number> {
  const { now } = await readLocks(database, []);
  // A list with a date in it would match as well, and no time can be added to it.
  const hasRunOut = { status: 'held', expiresAt: { $lte: now, $not: { $type: 'array' } } } as const;
  // One pass: what cannot be marked is met once a round.
  const due = locks.find(hasRunOut, { projection: { _id: 1 }, batchSize: STEP_SIZE });
  let marked = 0;
  let step: string[] = [];
  const markStep = async (): Promise<void> => {
    marked += await markAll(locks, hasRunOut, step);
    step = [];
  };
  for await (const { _id } of due) {
    step.push(_id);
    if (step.length === STEP_SIZE) await markStep();
  }
  if (step.length > 0) await markStep();
  return marked;
}

/** In one statement, or each on its own where the database refuses one of them. */
async function markAll(
  locks: mongo.Collection<LockDocument>,
  hasRunOut: mongo.Filter<LockDocument>,
  ids: readonly string[],
): Promise<number> {
  const filter = { ...hasRunOut, _id: { $in: ids } };
  try {
    return (await locks.updateMany(filter, mark)).modifiedCount;
  } catch (error) {
    if (!isRefusal(error)) throw error;
  }
  const statements = ids.map((_id) => ({
    updateOne: { filter: { ...hasRunOut, _id }, update: mark },
  }));
  try {
    await locks.bulkWrite(statements, { ordered: false });
  } catch (error) {
    if (!(error instanceof mongo.MongoBulkWriteError)) throw error;
  }
  // The statement that was refused had marked some before.
  return ids.length - (await locks.countDocuments(filter));
}

/** The database looked at the statement and said no; anything else is a matter of the database. */
function isRefusal(error: unknown): boolean {
  return error instanceof mongo.MongoServerError && !error.hasErrorLabel('RetryableWriteError');
}
