import { mongo } from 'mongoose';
import { ReaderReplaced } from '../../domain/recorded-entries';
import { type DatabaseTime } from '../feed/database-time';
import { DUPLICATE_KEY } from '../locks/write-plans';
import { type StreamStart } from './change-reader';
import { HISTORY_COLLECTION, type ReaderDocument } from './history-document';

/** Up to where everything is done with. */
export interface ReaderPlace {
  readonly start: StreamStart;
  /** Every entry of a change until then is done with, wherever the stream is. */
  readonly recordedUntil: Date;
}

const NAME = 'webhooks';

/** The stored place of whoever reads what is recorded; a newer reader shuts an older one out. */
export class StoredReaderPlace {
  private readonly collection: mongo.Collection<ReaderDocument>;

  constructor(
    database: mongo.Db,
    private readonly fencingToken: number,
  ) {
    this.collection = database.collection<ReaderDocument>(HISTORY_COLLECTION);
  }

  /** Shuts older readers out and returns where to go on: `first` if nobody has read before. */
  async takeOver(first: DatabaseTime): Promise<ReaderPlace> {
    const { fencingToken } = this;
    try {
      const taken = await this.collection.findOneAndUpdate(
        { _id: NAME, fencingToken: { $lt: fencingToken } },
        [
          {
            $set: {
              fencingToken,
              startAt: { $cond: [{ $gt: ['$token', null] }, '$$REMOVE', startAtOr(first)] },
              recordedUntil: { $ifNull: ['$recordedUntil', first.localTime] },
            },
          },
        ],
        { upsert: true, returnDocument: 'after' },
      );
      return toPlace(taken!);
    } catch (error) {
      // With a larger token the document does not match, and there can be no second one.
      const isTaken = error instanceof mongo.MongoServerError && error.code === DUPLICATE_KEY;
      throw isTaken ? replaced(error) : error;
    }
  }

  /** Stores the place; rejects with `ReaderReplaced` after another reader has taken over. */
  async save({ start, recordedUntil }: ReaderPlace): Promise<void> {
    const { fencingToken } = this;
    const { matchedCount } = await this.collection.updateOne(
      { _id: NAME, fencingToken },
      'resumeAfter' in start
        ? { $set: { token: start.resumeAfter, recordedUntil }, $unset: { startAt: 1 } }
        : { $set: { startAt: start.startAtOperationTime, recordedUntil }, $unset: { token: 1 } },
    );
    if (matchedCount === 0) throw replaced();
  }
}

function startAtOr(first: DatabaseTime): object {
  return { $ifNull: ['$startAt', first.operationTime] };
}

function toPlace({ token, startAt, recordedUntil }: ReaderDocument): ReaderPlace {
  const start = startAt ? { startAtOperationTime: startAt } : { resumeAfter: token };
  return { start, recordedUntil };
}

function replaced(cause?: unknown): ReaderReplaced {
  return new ReaderReplaced('another gateway goes on by now', { cause });
}
