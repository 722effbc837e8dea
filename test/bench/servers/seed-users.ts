import { createHash } from 'node:crypto';
import { type mongo } from 'mongoose';
import {
  prepareUsers,
  USERS_COLLECTION,
  type UserDocument,
} from '../../../src/embedded/demo-users';
import { benchToken } from '../load/requests';
import { LIVE_USERS } from '../live/load/users';
import { USERS } from '../load/stored-locks';

const DAY_MS = 86_400_000;

/** SHA-256 of a token as it is stored. */
export const tokenHash = (token: string): string =>
  createHash('sha256').update(token).digest('hex');

/** Writes the bench users, each with one session, and the index that finds them. */
export async function seedUsers(db: mongo.Db): Promise<void> {
  const users = db.collection<UserDocument>(USERS_COLLECTION);
  await prepareUsers(users);
  await users.insertMany(
    Array.from({ length: Math.max(USERS, LIVE_USERS) }, (_, user) => ({
      _id: `user-${user}`,
      username: `editor${user}`,
      permissions: ['manage-locks'],
      sessions: [
        { tokenHash: tokenHash(benchToken(user)), expiresAt: new Date(Date.now() + DAY_MS) },
      ],
    })),
  );
}
