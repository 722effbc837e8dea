import { mongo } from 'mongoose';
import { TIME_BUDGET } from '../../config/time-budget';
import { DefiniteFault } from '../../domain/errors';
import { type LockSnapshot } from '../../domain/lock';
import { type LockKey, lockKeyOf } from '../../domain/lock-key';
import { type LockFilter, type LockPosition, type WaitingQuery } from '../../domain/lock-store';
import { type Reading } from './decode-readings';
import { type FaultReports } from './fault-reports';
import { HeldLocks, type Part } from './held-locks';
import { type LockDocument } from './lock-document';
import { LOCKS_COLLECTION } from './lock-model';
import { toMongoFilter, toRange } from './lock-range';
import { toSnapshot } from './read-document';
import { LENIENT } from './lenient';
import { type ListQuery, SharedLists } from './shared-lists';
import { SharedLookUps } from './shared-look-ups';

/** How many more documents a list reads at once: even the largest fit one reply of 16 MiB. */
const NEXT_STEP = 128;
/** The maximum number of reads per list, and so about 10,000 invalid documents. */
const MAX_STEPS = 80;

/** How long lists may take, in milliseconds. */
export interface ListLimits {
  /** After this a list begins no further read. */
  readonly listMs: number;
  /** After this, pages that are read together are read one by one. */
  readonly togetherMs: number;
}

const LIMITS: ListLimits = { listMs: TIME_BUDGET.commandMs, togetherMs: 250 };

/**
 * Reads held locks with majority read concern, so that nothing they show is rolled back, and lists
 * as they were at one moment, so that no part of a set is seen. Documents that are not valid locks
 * are left out and reported.
 */
export class LockQueries {
  private readonly locks: mongo.Collection<LockDocument>;
  private readonly held: HeldLocks;
  private readonly shared: SharedLists;
  private readonly lookUps: SharedLookUps;
  private readonly limits: ListLimits;

  constructor(
    database: mongo.Db,
    private readonly reports: FaultReports,
    limits: Partial<ListLimits> = {},
  ) {
    this.limits = { ...LIMITS, ...limits };
    this.locks = database.collection(LOCKS_COLLECTION, { readConcern: { level: 'majority' } });
    this.held = new HeldLocks(database);
    this.shared = new SharedLists({
      read: (query) => this.readPage(query),
      readTogether: (queries) => this.readPages(queries),
    });
    this.lookUps = new SharedLookUps(async (ids) =>
      this.readable(
        await this.held.readAtOnce({ filter: { _id: { $in: ids } }, limit: ids.length }),
      ),
    );
  }

  /** The held lock of a key, undefined when there is none. */
  async find(key: LockKey): Promise<LockSnapshot | undefined> {
    return this.readable(await this.held.read({ filter: { _id: key.id }, limit: 1 }))[0];
  }

  /** The held locks of different keys, of whatever routes, in one read. */
  findAll(keys: readonly LockKey[]): Promise<LockSnapshot[]> {
    return this.lookUps.ask(keys);
  }

  /**
   * The held locks that a query selects, in order; fewer than `limit` only when there are no more.
   * Throws `DefiniteFault` when thousands of documents in the range are not valid locks, or when reading
   * past them takes too long.
   */
  list(query: ListQuery, options?: mongo.AggregateOptions): Promise<LockSnapshot[]> {
    return options ? this.readPage(query, options) : this.shared.list(query);
  }

  private async readPage(
    query: ListQuery,
    options?: mongo.AggregateOptions,
  ): Promise<LockSnapshot[]> {
    const { filter, limit, isFromEnd = false } = query;
    const locks: LockSnapshot[] = [];
    let { after, before } = query;
    const deadlineAt = performance.now() + this.limits.listMs;
    let step = limit;
    let stepOptions = options;
    for (let steps = 0; steps < MAX_STEPS; steps += 1) {
      const part = toPart({ filter, after, before, isFromEnd, limit: step });
      const reading = await this.held.readAtOnce(part, stepOptions).catch(toFault);
      const { documents } = reading;
      for (const lock of this.readable(reading)) locks.push(lock);
      if (locks.length >= limit || documents.length < step) {
        return inListOrder(locks.slice(0, limit), query);
      }
      const last = lastPosition(documents);
      if (isFromEnd) before = last ?? before;
      else after = last ?? after ?? { route: filter.route ?? '', resourceId: '' };
      step = NEXT_STEP;
      const maxTimeMS = Math.ceil(deadlineAt - performance.now());
      if (maxTimeMS <= 0) break;
      stepOptions = { ...options, maxTimeMS };
    }
    throw new DefiniteFault(TOO_MANY_UNREADABLE);
  }

  /**
   * The keys in whose lines a user stands, in order. Of documents whose `_id` is not that of a key
   * nothing is shown.
   */
  async listWaiting(
    { userId, after, limit }: WaitingQuery,
    options?: mongo.FindOptions,
  ): Promise<LockKey[]> {
    const isInLine = { 'waiters.user.id': userId, 'waiters.0': { $exists: true } };
    const keys: LockKey[] = [];
    let last: string | undefined = after?.id;
    for (;;) {
      const documents = await this.locks
        .find<Pick<LockDocument, '_id' | 'route' | 'resourceId'>>(
          { ...isInLine, ...(last !== undefined && { _id: { $gt: last } }) },
          {
            ...{ ...LENIENT, ...options, limit, sort: { _id: 1 } },
            projection: { route: 1, resourceId: 1 },
          },
        )
        .toArray();
      for (const { _id, route, resourceId } of documents) {
        const key = lockKeyOf(String(route), String(resourceId));
        if (key.id === _id) keys.push(key);
      }
      last = documents.at(-1)?._id;
      if (keys.length >= limit) return keys.slice(0, limit);
      if (documents.length < limit) return keys;
    }
  }

  /** How many held locks match; documents that lists leave out may be included. */
  count(filter: LockFilter): Promise<number> {
    return this.held.count(toMongoFilter(filter));
  }

  /** Several pages in one command; undefined for one that has to go on past unreadable documents. */
  private async readPages(queries: readonly ListQuery[]): Promise<(LockSnapshot[] | undefined)[]> {
    const parts = queries.map(toPart);
    const { lists, now } = await this.held.readTogether(parts, this.limits.togetherMs);
    return lists.map((documents, index) => {
      const query = queries[index]!;
      const locks = this.readable({ documents, now });
      const isWhole = locks.length === documents.length || documents.length < query.limit;
      return isWhole ? inListOrder(locks, query) : undefined;
    });
  }

  private readable({ documents, now }: Reading): LockSnapshot[] {
    const locks: LockSnapshot[] = [];
    for (const document of documents) {
      const read = toSnapshot(document, now);
      if ('problem' in read) this.reports.unreadable(document._id, read.problem);
      else locks.push(read);
    }
    return locks;
  }
}

const TOO_MANY_UNREADABLE = 'too many lock documents in one place cannot be read';
const MAX_TIME_EXPIRED = 50;

/** A read has a time limit only after an earlier one of its list found invalid documents. */
function toFault(error: unknown): never {
  if (error instanceof mongo.MongoServerError && error.code === MAX_TIME_EXPIRED) {
    throw new DefiniteFault(TOO_MANY_UNREADABLE, { cause: error });
  }
  throw error;
}

/** From the end the same index is read backwards. */
function toPart(query: ListQuery): Part {
  const order = query.isFromEnd ? -1 : 1;
  return {
    filter: toRange(query.filter, query),
    sort: { route: order, resourceId: order },
    limit: query.limit,
  };
}

function inListOrder(locks: LockSnapshot[], { isFromEnd }: ListQuery): LockSnapshot[] {
  return isFromEnd ? locks.reverse() : locks;
}

/**
 * The last position of a page from which a list can continue. Only the first page from the start
 * contains documents whose route or id is not a string; comparisons with strings exclude them from
 * the others.
 */
function lastPosition(documents: readonly LockDocument[]): LockPosition | undefined {
  return documents.findLast(
    ({ route, resourceId }) => typeof route === 'string' && typeof resourceId === 'string',
  );
}
