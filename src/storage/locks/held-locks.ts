import { mongo } from 'mongoose';
import { type Reading, type Readings } from './decode-readings';
import {
  MAX_DOCUMENT_BYTES,
  type LockDocument,
  READ_PROJECTION,
  type ReadDocument,
} from './lock-document';
import { LOCKS_COLLECTION } from './lock-model';
import { lookUp } from './read-locks';
import { LENIENT } from './lenient';

/** Which documents are read. */
export interface Part {
  readonly filter: mongo.Filter<LockDocument>;
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

  /**
   * Reads a page. A reading of several documents gives way to writers unless it is of one snapshot, and
   * would go on with what they changed.
   */
  async readAtOnce(part: Part, options: mongo.AggregateOptions = {}): Promise<Reading> {
    if (options.readConcern) return this.read(part, options);
    return this.inSnapshot((withSnapshot) => this.read(part, { ...options, ...withSnapshot }));
  }

  /**
   * Reads several pages in one snapshot and one command: each costs the gateway and the database less
   * than by itself. Rejects with the database's error if one of them fails or takes longer than
   * `maxTimeMS`, or if together they are larger than a document can be.
   */
  async readTogether(parts: readonly Part[], maxTimeMS: number): Promise<Readings> {
    return this.inSnapshot((options) =>
      this.lookUp(parts, { readConcern: MAJORITY, ...options, maxTimeMS }),
    );
  }

  /** Reads part of the held locks. */
  async read(part: Part, options: mongo.AggregateOptions = {}): Promise<Reading> {
    const withConcern = { readConcern: MAJORITY, ...options };
    try {
      const { lists, now } = await this.lookUp([part], withConcern);
      return { documents: lists[0]!, now };
    } catch (error) {
      if (!isTooLarge(error)) throw error;
      return this.readOneByOne(part, withConcern);
    }
  }

  private async inSnapshot<Read>(
    read: (options: Pick<mongo.AggregateOptions, 'readConcern'>) => Promise<Read>,
  ): Promise<Read> {
    if (!this.hasSnapshots) return read({});
    try {
      return await read({ readConcern: { level: 'snapshot' } });
    } catch (error) {
      if (!(error instanceof mongo.MongoServerError)) throw error;
      if (error.code === NOT_A_REPLICA_SET) this.hasSnapshots = false;
      else if (error.code !== SNAPSHOT_UNAVAILABLE) throw error;
      return read({});
    }
  }

  private lookUp(parts: readonly Part[], options: mongo.AggregateOptions): Promise<Readings> {
    const pipelines = parts.map(({ filter, sort, limit }) => {
      const held = { $match: { ...filter, ...isHeld } };
      return [held, ...(sort ? [{ $sort: sort }] : []), { $limit: limit }];
    });
    return lookUp(this.database, pipelines, options);
  }

  /** For documents that together are larger than one can be. */
  private async readOneByOne(
    { filter, sort, limit }: Part,
    options: mongo.FindOptions,
  ): Promise<Reading> {
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
