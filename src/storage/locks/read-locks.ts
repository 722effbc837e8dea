import { type mongo } from 'mongoose';
import { type LockDocument, MAX_DOCUMENT_BYTES } from './lock-document';
import { LOCKS_COLLECTION } from './lock-model';

/** The documents of some keys, and the database's time of the read. */
export interface Reading {
  readonly documents: readonly LockDocument[];
  readonly now: Date;
}

/**
 * Invalid UTF-8 in one document, or a regular expression that JavaScript does not have, must not fail
 * the whole reply.
 */
export const LENIENT = { enableUtf8Validation: false, bsonRegExp: true } as const;

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
  const [reading] = await database
    .aggregate<Reading>(lookUpWithTime(pipeline), { ...LENIENT, ...options })
    .toArray();
  if (!reading) throw new Error('the database did not return its time');
  return reading;
}

/**
 * One command with one document, `{ documents, now }`: what a pipeline gives of the locks, together
 * with the database's time.
 */
export function lookUpWithTime(pipeline: mongo.Document[]): mongo.Document[] {
  return [
    { $documents: [{}] },
    { $lookup: { from: LOCKS_COLLECTION, pipeline, as: 'documents' } },
    { $set: { now: '$$NOW' } },
  ];
}
