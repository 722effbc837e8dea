import { randomInt } from 'node:crypto';
import { type mongo } from 'mongoose';
import { type Reading } from './decode-readings';
import { readLocks } from './read-locks';

/** A collection of counters; their values mean nothing, only the write of an increment does. */
const BARRIERS_COLLECTION = 'lock_barriers';

/** Enough that gateways rarely share a counter; restarts leave no more than these behind. */
const SLOTS = 64;

interface BarrierDocument {
  _id: number;
  count: number;
}

/** The options of a command behind the barrier. */
type BarrierOptions = Required<Pick<mongo.AggregateOptions, 'session' | 'readConcern'>>;

/**
 * Reads that a deposed primary cannot answer, for outcomes that write nothing: a majority first
 * acknowledges a write, and the read waits for the state after it. It therefore reflects every write
 * acknowledged before it began. (MongoDB's own linearizable read waits up to 100 ms for the next
 * journal flush; an acknowledged write triggers the flush.)
 */
export class ReadBarrier {
  private readonly slot = randomInt(SLOTS);

  constructor(
    private readonly client: mongo.MongoClient,
    private readonly database: mongo.Db,
  ) {}

  /** A read that reflects every write acknowledged before the call; rejects without a majority. */
  read(ids: readonly string[]): Promise<Reading> {
    return this.behind((options) => readLocks(this.database, ids, options));
  }

  /** Runs a read with options that make it reflect every write acknowledged before the call. */
  behind<Result>(read: (options: BarrierOptions) => Promise<Result>): Promise<Result> {
    return this.client.withSession({ causalConsistency: true }, async (session) => {
      await this.database
        .collection<BarrierDocument>(BARRIERS_COLLECTION)
        .updateOne({ _id: this.slot }, { $inc: { count: 1 } }, { upsert: true, session });
      return read({ session, readConcern: { level: 'majority' } });
    });
  }
}
