import { mongo } from 'mongoose';
import { prepareUsers, USERS_COLLECTION, type UserDocument } from '../../src/embedded/demo-users';
import { hashToken } from '../../src/identity/token-hash';

/** Longer than the longest run. */
const SESSION_MS = 24 * 60 * 60 * 1000;

/** The users of the tests and their permissions, as in the demo: two editors, one who can override, one without any. */
export const TEST_USERS = {
  alice: ['manage-locks'],
  bob: ['manage-locks'],
  sam: ['manage-locks', 'override-locks'],
  eve: [],
} as const satisfies Record<string, readonly string[]>;

/** The refresh token of a test user. */
export function tokenOf(username: string): string {
  return `token-of-${username}`;
}

/** The Cookie header of a test user. */
export function cookieOf(username: string): string {
  return `refreshToken=${tokenOf(username)}`;
}

/** Stores users with one live session each; the id of a user is `user-<name>`. */
export async function seedUsers(
  database: mongo.Db,
  users: Readonly<Record<string, readonly string[]>>,
): Promise<void> {
  const collection = database.collection<UserDocument>(USERS_COLLECTION);
  await prepareUsers(collection);
  const expiresAt = new Date(Date.now() + SESSION_MS);
  await collection.insertMany(
    Object.entries(users).map(([username, permissions]) => ({
      _id: `user-${username}`,
      username,
      permissions: [...permissions],
      sessions: [{ tokenHash: hashToken(tokenOf(username)), expiresAt }],
    })),
  );
}

/** Stores users in the database that the connection string names, as `seedUsers` does. */
export async function seedUsersAt(
  uri: string,
  users: Readonly<Record<string, readonly string[]>>,
): Promise<void> {
  const client = new mongo.MongoClient(uri, { writeConcern: { w: 'majority', journal: true } });
  try {
    await seedUsers(client.db(), users);
  } finally {
    await client.close();
  }
}
