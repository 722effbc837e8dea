import { type Connection, type Model, type mongo } from 'mongoose';
import { type LockSnapshot } from '../domain/lock';
import { type LockKey } from '../domain/lock-key';
import { type Transition } from '../domain/lock-state';
import {
  type LockFilter,
  type LockQuery,
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
import { toMongoFilter, toRange } from './lock-range';

/** How many changes share one write. */
const MAX_BATCH_SIZE = 128;
/** One: the fuller the batches, the less each change costs gateway and database. */
const MAX_BATCHES_IN_FLIGHT = 1;
/** How many changes may wait before further ones are refused. */
const MAX_QUEUED = 2_000;
/** How long a caller waits for a change. */
const CHANGE_DEADLINE_MS = 2_700;

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
      deadlineMs: CHANGE_DEADLINE_MS,
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

  list({ isForDecision, ...query }: LockQuery): Promise<LockSnapshot[]> {
    if (!isForDecision) return this.readList(query);
    return answered(this.parts().barrier.behind((options) => this.readList(query, options)));
  }

  async count(filter: LockFilter): Promise<number> {
    return answered(this.locks().countDocuments({ ...toMongoFilter(filter), ...isHeld }));
  }

  /** From the end it is the same index, read backwards. */
  private async readList(
    { filter, after, before, limit, isFromEnd }: Omit<LockQuery, 'isForDecision'>,
    options?: mongo.FindOptions,
  ): Promise<LockSnapshot[]> {
    const direction = isFromEnd ? -1 : 1;
    const sort = { route: direction, resourceId: direction } as const;
    const found = await this.read(toRange(filter, { after, before }), limit, { ...options, sort });
    return isFromEnd ? found.reverse() : found;
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
