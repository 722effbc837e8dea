import { type Connection, type Model, type mongo } from 'mongoose';
import { TIME_BUDGET } from '../config/time-budget';
import { type LockSnapshot } from '../domain/lock';
import { type LockKey } from '../domain/lock-key';
import { type Transition } from '../domain/lock-state';
import {
  type LockFilter,
  type LockPosition,
  type LockStore,
  Overloaded,
  Unavailable,
} from '../domain/lock-store';
import { GroupCommit, QueueFull } from '../group-commit/group-commit';
import { type Change, ChangeBatch, type ChangeBatchParts } from './change-batch';
import { markExpired } from './expiry-marker';
import { type LockDocument, READ_PROJECTION, type ReadDocument, toSnapshot } from './lock-document';
import { lockModel } from './lock-model';
import { prepareLocks } from './prepare-locks';
import { Prefetch } from './prefetch';
import { ReadBarrier } from './read-barrier';
import { readLocks } from './read-locks';

/** How many changes share one write. */
const MAX_BATCH_SIZE = 128;
/** One: the fuller the batches, the less each change costs gateway and database. */
const MAX_BATCHES_IN_FLIGHT = 1;
/** How many changes may wait before further ones are refused. */
const MAX_QUEUED = 2_000;

/** The locks in one MongoDB collection. Rejects everything until `prepare` has succeeded. */
export class MongoLockStore implements LockStore {
  private readonly model: Model<LockDocument>;
  private readonly changes: GroupCommit<Change, unknown>;
  private reached: ChangeBatchParts | undefined;
  private isPrepared = false;

  constructor(connection: Connection, options: { onBatch?: (size: number) => void } = {}) {
    this.model = lockModel(connection);
    this.changes = new GroupCommit({
      run: (changes) => ChangeBatch.run(this.parts(), changes),
      keyOf: (change) => change.key.id,
      onBatch: options.onBatch,
      maxBatchSize: MAX_BATCH_SIZE,
      maxBatchesInFlight: MAX_BATCHES_IN_FLIGHT,
      maxQueued: MAX_QUEUED,
      deadlineMs: TIME_BUDGET.changeMs,
    });
  }

  /** How many changes have no answer yet. */
  get queueLength(): number {
    return this.changes.size;
  }

  /** Builds the indexes; until it has resolved once, nothing is served. */
  async prepare(): Promise<void> {
    await prepareLocks(this.model);
    this.isPrepared = true;
  }

  /** Marks locks whose lease has run out and returns how many; to be called now and then. */
  async markExpired(): Promise<number> {
    const { database, locks } = this.parts();
    return markExpired(database, locks);
  }

  async change<Outcome>(key: LockKey, transition: Transition<Outcome>): Promise<Outcome> {
    return (await answered(this.changes.submit({ key, transition }))) as Outcome;
  }

  prefetch(key: LockKey): void {
    if (!this.isPrepared || this.changes.size > 0) return;
    const { prefetch, database } = this.parts();
    prefetch.begin(key, (ids) => readLocks(database, ids));
  }

  async find(key: LockKey): Promise<LockSnapshot | undefined> {
    const [lock] = await this.read({ _id: key.id }, 1);
    return lock;
  }

  list(query: {
    filter: LockFilter;
    after?: LockPosition | undefined;
    limit: number;
    isForDecision?: boolean;
  }): Promise<LockSnapshot[]> {
    const { filter, after, limit, isForDecision } = query;
    const range = toRange(filter, after);
    if (!isForDecision) return this.read(range, limit);
    return answered(this.parts().barrier.behind((options) => this.read(range, limit, options)));
  }

  async count(filter: LockFilter): Promise<number> {
    return answered(this.locks().countDocuments({ ...toMongoFilter(filter), ...isHeld }));
  }

  private async read(
    filter: mongo.Filter<LockDocument>,
    limit: number,
    options?: mongo.FindOptions,
  ): Promise<LockSnapshot[]> {
    const cursor = this.locks().find<ReadDocument>(
      { ...filter, ...isHeld },
      {
        ...options,
        projection: READ_PROJECTION,
        sort: { route: 1, resourceId: 1 },
        limit,
        batchSize: limit + 1,
      },
    );
    const documents = await answered(cursor.toArray());
    return documents.map(toSnapshot);
  }

  private locks(): mongo.Collection<LockDocument> {
    return this.parts().locks;
  }

  /** The driver's collection: Mongoose's casting of every document costs more than the write. */
  private parts(): ChangeBatchParts {
    const { db: database } = this.model.db;
    if (!this.isPrepared || !database) throw new Unavailable('the locks are not prepared yet');
    if (!this.reached) {
      const locks = database.collection<LockDocument>(this.model.collection.name);
      const barrier = new ReadBarrier(this.model.db.getClient(), database);
      this.reached = { locks, database, barrier, prefetch: new Prefetch() };
    }
    return this.reached;
  }
}

/** Says of every failure what it means to the caller: not tried, or fate unknown. */
async function answered<Result>(command: Promise<Result>): Promise<Result> {
  try {
    return await command;
  } catch (error) {
    const cause = { cause: error };
    if (error instanceof QueueFull) throw new Overloaded('too many changes are waiting', cause);
    throw new Unavailable('the locks gave no answer', cause);
  }
}

/** Held by the database's clock. The status alone decides which index serves the query. */
const isHeld: mongo.Filter<LockDocument> = {
  status: 'held',
  $expr: { $or: [{ $eq: ['$expiresAt', null] }, { $gt: ['$expiresAt', '$$NOW'] }] },
};

function toMongoFilter({ route, resourceIds, holderId }: LockFilter): mongo.Filter<LockDocument> {
  return {
    ...(route !== undefined && { route }),
    ...(resourceIds && { resourceId: { $in: [...resourceIds] } }),
    ...(holderId !== undefined && { 'holder.id': holderId }),
  };
}

/** Every branch is one range of an index in the order of the list, so a page is read, not sorted. */
function toRange(filter: LockFilter, after: LockPosition | undefined): mongo.Filter<LockDocument> {
  const matching = toMongoFilter(filter);
  if (!after) return matching;
  const restOfRoute = {
    $and: [matching, { route: after.route, resourceId: { $gt: after.resourceId } }],
  };
  if (filter.route !== undefined) return restOfRoute;
  return { $or: [restOfRoute, { ...matching, route: { $gt: after.route } }] };
}
