import { type mongo } from 'mongoose';
import { type LockDocument, MAX_DOCUMENT_BYTES } from '../locks/lock-document';

/** What the stream tells of one write, as far as it is needed. */
export interface ChangeEvent {
  /** The token to resume after this event. */
  readonly _id: unknown;
  readonly operationType:
    'insert' | 'replace' | 'update' | 'delete' | 'drop' | 'rename' | 'dropDatabase' | 'invalidate';
  /** Absent where the server is a router that does not know it. */
  readonly clusterTime?: mongo.Timestamp;
  readonly wallTime?: Date;
  /** Absent for what concerns the collection as a whole. */
  readonly documentKey?: { readonly _id: unknown };
  /** Of an insert or a replacement. */
  readonly fullDocument?: LockDocument;
  /** Of an update. */
  readonly updateDescription?: UpdateDescription;
}

/** What an update changed, by paths. */
export interface UpdateDescription {
  readonly updatedFields?: Readonly<Record<string, unknown>>;
  readonly removedFields?: readonly string[];
  readonly truncatedArrays?: readonly { readonly field: string }[];
  readonly isTooLarge?: true;
}

/** The events that change what is held, and those that end a stream. */
export const OPERATIONS: readonly ChangeEvent['operationType'][] = [
  ...(['insert', 'replace', 'update', 'delete'] as const),
  ...(['drop', 'rename', 'dropDatabase', 'invalidate'] as const),
];

/**
 * The same whenever the stream is opened: a token belongs to its pipeline. Fields that newer servers
 * add stay behind, and so does a document that is too large to be a lock: a server cannot send an
 * event of more than 16 MiB.
 */
export const CHANGES_PIPELINE: mongo.Document[] = [
  { $match: { operationType: { $in: OPERATIONS } } },
  {
    $project: {
      ...{ operationType: 1, clusterTime: 1, wallTime: 1, 'documentKey._id': 1 },
      fullDocument: unlessLarge('$fullDocument', '$fullDocument', {
        ...{ _id: '$fullDocument._id', isTooLarge: true },
      }),
      updateDescription: unlessLarge('$updateDescription', '$updateDescription', {
        isTooLarge: true,
      }),
    },
  },
];

/** `then`, or the replacement if this value is larger than a document that is read. */
export function unlessLarge(value: string, then: unknown, replacement: object): object {
  return { $cond: [{ $lte: [{ $bsonSize: value }, MAX_DOCUMENT_BYTES] }, then, replacement] };
}
