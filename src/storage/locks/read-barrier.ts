import { randomInt } from 'node:crypto';
import { type mongo } from 'mongoose';
import { type Reading } from './decode-readings';
import { readLocks } from './read-locks';
import { isWorthResending, runWrite } from './write-command';

/** A collection of counters; their values mean nothing, only the write of an increment does. */
const BARRIERS_COLLECTION = 'lock_barriers';

/** Enough that gateways rarely share a counter; restarts leave no more than these behind. */
const SLOTS = 64;

interface BarrierDocument {
  _id: number;
  count: number;
}

/** A reading, and the term of the last write that a majority had before it began, if that is known. */
export type TermReading = Reading & { readonly term?: number | undefined };

/** The options of a command behind the barrier. */
type BarrierOptions = Required<Pick<mongo.AggregateOptions, 'session' | 'readConcern'>>;

/**
 * Reads that a deposed primary cannot answer, for outcomes that write nothing. It therefore reflects
 * every write acknowledged before it began. There are two ways:
 *
 * - A majority acknowledges a write, and the read waits for the state after it. (MongoDB's own
 *   linearizable read waits up to 100 ms for the next journal flush; an acknowledged write triggers the
 *   flush.)
 * - An ordinary read lies between two writes of one term that a majority has. One member alone can be
 *   the primary of a term, once and without a break, so the read was from the primary; and what a
 *   primary had before a write that a majority has is not undone.
 */
export class ReadBarrier {
  private readonly slot = randomInt(SLOTS);
  private lastTerm: number | undefined;

  constructor(
    private readonly client: mongo.MongoClient,
    private readonly database: mongo.Db,
  ) {}

  /** The term of the last write that a majority has, if the server told it. */
  get term(): number | undefined {
    return this.lastTerm;
  }

  /** Notes the term of a write that a majority has. */
  note(term: number | undefined): void {
    if (term !== undefined) this.lastTerm = term;
  }

  /**
   * Writes what means nothing, and resolves with the term in which a majority has it; undefined if
   * that is not known, or if another member becomes the primary. Rejects without a majority.
   */
  async write(): Promise<number | undefined> {
    const updates = [{ q: { _id: this.slot }, u: { $inc: { count: 1 } }, upsert: true }];
    try {
      const { term } = await runWrite(this.database, { update: BARRIERS_COLLECTION, updates });
      this.note(term);
      return term;
    } catch (error) {
      if (isWorthResending(error)) return undefined;
      throw error;
    }
  }

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
