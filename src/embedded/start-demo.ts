import { mongo } from 'mongoose';
import { type RequestHandler } from 'express';
import {
  prepareUsers,
  USERS_COLLECTION,
  type UserDocument,
} from '../identity/mongo/mongo-user-directory';
import { demoSignInRouter } from './demo-sign-in';
import { type DemoUserDocument, ensureDemoUsers } from './demo-users';
import {
  type EmbeddedDatabase,
  type EmbeddedDatabaseOptions,
  startEmbeddedDatabase,
} from './embedded-database';
import { printGreeting } from './greeting';

/** A database of the gateway's own, with demo users in it. */
export interface Demo extends EmbeddedDatabase {
  /** Signs a browser in as one of the demo users. */
  readonly signIn: RequestHandler;
  /** Tells a person what to try first; `url` is where the gateway listens. */
  greet(url: string, print: (line: string) => void): void;
}

/** Starts the embedded database and makes sure that the demo users are in it. */
export async function startDemo(options: EmbeddedDatabaseOptions): Promise<Demo> {
  const database = await startEmbeddedDatabase(options);
  const client = new mongo.MongoClient(database.uri);
  try {
    const users = client.db().collection<UserDocument>(USERS_COLLECTION);
    await prepareUsers(users);
    await ensureDemoUsers(client.db().collection<DemoUserDocument>(USERS_COLLECTION));
  } finally {
    await client.close();
  }
  return { ...database, signIn: demoSignInRouter(), greet: printGreeting };
}
