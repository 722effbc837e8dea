import { type Connection, type mongo } from 'mongoose';
import { NeedsReplicaSet, Unavailable } from '../../domain/errors';
import { type HistoryEntry } from '../../domain/lock-history';
import {
  type EntryName,
  type EntryRange,
  type EntryReader,
  type RecordedEntries,
} from '../../domain/recorded-entries';
import { type DatabaseTime, timeOf } from '../feed/database-time';
import { LENIENT } from '../locks/lenient';
import { explainedAs } from './explained';
import { MongoEntryReader } from './entry-reader';
import { type EntryDocument, HISTORY_COLLECTION, toEntry } from './history-document';
import { RECORDED } from './recorded';
import { type ReaderPlace, StoredReaderPlace } from './reader-place';

/** What the recorder has recorded in one MongoDB database. */
export class MongoRecordedEntries implements RecordedEntries<ReaderPlace> {
  private startedAt: DatabaseTime | undefined;

  constructor(
    private readonly parts: {
      readonly connection: Connection;
      /** What the history has since then is told again, since the database has forgotten more. Must not throw. */
      readonly onPlaceLost: (from: Date) => void;
    },
  ) {}

  /** The very first reader begins with what is recorded from now on. */
  async start(): Promise<void> {
    this.startedAt ??= await timeOf(this.database());
  }

  async takeOver(fencingToken: number): Promise<EntryReader<ReaderPlace>> {
    const database = this.database();
    const time = (this.startedAt ??= await timeOf(database));
    if (!time) throw new NeedsReplicaSet('the history needs a replica set');
    const stored = new StoredReaderPlace(database, fencingToken);
    const place = await explained(stored.takeOver(time));
    const { onPlaceLost } = this.parts;
    const reader = new MongoEntryReader({ database, stored, onPlaceLost }, place);
    return {
      next: () => explained(reader.next()),
      save: (until) => reader.save(until),
      close: () => reader.close(),
    };
  }

  async read({ from, isAfter, until }: EntryRange, limit: number): Promise<HistoryEntry[]> {
    const range = { [isAfter ? '$gt' : '$gte']: toId(from), $lte: toId(until) };
    const found = await this.database()
      .collection<EntryDocument>(HISTORY_COLLECTION, RECORDED)
      .find({ _id: range } as unknown as mongo.Filter<EntryDocument>, {
        ...LENIENT,
        ...{ sort: { _id: 1 }, limit },
      })
      .toArray();
    return found.map(toEntry);
  }

  private database(): mongo.Db {
    const { db: database } = this.parts.connection;
    if (!database) throw new Unavailable('the database is not connected yet');
    return database;
  }
}

function toId({ lockId, fencingToken, isEnd }: EntryName): EntryDocument['_id'] {
  return { lock: lockId, token: fencingToken, end: isEnd };
}

/** A stream that may not be opened waits for an operator. */
function explained<Result>(answer: Promise<Result>): Promise<Result> {
  return answer.catch((error: unknown) => {
    throw explainedAs('webhooks cannot be sent', error);
  });
}
