import { randomUUID } from 'node:crypto';
import { mongo } from 'mongoose';
import { DUPLICATE_KEY } from '../locks/write-plans';
import { HISTORY_COLLECTION, type RecorderDocument } from './history-document';

/** How long a recorder that was lost keeps others from going on. */
const LEASE_MS = 10_000;

/** Up to where the history is recorded. */
export interface RecordedPlace {
  /** Undefined: nothing was recorded yet, or the database has forgotten the place. */
  readonly token: unknown;
  /** Everything until then is recorded; undefined: nothing. */
  readonly seenUntil: Date | undefined;
}

/** Another gateway records by now. */
export class RecorderReplaced extends Error {
  override readonly name = 'RecorderReplaced';
}

/**
 * Who records and how far, in one document: a recorder stores its place only while it has the lease.
 * Two that record at once write nothing twice, so the lease saves work and is no matter of safety.
 */
export class RecorderPlace {
  private readonly owner = randomUUID();
  private readonly collection: mongo.Collection<RecorderDocument>;

  constructor(
    database: mongo.Db,
    private readonly leaseMs = LEASE_MS,
  ) {
    this.collection = database.collection<RecorderDocument>(HISTORY_COLLECTION);
  }

  /** Takes the lease if nobody has it, and returns where to go on; undefined: another has it. */
  async take(): Promise<RecordedPlace | undefined> {
    const taken = await this.tryTake();
    if (taken) return { token: taken.token, seenUntil: taken.seenUntil };
    const isNew = await this.create();
    return isNew ? { token: undefined, seenUntil: undefined } : undefined;
  }

  /** Keeps the lease; rejects with `RecorderReplaced` if another has it. */
  keep(): Promise<void> {
    return this.update({});
  }

  /**
   * Stores the place; all before it must have been stored. `seenUntil` undefined: nothing more was
   * to be read, so that everything until the last place was stored has been seen.
   */
  save(token: unknown, seenUntil: Date | undefined): Promise<void> {
    return this.update({
      token: { $literal: token },
      seenUntil: seenUntil ?? { $ifNull: ['$savedAt', '$$NOW'] },
      savedAt: '$$NOW',
    });
  }

  /** The database has forgotten the place. */
  async forget(): Promise<void> {
    await this.collection.updateOne(this.own, { $unset: { token: 1 } });
  }

  /** Lets another gateway go on at once. */
  async release(): Promise<void> {
    await this.collection.updateOne(this.own, { $set: { leaseEndsAt: new Date(0) } });
  }

  private get own(): mongo.Filter<RecorderDocument> {
    return { _id: 'recorder', owner: this.owner };
  }

  private get extended(): object {
    return { owner: this.owner, leaseEndsAt: { $add: ['$$NOW', this.leaseMs] } };
  }

  private tryTake(): Promise<RecorderDocument | null> {
    const isFree = { $expr: { $lte: ['$leaseEndsAt', '$$NOW'] } };
    return this.collection.findOneAndUpdate(
      { _id: 'recorder', $or: [{ owner: this.owner }, isFree] },
      [{ $set: this.extended }],
      { returnDocument: 'after' },
    );
  }

  private async create(): Promise<boolean> {
    try {
      const made = await this.collection.updateOne(
        { _id: 'recorder' },
        // What is there already stays as it is.
        [{ $replaceWith: { $cond: [{ $gt: ['$owner', null] }, '$$ROOT', this.first] } }],
        { upsert: true },
      );
      return made.matchedCount === 0;
    } catch (error) {
      if (error instanceof mongo.MongoServerError && error.code === DUPLICATE_KEY) return false;
      throw error;
    }
  }

  private get first(): object {
    return { _id: 'recorder', ...this.extended };
  }

  private async update(set: object): Promise<void> {
    const { matchedCount } = await this.collection.updateOne(this.own, [
      { $set: { ...set, ...this.extended } },
    ]);
    if (matchedCount === 0) throw new RecorderReplaced('another gateway records the history');
  }
}
