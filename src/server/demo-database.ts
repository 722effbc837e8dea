import { mongo } from 'mongoose';
import {
  type EmbeddedDatabase,
  type EmbeddedDatabaseOptions,
  startEmbeddedDatabase,
} from '../embedded/embedded-database';
import { type DemoUserDocument, ensureDemoUsers } from '../embedded/demo-users';
import {
  prepareUsers,
  USERS_COLLECTION,
  type UserDocument,
} from '../identity/mongo-user-directory';

/** Starts the embedded database and makes the demo users be there. */
export async function startDemoDatabase(
  options: EmbeddedDatabaseOptions,
): Promise<EmbeddedDatabase> {
  const database = await startEmbeddedDatabase(options);
  const client = new mongo.MongoClient(database.uri);
  try {
    const users = client.db().collection<UserDocument>(USERS_COLLECTION);
    await prepareUsers(users);
    await ensureDemoUsers(client.db().collection<DemoUserDocument>(USERS_COLLECTION));
  } finally {
    await client.close();
  }
  return database;
}
