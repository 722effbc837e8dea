import { type Connection, type Model, type mongo } from 'mongoose';
import { type LockSnapshot } from '../domain/lock';
import { type LockKey } from '../domain/lock-key';
import { type Transition } from '../domain/lock-state';
import {
  type LockFilter,
  type LockPosition,
  type LockStore,
  Overloaded,
} from '../domain/lock-store';
import { GroupCommit, QueueFull } from '../group-commit/group-commit';
import { type Change, ChangeBatch } from './change-batch';
import { type LockDocument, READ_PROJECTION, type ReadDocument, toSnapshot } from './lock-document';
import { lockModel } from './lock-model';
import { prepareLocks } from './prepare-locks';

/** How many changes share one write. */
const MAX_BATCH_SIZE = 64;
/** Two: while the database works on one batch, the next is already on its way. */
const MAX_BATCHES_IN_FLIGHT = 2;
/** How many changes may wait before further ones are refused. */
const MAX_QUEUED = 2_000;
/** How long a caller waits for a change. */
const CHANGE_DEADLINE_MS = 2_700;

/** The locks in one MongoDB collection. Rejects everything until `prepare` has succeeded. */
export class MongoLockStore implements LockStore {
  private readonly model: Model<LockDocument>;
  private readonly changes: GroupCommit<Change, unknown>;
  private isPrepared = false;

  constructor(connection: Connection) {
    this.model = lockModel(connection);
    this.changes = new GroupCommit({
      run: (changes) => ChangeBatch.run(this.locks(), this.database(), changes),
      keyOf: (change) => change.key.id,
      maxBatchSize: MAX_BATCH_SIZE,
      maxBatchesInFlight: MAX_BATCHES_IN_FLIGHT,
      maxQueued: MAX_QUEUED,
      deadlineMs: CHANGE_DEADLINE_MS,
    });
  }

  /** Builds the indexes; until it has resolved once, nothing is served. */
  async prepare(): Promise<void> {
    await prepareLocks(this.model);
    this.isPrepared = true;
  }

  async change<Outcome>(key: LockKey, transition: Transition<Outcome>): Promise<Outcome> {
    this.assertPrepared();
    try {
      return (await this.changes.submit({ key, transition })) as Outcome;
    } catch (error) {
      throw error instanceof QueueFull ? new Overloaded(error.message, { cause: error }) : error;
    }
  }

  async find(key: LockKey): Promise<LockSnapshot | undefined> {
    const [lock] = await this.read({ _id: key.id }, 1);
    return lock;
  }

  list(query: {
    filter: LockFilter;
    after?: LockPosition | undefined;
    limit: number;
  }): Promise<LockSnapshot[]> {
    return this.read(toRange(query.filter, query.after), query.limit);
  }

  async count(filter: LockFilter): Promise<number> {
    this.assertPrepared();
    return this.locks().countDocuments({ ...toMongoFilter(filter), ...isHeld });
  }

  private async read(filter: mongo.Filter<LockDocument>, limit: number): Promise<LockSnapshot[]> {
    this.assertPrepared();
    const documents = await this.locks()
      .find<ReadDocument>(
        { ...filter, ...isHeld },
        {
          projection: READ_PROJECTION,
          sort: { route: 1, resourceId: 1 },
          limit,
          batchSize: limit + 1,
        },
      )
      .toArray();
    return documents.map(toSnapshot);
  }

  private assertPrepared(): void {
    if (!this.isPrepared) throw new Error('the indexes of the locks are not there yet');
  }

  /** The driver's collection: Mongoose's casting of every document costs more than the write. */
  private locks(): mongo.Collection<LockDocument> {
    return this.database().collection<LockDocument>(this.model.collection.name);
  }

  private database(): mongo.Db {
    const { db } = this.model.db;
    if (!db) throw new Error('the database was never reached');
    return db;
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
