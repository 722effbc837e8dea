import { mongo } from 'mongoose';
import { HISTORY_COLLECTION } from './history-document';

const RETENTION_INDEX = 'retention';
/** Of what users did, which is listed by the user. */
export const ACTOR_INDEX = 'by_actor';
const OPTIONS_CONFLICT = 85;

/** Builds the indexes of the history, and alters that of the retention if it is another now. */
export async function prepareHistory(database: mongo.Db, retentionMs: number): Promise<void> {
  const history = database.collection(HISTORY_COLLECTION);
  await history.createIndex(
    { 'actor.id': 1, at: -1, _id: -1 },
    { name: ACTOR_INDEX, partialFilterExpression: { 'actor.id': { $exists: true } } },
  );
  const expireAfterSeconds = Math.floor(retentionMs / 1000);
  try {
    await history.createIndex({ at: 1 }, { name: RETENTION_INDEX, expireAfterSeconds });
  } catch (error) {
    if (!(error instanceof mongo.MongoServerError && error.code === OPTIONS_CONFLICT)) throw error;
    const index = { name: RETENTION_INDEX, expireAfterSeconds };
    await database.command({ collMod: HISTORY_COLLECTION, index });
  }
}
