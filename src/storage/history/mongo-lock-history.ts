import { type Connection, type mongo } from 'mongoose';
import { NeedsReplicaSet, Unavailable } from '../../domain/errors';
import {
  type HistoryEntry,
  type HistoryGap,
  type HistoryQuery,
  type LockHistory,
} from '../../domain/lock-history';
import { timeOf } from '../feed/database-time';
import { answered } from '../locks/answered';
import { ofLock } from './entry-writer';
import {
  type EntryDocument,
  type GapDocument,
  HISTORY_COLLECTION,
  type HistoryDocument,
  toEntry,
  toGap,
} from './history-document';

/** How many gaps are told. */
const MAX_GAPS = 100;

/** The history of one MongoDB database. */
export class MongoLockHistory implements LockHistory {
  private isReplicated = false;

  constructor(private readonly connection: Connection) {}

  async list(query: HistoryQuery): Promise<HistoryEntry[]> {
    const history = await this.history();
    const { filter, sort } = toFind(query);
    const found = history.find<EntryDocument>(filter, { sort, limit: query.limit });
    return (await answered(found.toArray())).map(toEntry);
  }

  async gaps(): Promise<HistoryGap[]> {
    const history = await this.history();
    const found = history.find<GapDocument>(GAPS, { sort: { _id: -1 }, limit: MAX_GAPS });
    return (await answered(found.toArray())).map(toGap);
  }

  /** On a standalone there is none, which says so instead of being empty. */
  private async history(): Promise<mongo.Collection<HistoryDocument>> {
    const { db: database } = this.connection;
    if (!database) throw new Unavailable('the database is not connected yet');
    if (!this.isReplicated) {
      const time = await answered(timeOf(database));
      if (!time) throw new NeedsReplicaSet('the history needs a replica set');
      this.isReplicated = true;
    }
    return database.collection(HISTORY_COLLECTION, { readConcern: { level: 'majority' } });
  }
}

const GAPS = {
  _id: { $gte: { gap: new Date(0) }, $lt: { gap: new Date(8_640_000_000_000_000) } },
} as unknown as mongo.Filter<HistoryDocument>;

/** The entries of a lock are in the order of `_id`, those of an actor in that of `at` and `_id`. */
function toFind({ filter, after }: HistoryQuery): {
  filter: mongo.Filter<HistoryDocument>;
  sort: mongo.Sort;
} {
  const idOfAfter = after && { lock: after.lockId, token: after.fencingToken, end: after.isEnd };
  if (filter.lockId !== undefined) {
    const ofAll = ofLock(filter.lockId);
    if (!idOfAfter) return { filter: ofAll, sort: { _id: -1 } };
    const range = { _id: { $gte: { lock: filter.lockId }, $lt: idOfAfter } };
    return { filter: range as unknown as mongo.Filter<HistoryDocument>, sort: { _id: -1 } };
  }
  const { actorId } = filter;
  const isOlder = after && {
    at: { $lte: after.at },
    $or: [{ at: { $lt: after.at } }, { _id: { $lt: idOfAfter } }],
  };
  return {
    filter: { 'actor.id': actorId, ...isOlder } as unknown as mongo.Filter<HistoryDocument>,
    sort: { at: -1, _id: -1 },
  };
}
