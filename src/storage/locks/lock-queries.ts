import { type mongo } from 'mongoose';
import { DefiniteFault } from '../../domain/errors';
import { type LockSnapshot } from '../../domain/lock';
import { type LockKey } from '../../domain/lock-key';
import { type LockFilter, type LockPosition, type LockQuery } from '../../domain/lock-store';
import { type FaultReports } from './fault-reports';
import {
  MAX_DOCUMENT_BYTES,
  type LockDocument,
  READ_PROJECTION,
  type ReadDocument,
} from './lock-document';
import { LOCKS_COLLECTION } from './lock-model';
import { toMongoFilter, toRange } from './lock-range';
import { toSnapshot } from './read-document';
import { LENIENT } from './read-locks';

/** How many further documents are read at once where a page had some that are no locks. */
const NEXT_STEP = 500;
/** So many steps, and no more than 10,000 documents, one list reads past what is no lock. */
const MAX_STEPS = 20;

/**
 * Reads of held locks. They show only what a majority of the database has, which therefore is not
 * undone; documents that are no locks are left out and reported.
 */
export class LockQueries {
  private readonly locks: mongo.Collection<LockDocument>;

  constructor(
    database: mongo.Db,
    private readonly reports: FaultReports,
  ) {
    this.locks = database.collection(LOCKS_COLLECTION, { readConcern: { level: 'majority' } });
  }

  /** The held lock of a key. */
  async find(key: LockKey): Promise<LockSnapshot | undefined> {
    return this.readable(await this.read({ _id: key.id }, 1))[0];
  }

  /**
   * The held locks that a query selects, in order; fewer than `limit` only when there are no more.
   * Throws `DefiniteFault` when thousands of documents that are no locks stand in between.
   */
  async list(
    query: Omit<LockQuery, 'isForDecision'>,
    options?: mongo.FindOptions,
  ): Promise<LockSnapshot[]> {
    const { filter, limit, isFromEnd = false } = query;
    const locks: LockSnapshot[] = [];
    let { after, before } = query;
    let step = limit;
    for (let steps = 0; steps < MAX_STEPS; steps += 1) {
      const range = toRange(filter, { after, before, isFromEnd });
      const documents = await this.read(range, step, { ...options, sort: listOrder(isFromEnd) });
      locks.push(...this.readable(documents));
      if (locks.length >= limit || documents.length < step) {
        const found = locks.slice(0, limit);
        return isFromEnd ? found.reverse() : found;
      }
      const last = lastPlace(documents);
      if (isFromEnd) before = last ?? before;
      else after = last ?? after ?? { route: filter.route ?? '', resourceId: '' };
      step = NEXT_STEP;
    }
    throw new DefiniteFault('too many lock documents that cannot be read stand in one place');
  }

  /** How many held locks match; what a list leaves out may be among them. */
  count(filter: LockFilter): Promise<number> {
    // To look at every field of a million documents would take seconds.
    return this.locks.countDocuments({ ...toMongoFilter(filter), ...isHeld });
  }

  private read(
    filter: mongo.Filter<LockDocument>,
    limit: number,
    options?: mongo.FindOptions,
  ): Promise<ReadDocument[]> {
    return this.locks
      .find<ReadDocument>(
        { ...filter, ...isHeld },
        {
          ...LENIENT,
          ...options,
          projection: READ_PROJECTION,
          limit,
          batchSize: limit + 1,
        },
      )
      .toArray();
  }

  private readable(documents: readonly ReadDocument[]): LockSnapshot[] {
    const locks: LockSnapshot[] = [];
    for (const document of documents) {
      const read = toSnapshot(document);
      if ('problem' in read) this.reports.unreadable(document._id, read.problem);
      else locks.push(read);
    }
    return locks;
  }
}

/**
 * Held by the database's clock, or no lock at all, which is for the reader to see. The status alone
 * decides which index serves the query. What is too large is left out here: a page of such
 * documents would be more than the gateway's memory.
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

/** From the end it is the same index, read backwards. */
function listOrder(isFromEnd: boolean): { route: 1 | -1; resourceId: 1 | -1 } {
  return isFromEnd ? { route: -1, resourceId: -1 } : { route: 1, resourceId: 1 };
}

/**
 * The last place of a page from which a list can go on. Only the first page from the
 * start meets documents whose route or id is no text; comparisons with text leave them out of the
 * others.
 */
function lastPlace(documents: readonly LockDocument[]): LockPosition | undefined {
  return documents.findLast(
    ({ route, resourceId }) => typeof route === 'string' && typeof resourceId === 'string',
  );
}
