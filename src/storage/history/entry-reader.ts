import { type mongo } from 'mongoose';
import { type EntryName, type EntryReader, type NewEntries } from '../../domain/recorded-entries';
import { NeedsReplicaSet } from '../../domain/errors';
import { timeOf } from '../feed/database-time';
import { PlaceLost } from '../feed/place-lost';
import { LENIENT } from '../locks/lenient';
import { ChangeReader, type ChangeSource } from './change-reader';
import { type EntryDocument, HISTORY_COLLECTION, type RecorderDocument } from './history-document';
import { type ReaderPlace, type StoredReaderPlace } from './reader-place';
import { RECORDED } from './recorded';

const BATCH_SIZE = 500;

/** How long the database keeps a question open when nothing is recorded. */
const WAIT_MS = 500;

/** How often it is asked up to when everything is recorded. */
const ASK_EVERY_MS = 5_000;

/** How long an expiry can be marked after its time: gateways are up, but the database was slow. */
const LATE_MARKS_MS = 600_000;

/** The names of new entries; the entries themselves are read when they are needed. */
const NEW_ENTRIES: ChangeSource = {
  collection: HISTORY_COLLECTION,
  pipeline: [
    { $match: { operationType: 'insert', 'documentKey._id.lock': { $type: 'string' } } },
    { $project: { operationType: 1, 'documentKey._id': 1 } },
  ],
};

/**
 * Reads which entries are recorded by a change stream of the history. When the database has forgotten
 * the place, the history itself tells what can have been recorded since.
 */
export class MongoEntryReader implements EntryReader<ReaderPlace> {
  private reader: ChangeReader | undefined;
  private askedAt = -Infinity;
  /** Set while the history is read because the stream has lost its place. */
  private making: { from: Date; cursor?: mongo.FindCursor<NamedDocument> } | undefined;

  constructor(
    private readonly parts: {
      readonly database: mongo.Db;
      readonly stored: StoredReaderPlace;
      readonly onPlaceLost: (from: Date) => void;
    },
    private place: ReaderPlace,
  ) {}

  async next(): Promise<NewEntries<ReaderPlace>> {
    try {
      return await (this.making ? this.readHistory(this.making) : this.readStream());
    } catch (error) {
      await this.close();
      if (!(error instanceof PlaceLost)) throw error;
      await this.beginAnew();
      return { names: [], place: undefined };
    }
  }

  save(place: ReaderPlace): Promise<void> {
    return this.parts.stored.save(place);
  }

  async close(): Promise<void> {
    const { reader, making } = this;
    this.reader = undefined;
    if (making) delete making.cursor;
    await reader?.close();
    await making?.cursor?.close().catch(() => {});
  }

  private async readStream(): Promise<NewEntries<ReaderPlace>> {
    const recordedUntil = await this.recordedUntil();
    if (!this.reader) {
      this.reader = new ChangeReader(this.parts.database, NEW_ENTRIES);
      await this.reader.open(this.place.start);
    }
    const { events, token } = await this.reader.read(BATCH_SIZE, WAIT_MS);
    // With a full batch, more was recorded when that was asked than is read.
    const isAll = recordedUntil !== undefined && events.length < BATCH_SIZE;
    if (!isAll) this.askedAt = recordedUntil ? -Infinity : this.askedAt;
    this.place = {
      start: { resumeAfter: token },
      recordedUntil: isAll ? recordedUntil : this.place.recordedUntil,
    };
    return { names: events.map(({ documentKey }) => toName(documentKey!._id)), place: this.place };
  }

  /** Until when everything is recorded; undefined: it is not time to ask. */
  private async recordedUntil(): Promise<Date | undefined> {
    if (performance.now() - this.askedAt < ASK_EVERY_MS) return undefined;
    const recorder = await this.parts.database
      .collection<RecorderDocument>(HISTORY_COLLECTION, { readConcern: { level: 'majority' } })
      .findOne({ _id: 'recorder' });
    this.askedAt = performance.now();
    return recorder?.seenUntil;
  }

  private async beginAnew(): Promise<void> {
    const time = await timeOf(this.parts.database);
    if (!time) throw new NeedsReplicaSet('the history needs a replica set');
    const { recordedUntil } = this.place;
    const from = new Date(recordedUntil.getTime() - LATE_MARKS_MS);
    this.making = { from };
    this.place = { start: { startAtOperationTime: time.operationTime }, recordedUntil };
    this.parts.onPlaceLost(from);
  }

  /** After the time at which the stream goes on, so that what is recorded meanwhile is told by it. */
  private async readHistory(
    making: NonNullable<typeof this.making>,
  ): Promise<NewEntries<ReaderPlace>> {
    making.cursor ??= this.parts.database
      .collection<EntryDocument>(HISTORY_COLLECTION, RECORDED)
      .find<NamedDocument>(
        { at: { $gte: making.from }, '_id.lock': { $type: 'string' } },
        { ...LENIENT, sort: { at: 1 }, projection: { at: 1 }, batchSize: BATCH_SIZE },
      );
    const names: EntryName[] = [];
    while (names.length < BATCH_SIZE) {
      const document = await making.cursor.next();
      if (!document) {
        this.making = undefined;
        return { names, place: this.place };
      }
      making.from = document.at;
      names.push(toName(document._id));
    }
    return { names, place: undefined };
  }
}

type NamedDocument = Pick<EntryDocument, '_id' | 'at'>;

function toName(id: unknown): EntryName {
  const { lock, token, end } = id as EntryDocument['_id'];
  return { lockId: lock, fencingToken: token, isEnd: end };
}
