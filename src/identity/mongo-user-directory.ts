import { type Connection, type mongo } from 'mongoose';
import { type Caller } from '../domain/caller';
import { hashToken } from './token-hash';
import { type UserDirectory } from './user-directory';

/** The collection of the users. */
export const USERS_COLLECTION = 'users';

/** A user as the admin backend stores it; only a session's hash of the token is known here. */
export interface UserDocument {
  _id: mongo.ObjectId | string | number;
  username: string;
  permissions?: string[];
  sessions?: { tokenHash: string; expiresAt: Date }[];
}

type ReadUser = UserDocument & { now: Date };

/** Users and their sessions in a MongoDB collection; an expired session belongs to nobody. */
export class MongoUserDirectory implements UserDirectory {
  private readonly connection: Connection;

  constructor(connection: Connection) {
    this.connection = connection;
  }

  async findByTokens(tokens: readonly string[]): Promise<readonly (Caller | undefined)[]> {
    const hashes = tokens.map(hashToken);
    const users = await this.users()
      .find<ReadUser>(
        { 'sessions.tokenHash': { $in: [...new Set(hashes)] } },
        { projection: { username: 1, permissions: 1, sessions: 1, now: '$$NOW' } },
      )
      .toArray();
    const callers = new Map(users.flatMap(liveSessions));
    return hashes.map((hash) => callers.get(hash));
  }

  private users(): mongo.Collection<UserDocument> {
    const { db } = this.connection;
    if (!db) throw new Error('the database was never reached');
    return db.collection<UserDocument>(USERS_COLLECTION);
  }
}

/** Builds the index that look-ups by token need, for a collection this gateway owns. */
export async function prepareUsers(users: mongo.Collection<UserDocument>): Promise<void> {
  await users.createIndex({ 'sessions.tokenHash': 1 }, { name: 'by_token_hash' });
}

function liveSessions(user: ReadUser): [string, Caller][] {
  const caller: Caller = {
    id: String(user._id),
    username: user.username,
    permissions: user.permissions ?? [],
  };
  return (user.sessions ?? [])
    .filter((session) => session.expiresAt > user.now)
    .map((session): [string, Caller] => [session.tokenHash, caller]);
}
