import { randomBytes } from 'node:crypto';
import { mongo } from 'mongoose';

/** A connection string to a database on the shared mongod that no other caller gets. */
export function createTestDatabaseUri(): string {
  const uri = new URL(sharedUri());
  uri.pathname = `/test-${randomBytes(8).toString('hex')}`;
  return uri.href;
}

/** Removes the database that the connection string names, with all its collections. */
export async function dropDatabase(uri: string): Promise<void> {
  const client = new mongo.MongoClient(uri);
  try {
    await client.db().dropDatabase();
  } finally {
    await client.close();
  }
}

function sharedUri(): string {
  const uri = process.env['TEST_MONGODB_URI'];
  if (uri === undefined) {
    throw new Error('No shared mongod: name the test file *.int.test.ts to get one.');
  }
  return uri;
}
