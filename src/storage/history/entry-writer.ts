import { mongo } from 'mongoose';
import { type HistoryEntry, type HistoryGap } from '../../domain/lock-history';
import { runWrite } from '../locks/write-command';
import { DUPLICATE_KEY } from '../locks/write-plans';
import {
  type EntryDocument,
  type GapDocument,
  HISTORY_COLLECTION,
  type HistoryDocument,
  toEntry,
} from './history-document';

/** How many entries are looked up at once. */
const LOOK_UPS_AT_ONCE = 50;

/** Writes entries, each once whoever else writes it as well. */
export class EntryWriter {
  private readonly collection: mongo.Collection<HistoryDocument>;

  constructor(private readonly database: mongo.Db) {
    this.collection = database.collection(HISTORY_COLLECTION);
  }

  /** Resolves when all are stored; what is stored already stays as it is, unless it was made up. */
  async write(documents: readonly EntryDocument[]): Promise<void> {
    const duplicates = await this.insert(documents);
    if (duplicates.length === 0) return;
    const replacements = duplicates.map((index) => {
      const { _id, ...replacement } = documents[index]!;
      return { replaceOne: { filter: { _id, isMadeUp: true as const }, replacement } };
    });
    await this.entries.bulkWrite(replacements, { ordered: false });
  }

  /** As `write`, for what is told by the documents of the locks; replaces nothing. */
  async makeUp(documents: readonly EntryDocument[]): Promise<void> {
    await this.insert(documents.map((document) => ({ ...document, isMadeUp: true })));
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

  private get entries(): mongo.Collection<EntryDocument> {
    return this.collection as unknown as mongo.Collection<EntryDocument>;
  }

  /** The indexes of those that are stored already. */
  private async insert(documents: readonly HistoryDocument[]): Promise<number[]> {
    if (documents.length === 0) return [];
    const { failures } = await runWrite(this.database, { insert: HISTORY_COLLECTION, documents });
    for (const { code, reason } of failures.values()) if (code !== DUPLICATE_KEY) throw reason;
    return [...failures.keys()];
  }
}

/** The entries of one lock, in the order of `_id`. */
export function ofLock(id: string): mongo.Filter<HistoryDocument> {
  const range = { $gte: { lock: id }, $lt: { lock: id, token: new mongo.MaxKey() } };
  return { _id: range } as unknown as mongo.Filter<HistoryDocument>;
}
