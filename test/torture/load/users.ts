import { createHash } from 'node:crypto';
import { mongo } from 'mongoose';

/** A user of the load and the refresh token that the harness knows. */
export interface LoadUser {
  readonly name: string;
  readonly refreshToken: string;
  readonly permissions: readonly string[];
}

function userOf(name: string, permissions: readonly string[]): LoadUser {
  return { name, refreshToken: `torture-token-of-${name}`, permissions };
}

/** sam may override; the others only manage their own. */
export const LOAD_USERS: readonly LoadUser[] = [
  userOf('alice', ['manage-locks']),
  userOf('bob', ['manage-locks']),
  userOf('sam', ['manage-locks', 'override-locks']),
  ...Array.from({ length: 5 }, (_, index) => userOf(`load-${index + 1}`, ['manage-locks'])),
];

/** Writes the users into the collection the gateway reads them from; acknowledged by the majority. */
export async function insertUsers(uri: string, users: readonly LoadUser[]): Promise<void> {
  const client = new mongo.MongoClient(uri);
  try {
    const expiresAt = new Date(Date.now() + 24 * 3_600_000);
    await client
      .db()
      .collection('users')
      .insertMany(
        users.map(({ name, refreshToken, permissions }) => ({
          username: name,
          permissions,
          sessions: [
            { tokenHash: createHash('sha256').update(refreshToken).digest('hex'), expiresAt },
          ],
        })),
        { writeConcern: { w: 'majority', journal: true } },
      );
  } finally {
    await client.close();
  }
}
