import { mongo } from 'mongoose';
import { type LockDocument, RETENTION_MS } from './lock-document';
import { readLocks } from './read-locks';

/** The maximum number of locks that one step marks, so that no step takes long. */
const STEP_SIZE = 1_000;

/** Keeps the revision: the mark does not change the outcome of any transition. */
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
 * is free at once, marked or not. The mark removes it from the indexes that lists read, and sets
 * when the TTL index deletes it. Each lock is marked once, by whichever gateway is first; one that
 * cannot be marked does not affect the others.
 */
export async function markExpired(
  database: mongo.Db,
  locks: mongo.Collection<LockDocument>,
): Promise<number> {
  const { now } = await readLocks(database, []);
  // An array that contains a date would match too, and `$add` fails on it.
  const hasRunOut = { status: 'held', expiresAt: { $lte: now, $not: { $type: 'array' } } } as const;
  // One pass, so that a lock that cannot be marked is tried once per call.
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

/** Marks all in one statement, or one by one if the database rejects that statement. */
async function markAll(
  locks: mongo.Collection<LockDocument>,
  hasRunOut: mongo.Filter<LockDocument>,
  ids: readonly string[],
): Promise<number> {
  const filter = { ...hasRunOut, _id: { $in: ids } };
  try {
    return (await locks.updateMany(filter, mark)).modifiedCount;
  } catch (error) {
    if (!isRejection(error)) throw error;
  }
  const statements = ids.map((_id) => ({
    updateOne: { filter: { ...hasRunOut, _id }, update: mark },
  }));
  try {
    await locks.bulkWrite(statements, { ordered: false });
  } catch (error) {
    if (!(error instanceof mongo.MongoBulkWriteError)) throw error;
  }
  // The rejected statement may have marked some before it failed.
  return ids.length - (await locks.countDocuments(filter));
}

/** True when the database evaluated the statement and rejected it. */
function isRejection(error: unknown): boolean {
  return error instanceof mongo.MongoServerError && !error.hasErrorLabel('RetryableWriteError');
}
