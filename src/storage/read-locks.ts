import { type mongo } from 'mongoose';
import { type LockDocument } from './lock-document';
import { LOCKS_COLLECTION } from './lock-model';

/** The documents of some keys, and the database's time when it read them. */
export interface Reading {
  readonly documents: readonly LockDocument[];
  readonly now: Date;
}

/**
 * Reads documents by `_id`, together with the database's time: in one command, because a key that
 * was never locked has no document that could carry the time.
 */
export async function readLocks(
  database: mongo.Db,
  ids: readonly string[],
  options?: mongo.AggregateOptions,
): Promise<Reading> {
  const pipeline = [{ $match: { _id: { $in: ids } } }];
  const [reading] = await database
    .aggregate<Reading>(
      [
        { $documents: [{}] },
        { $lookup: { from: LOCKS_COLLECTION, pipeline, as: 'documents' } },
        { $set: { now: '$$NOW' } },
      ],
      options,
    )
    .toArray();
  if (!reading) throw new Error('the database did not answer with its time');
  return reading;
}
