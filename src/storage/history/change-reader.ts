import { mongo } from 'mongoose';
import { isUnauthorized } from '../connection/missing-privilege';
import { type ChangeEvent } from '../feed/change-events';
import { isPlaceLost, PlaceLost } from '../feed/place-lost';
import { LENIENT } from '../locks/lenient';

/** Where a stream begins: at a time, or after what a token stands for. */
export type StreamStart =
  { readonly startAtOperationTime: mongo.Timestamp } | { readonly resumeAfter: unknown };

/** Whose changes are read, and what of them. */
export interface ChangeSource {
  readonly collection: string;
  /** The same whenever the stream is opened: a token belongs to its pipeline. */
  readonly pipeline: mongo.Document[];
}

/** What the database had to tell at once. */
export interface ChangeBatch {
  readonly events: readonly ChangeEvent[];
  /** The place after these events. */
  readonly token: unknown;
}

/**
 * A change stream that is read by the batch. The driver's own costs twice as much, most of it for
 * handing out each event by itself; that it resumes once is not needed by whoever has stored the place.
 */
export class ChangeReader {
  private readonly session: mongo.ClientSession;
  private cursorId: mongo.Long | undefined;

  constructor(
    private readonly database: mongo.Db,
    private readonly source: ChangeSource,
  ) {
    this.session = database.client.startSession();
  }

  /** Begins; the first `read` tells whether the database still knows the place. */
  async open(start: StreamStart): Promise<void> {
    const reply = await this.command({
      aggregate: this.source.collection,
      pipeline: [{ $changeStream: start }, ...this.source.pipeline],
      cursor: { batchSize: 0 },
    });
    this.keep(reply.cursor.id);
  }

  /**
   * What comes next, at most `size` events; none after `waitMs` without any. With fewer than `size`
   * nothing more was to be read. Rejects with `PlaceLost` if the stream cannot go on.
   */
  async read(size: number, waitMs: number): Promise<ChangeBatch> {
    if (!this.cursorId) throw new PlaceLost('the stream has ended');
    const { cursor } = await this.command({
      getMore: this.cursorId,
      ...{ collection: this.source.collection, batchSize: size, maxTimeMS: waitMs },
    });
    this.keep(cursor.id);
    return { events: cursor.nextBatch ?? [], token: cursor.postBatchResumeToken };
  }

  /** Ends the stream; never rejects. */
  async close(): Promise<void> {
    const { cursorId } = this;
    this.cursorId = undefined;
    if (cursorId) {
      const end = { killCursors: this.source.collection, cursors: [cursorId] };
      await this.database.command(end, { session: this.session }).catch(() => {});
    }
    await this.session.endSession().catch(() => {});
  }

  private keep(id: mongo.Long | number): void {
    const long = typeof id === 'number' ? mongo.Long.fromNumber(id) : id;
    this.cursorId = long.isZero() ? undefined : long;
  }

  /** Only what the stream itself says can mean that its place is lost. */
  private async command(command: mongo.Document): Promise<CursorReply> {
    try {
      const options = { ...LENIENT, session: this.session };
      return (await this.database.command(command, options)) as CursorReply;
    } catch (error) {
      // An operator can grant a missing privilege, after which the stream goes on.
      if (!isPlaceLost(error) || isUnauthorized(error)) throw error;
      throw new PlaceLost('the database has forgotten the place', { cause: error });
    }
  }
}

interface CursorReply {
  readonly cursor: {
    /** 0 when the stream has ended. */
    readonly id: mongo.Long | number;
    readonly nextBatch?: ChangeEvent[];
    readonly postBatchResumeToken?: unknown;
  };
}
