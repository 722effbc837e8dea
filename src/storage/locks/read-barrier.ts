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

/** For how many times as long as writes usually take a confirmation waits for one that is under way. */
const PATIENCE = 2;
const MIN_WAIT_MS = 10;
const MAX_WAIT_MS = 200;
/** How much of what writes usually take is what the last one took. */
const WEIGHT_OF_LAST = 0.25;

/**
 * Makes certain that what was read is not the state of a deposed primary, for outcomes that write
 * nothing. There are two ways:
 *
 * - The reading lies between two writes of one term that a majority has acknowledged. One member alone
 *   can be the primary of a term, once and without a break; the driver, which had an answer of that
 *   term, reads from no primary of an earlier one; and what a primary had before a write that a majority
 *   has acknowledged is not undone.
 * - A majority acknowledges a write, and a reading waits for the state after it. (MongoDB's own
 *   linearizable read waits up to 100 ms for the next journal flush; an acknowledged write triggers the
 *   flush.)
 */
export class ReadBarrier {
  private readonly slot = randomInt(SLOTS);
  private lastTerm: number | undefined;
  private usualMs = 0;

  constructor(
    private readonly client: mongo.MongoClient,
    private readonly database: mongo.Db,
  ) {}

  /** The term of the last write that a majority acknowledged, if the server told it. */
  get term(): number | undefined {
    return this.lastTerm;
  }

  /**
   * How long it is worth waiting for a write under way, in milliseconds: one that takes much longer
   * than usual may be stuck, and must not delay others.
   */
  get patienceMs(): number {
    return Math.min(MAX_WAIT_MS, Math.max(MIN_WAIT_MS, PATIENCE * this.usualMs));
  }

  /** Notes a write that a majority acknowledged; true if another primary made the one before. */
  note({ term, tookMs }: { term: number | undefined; tookMs: number }): boolean {
    this.usualMs += WEIGHT_OF_LAST * (tookMs - this.usualMs);
    if (term === undefined) return false;
    const isOther = this.lastTerm !== undefined && this.lastTerm !== term;
    this.lastTerm = term;
    return isOther;
  }

  /**
   * Makes a write that has no meaning of its own, and resolves with the term in which a majority
   * acknowledged it; undefined if that is not known, or if another member becomes the primary. Rejects
   * without a majority.
   */
  async write(): Promise<number | undefined> {
    const updates = [{ q: { _id: this.slot }, u: { $inc: { count: 1 } }, upsert: true }];
    const startedAt = performance.now();
    try {
      const { term } = await runWrite(this.database, { update: BARRIERS_COLLECTION, updates });
      this.note({ term, tookMs: performance.now() - startedAt });
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
