import { mongo } from 'mongoose';
import { TIME_BUDGET } from '../../config/time-budget';
import { DefiniteFault } from '../../domain/definite-fault';
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

/** How many further documents a list reads at once: even the largest fit one reply of 16 MiB. */
const NEXT_STEP = 128;
/** After so many reads, and about 10,000 documents that are no locks, a list fails. */
const MAX_STEPS = 80;

/**
 * Reads of held locks. They show only what a majority of the database has, which therefore is not
 * undone; documents that are no locks are left out and reported.
 */
export class LockQueries {
  private readonly locks: mongo.Collection<LockDocument>;

  constructor(
    database: mongo.Db,
    private readonly reports: FaultReports,
    /** After this a list begins no further read. */
    private readonly listMs: number = TIME_BUDGET.commandMs,
  ) {
    this.locks = database.collection(LOCKS_COLLECTION, { readConcern: { level: 'majority' } });
  }

  /** The held lock of a key. */
  async find(key: LockKey): Promise<LockSnapshot | undefined> {
    return this.readable(await this.read({ _id: key.id }, 1))[0];
  }

  /**
   * The held locks that a query selects, in order; fewer than `limit` only when there are no more.
   * Throws `DefiniteFault` when documents that are no locks stand in between and there are thousands
   * or to read past them takes too long.
   */
  async list(
    query: Omit<LockQuery, 'isForDecision'>,
    options?: mongo.FindOptions,
  ): Promise<LockSnapshot[]> {
    const { filter, limit, isFromEnd = false } = query;
    const locks: LockSnapshot[] = [];
    let { after, before } = query;
    const deadlineAt = performance.now() + this.listMs;
    let step = limit;
    let stepOptions = options;
    for (let steps = 0; steps < MAX_STEPS; steps += 1) {
      const range = toRange(filter, { after, before, isFromEnd });
      const sort = listOrder(isFromEnd);
      const documents = await this.read(range, step, { ...stepOptions, sort }).catch(toFault);
      locks.push(...this.readable(documents));
      if (locks.length >= limit || documents.length < step) {
        const found = locks.slice(0, limit);
        return isFromEnd ? found.reverse() : found;
      }
      const last = lastPlace(documents);
      if (isFromEnd) before = last ?? before;
      else after = last ?? after ?? { route: filter.route ?? '', resourceId: '' };
      step = NEXT_STEP;
      const maxTimeMS = Math.ceil(deadlineAt - performance.now());
      if (maxTimeMS <= 0) break;
      stepOptions = { ...options, maxTimeMS };
    }
    throw new DefiniteFault(TOO_MANY_UNREADABLE);
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

const TOO_MANY_UNREADABLE = 'too many lock documents that cannot be read stand in one place';
const MAX_TIME_EXPIRED = 50;

/** A read has a limit of time only where others before it have found unreadable documents. */
function toFault(error: unknown): never {
  if (error instanceof mongo.MongoServerError && error.code === MAX_TIME_EXPIRED) {
    throw new DefiniteFault(TOO_MANY_UNREADABLE, { cause: error });
  }
  throw error;
}

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
