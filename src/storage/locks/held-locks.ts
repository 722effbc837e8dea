import { mongo } from 'mongoose';
import { type DecodedReading, decodeReading } from './decode-documents';
import {
  MAX_DOCUMENT_BYTES,
  type LockDocument,
  READ_PROJECTION,
  type ReadDocument,
} from './lock-document';
import { LOCKS_COLLECTION } from './lock-model';
import { LENIENT, lookUpWithTime } from './read-locks';

/** Which of the documents that match are read. */
export interface Part {
  readonly sort?: { readonly route: 1 | -1; readonly resourceId: 1 | -1 };
  readonly limit: number;
}

/** Reads the documents of held locks with majority read concern. */
export class HeldLocks {
  private readonly locks: mongo.Collection<LockDocument>;
  /** False on a standalone, where nothing changes several locks together. */
  private hasSnapshots = true;

  constructor(private readonly database: mongo.Db) {
    this.locks = database.collection(LOCKS_COLLECTION, { readConcern: { level: 'majority' } });
  }

  /** Reads in one snapshot: a read that gives way to others would go on with what they changed. */
  async readAtOnce(
    filter: mongo.Filter<LockDocument>,
    part: Part,
    options: mongo.AggregateOptions = {},
  ): Promise<DecodedReading> {
    if (options.readConcern || !this.hasSnapshots) return this.read(filter, part, options);
    try {
      return await this.read(filter, part, { ...options, readConcern: { level: 'snapshot' } });
    } catch (error) {
      if (!(error instanceof mongo.MongoServerError)) throw error;
      if (error.code === NOT_A_REPLICA_SET) this.hasSnapshots = false;
      else if (error.code !== SNAPSHOT_UNAVAILABLE) throw error;
      return this.read(filter, part, options);
    }
  }

  /** Reads in one command with one document: the driver takes longer for many, and each with the time. */
  async read(
    filter: mongo.Filter<LockDocument>,
    part: Part,
    options: mongo.AggregateOptions = {},
  ): Promise<DecodedReading> {
    const { sort, limit } = part;
    const held = { $match: { ...filter, ...isHeld } };
    const pipeline = [held, ...(sort ? [{ $sort: sort }] : []), { $limit: limit }];
    const withConcern = { readConcern: MAJORITY, ...options };
    try {
      const [reading] = await this.database
        .aggregate<Uint8Array>(lookUpWithTime(pipeline), { ...withConcern, raw: true })
        .toArray();
      if (!reading) throw new Error('the database did not return its time');
      return decodeReading(reading);
    } catch (error) {
      if (!isTooLarge(error)) throw error;
      return this.readOneByOne(filter, part, withConcern);
    }
  }

  /** For documents that together are larger than one can be. */
  private async readOneByOne(
    filter: mongo.Filter<LockDocument>,
    { sort, limit }: Part,
    options: mongo.FindOptions,
  ): Promise<DecodedReading> {
    const documents = await this.locks
      .find<ReadDocument>(
        { ...filter, ...isHeld },
        { ...LENIENT, ...options, projection: READ_PROJECTION, ...(sort && { sort }), limit },
      )
      .toArray();
    const [first] = documents;
    return { documents, now: first?.now ?? new Date(0) };
  }

  /** How many match. */
  count(filter: mongo.Filter<LockDocument>): Promise<number> {
    // Checking every field of a million documents would take seconds.
    return this.locks.countDocuments({ ...filter, ...isHeld });
  }
}

const MAJORITY: mongo.ReadConcernLike = { level: 'majority' };

const NOT_A_REPLICA_SET = 123;
/** Also for a moment after an index was built. */
const SNAPSHOT_UNAVAILABLE = 246;
const TOO_LARGE: ReadonlySet<unknown> = new Set([
  // Of a $lookup, and of any document.
  ...[4568, 10334],
]);

function isTooLarge(error: unknown): boolean {
  return error instanceof mongo.MongoServerError && TOO_LARGE.has(error.code);
}

/**
 * Held by the database's clock, or with an `expiresAt` that is not a date, which the reader reports.
 * The status alone decides which index serves the query. Documents that are too large are left out
 * here: a page of them would not fit the gateway's memory.
 */
const isHeld: mongo.Filter<LockDocument> = {
  status: 'held',
  $expr: {
    $and: [
      {
        $or: [
          { $eq: ['$expiresAt', null] },
          { $gt: ['$expiresAt', '$$NOW'] },
          { $ne: [{ $type: '$expiresAt' }, 'date'] },
        ],
      },
      { $lte: [{ $bsonSize: '$$ROOT' }, MAX_DOCUMENT_BYTES] },
    ],
  },
};
