import { type mongo } from 'mongoose';
import { decodeReadings, type Reading, type Readings } from './decode-readings';
import { MAX_DOCUMENT_BYTES } from './lock-document';
import { LOCKS_COLLECTION } from './lock-model';

/** Replaces a document that is too large by what a forced removal needs of it. */
const withoutLarge = {
  $replaceWith: {
    $cond: [
      { $lte: [{ $bsonSize: '$$ROOT' }, MAX_DOCUMENT_BYTES] },
      '$$ROOT',
      {
        _id: '$_id',
        isTooLarge: true,
        fencingToken: { $cond: [{ $isNumber: '$fencingToken' }, '$fencingToken', null] },
        revision: { $cond: [{ $eq: [{ $type: '$revision' }, 'objectId'] }, '$revision', null] },
      },
    ],
  },
};

/**
 * Reads documents by `_id` together with the database's time, in one command that returns the time
 * even when there is no document.
 */
export async function readLocks(
  database: mongo.Db,
  ids: readonly string[],
  options?: mongo.AggregateOptions,
): Promise<Reading> {
  const pipeline = [{ $match: { _id: { $in: ids } } }, withoutLarge];
  const { lists, now } = await lookUp(database, [pipeline], options);
  return { documents: lists[0]!, now };
}

/**
 * Reads what each pipeline gives of the locks, in one command with one document: the driver takes longer
 * for many, and each with the time.
 */
export async function lookUp(
  database: mongo.Db,
  pipelines: readonly mongo.Document[][],
  options: mongo.AggregateOptions = {},
): Promise<Readings> {
  const command = [
    { $documents: [{}] },
    ...pipelines.map((pipeline, index) => ({
      $lookup: { from: LOCKS_COLLECTION, pipeline, as: `documents${index}` },
    })),
    { $set: { now: '$$NOW' } },
  ];
  const [bytes] = await database
    .aggregate<Uint8Array>(command, { ...options, raw: true })
    .toArray();
  if (!bytes) throw new Error('the database did not return its time');
  return decodeReadings(bytes);
}
