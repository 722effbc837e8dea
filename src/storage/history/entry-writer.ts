import { mongo } from 'mongoose';
import { type HistoryEntry, type HistoryGap } from '../../domain/lock-history';
import { DUPLICATE_KEY } from '../locks/write-plans';
import {
  type EntryDocument,
  type GapDocument,
  HISTORY_COLLECTION,
  type HistoryDocument,
  toEntry,
  toEntryDocument,
} from './history-document';

/** How many entries are looked up at once. */
const LOOK_UPS_AT_ONCE = 50;

/** Writes entries, each once whoever else writes it as well. */
export class EntryWriter {
  private readonly collection: mongo.Collection<HistoryDocument>;

  constructor(database: mongo.Db) {
    this.collection = database.collection(HISTORY_COLLECTION);
  }

  /** Resolves when all are stored; what is stored already stays as it is. */
  async write(entries: readonly HistoryEntry[]): Promise<void> {
    await this.insert(entries.map(toEntryDocument));
  }

  /** Marks a time of which entries may be missing. */
  async mark({ from, until }: HistoryGap): Promise<void> {
    const gap: GapDocument = { _id: { gap: until }, at: until, from };
    await this.insert([gap]);
  }

  /** The newest entry of each of these locks that has one. */
  async newest(lockIds: readonly string[]): Promise<Map<string, HistoryEntry>> {
    const found = new Map<string, HistoryEntry>();
    for (let start = 0; start < lockIds.length; start += LOOK_UPS_AT_ONCE) {
      const some = lockIds.slice(start, start + LOOK_UPS_AT_ONCE);
      await Promise.all(
        some.map(async (id) => {
          const [newest] = await this.collection
            .find<EntryDocument>(ofLock(id), { sort: { _id: -1 }, limit: 1 })
            .toArray();
          if (newest) found.set(id, toEntry(newest));
        }),
      );
    }
    return found;
  }

  private async insert(documents: readonly HistoryDocument[]): Promise<void> {
    if (documents.length === 0) return;
    try {
      await this.collection.insertMany([...documents], { ordered: false });
    } catch (error) {
      if (!isAllDuplicates(error)) throw error;
    }
  }
}

/** The entries of one lock, in the order of `_id`. */
export function ofLock(id: string): mongo.Filter<HistoryDocument> {
  const range = { $gte: { lock: id }, $lt: { lock: id, token: new mongo.MaxKey() } };
  return { _id: range } as unknown as mongo.Filter<HistoryDocument>;
}

function isAllDuplicates(error: unknown): boolean {
  if (!(error instanceof mongo.MongoBulkWriteError)) return false;
  const failures = [error.writeErrors].flat();
  const isAcknowledged = error.result.getWriteConcernError() === undefined;
  return isAcknowledged && failures.length > 0 && failures.every(isDuplicate);
}

function isDuplicate({ code }: mongo.WriteError): boolean {
  return code === DUPLICATE_KEY;
}
