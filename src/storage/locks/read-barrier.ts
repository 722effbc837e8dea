import { randomInt } from 'node:crypto';
import { type mongo } from 'mongoose';
import { type Reading, readLocks } from './read-locks';

/** A collection of counters whose only use is that raising one is a write. */
const BARRIERS_COLLECTION = 'lock_barriers';

/** Gateways seldom meet in one counter, and restarts leave no more than these behind. */
const SLOTS = 64;

interface BarrierDocument {
  _id: number;
  count: number;
}

/** How a command is run behind the barrier. */
type BarrierOptions = Required<Pick<mongo.AggregateOptions, 'session' | 'readConcern'>>;

/**
 * Reads that a deposed primary cannot answer, for decisions that write nothing: a write is
 * acknowledged by a majority first, and the read waits for the state after it. It therefore sees
 * everything that was acknowledged before it began. (MongoDB's own linearizable read waits for the
 * next journal flush, up to 100 ms, where an acknowledged write makes the flush happen.)
 */
export class ReadBarrier {
  private readonly slot = randomInt(SLOTS);

  constructor(
    private readonly client: mongo.MongoClient,
    private readonly database: mongo.Db,
  ) {}

  /** The documents as they are not before the call; rejects when no majority confirms it. */
  read(ids: readonly string[]): Promise<Reading> {
    return this.behind((options) => readLocks(this.database, ids, options));
  }

  /** Runs a read with the options that make it see all that was acknowledged before the call. */
  behind<Result>(read: (options: BarrierOptions) => Promise<Result>): Promise<Result> {
    return this.client.withSession({ causalConsistency: true }, async (session) => {
      await this.database
        .collection<BarrierDocument>(BARRIERS_COLLECTION)
        .updateOne({ _id: this.slot }, { $inc: { count: 1 } }, { upsert: true, session });
      return read({ session, readConcern: { level: 'majority' } });
    });
  }
}
