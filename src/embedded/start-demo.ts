import { mongo } from 'mongoose';
import { type RequestHandler } from 'express';
import { demoRouter } from './demo-router';
import { ensureDemoUsers, prepareUsers, type UserDocument, USERS_COLLECTION } from './demo-users';
import {
  type EmbeddedDatabase,
  type EmbeddedDatabaseOptions,
  startEmbeddedDatabase,
} from './embedded-database';
import { type Greeted, printGreeting } from './greeting';

/** An embedded database with demo users. */
export interface Demo extends EmbeddedDatabase {
  /** Sign-in for browsers, and a page to try locks with. */
  readonly pages: RequestHandler;
  /** Prints what to try first. */
  greet(gateway: Greeted, print: (line: string) => void): void;
}

/** Starts the embedded database and creates the demo users. */
export async function startDemo(options: EmbeddedDatabaseOptions): Promise<Demo> {
  const database = await startEmbeddedDatabase(options);
  const client = new mongo.MongoClient(database.uri);
  try {
    const users = client.db().collection<UserDocument>(USERS_COLLECTION);
    await prepareUsers(users);
    await ensureDemoUsers(users);
  } finally {
    await client.close();
  }
  return { ...database, pages: demoRouter(), greet: printGreeting };
}
