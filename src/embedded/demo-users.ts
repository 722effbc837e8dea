import { type mongo } from 'mongoose';
import { hashToken } from '../identity/token-hash';

const SESSION_MS = 365 * 24 * 60 * 60 * 1000;

/** The collection that a gateway with default settings reads users from. */
export const USERS_COLLECTION = 'users';

/** A document of that collection; it contains only the hashes of refresh tokens. */
export interface UserDocument {
  _id: mongo.ObjectId | string | number;
  username: string;
  permissions?: string[];
  sessions?: { tokenHash: string; expiresAt: Date }[];
}

/** A user to try the gateway with; `token` is the value of the refreshToken cookie. */
export interface DemoUser {
  readonly username: string;
  readonly token: string;
  readonly permissions: readonly string[];
}

/** The users of the embedded database: two editors, one who can override locks, one without permissions. */
export const DEMO_USERS: readonly DemoUser[] = [
  { username: 'alice', token: 'demo-alice', permissions: ['manage-locks'] },
  { username: 'bob', token: 'demo-bob', permissions: ['manage-locks'] },
  { username: 'sam', token: 'demo-sam', permissions: ['manage-locks', 'override-locks'] },
  { username: 'eve', token: 'demo-eve', permissions: [] },
];

/** Builds the index for look-ups by token, on a collection that belongs to the gateway. */
export async function prepareUsers(users: mongo.Collection<UserDocument>): Promise<void> {
  await users.createIndex({ 'sessions.tokenHash': 1 }, { name: 'by_token_hash' });
}

/** Creates or resets the demo users, with sessions that expire in one year; idempotent. */
export async function ensureDemoUsers(users: mongo.Collection<UserDocument>): Promise<void> {
  const expiresAt = new Date(Date.now() + SESSION_MS);
  await users.bulkWrite(
    DEMO_USERS.map(({ username, token, permissions }) => ({
      replaceOne: {
        filter: { _id: `user-${username}` },
        replacement: {
          username,
          permissions: [...permissions],
          sessions: [{ tokenHash: hashToken(token), expiresAt }],
        },
        upsert: true,
      },
    })),
  );
}
