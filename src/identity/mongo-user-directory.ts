import { type Connection, type mongo } from 'mongoose';
import { type Caller } from '../domain/caller';
import { liveTokens } from './live-tokens';
import { type RawUser, readUser } from './read-user';
import { hashToken } from './token-hash';
import { type UserDirectory } from './user-directory';
import { CONTRACT_FIELDS, projectionOf, type UserFields } from './user-fields';
import { findUsers } from './users-collection';

export { USERS_COLLECTION } from './user-fields';

/** A user of a new installation; only a session's hash of the token is known here. */
export interface UserDocument {
  _id: mongo.ObjectId | string | number;
  username: string;
  permissions?: string[];
  sessions?: { tokenHash: string; expiresAt: Date }[];
}

/**
 * Users and their sessions in a MongoDB collection as it already is; many tokens are one query. A
 * session that expired by that database's clock belongs to nobody, and so does a token that two
 * users have. Never writes.
 */
export class MongoUserDirectory implements UserDirectory {
  private readonly projection: Record<string, 1 | '$$NOW'>;

  constructor(
    private readonly connection: Connection,
    private readonly fields: UserFields = CONTRACT_FIELDS,
  ) {
    const { token, expiry, name, permissions } = fields;
    this.projection = projectionOf([token, ...(expiry ? [expiry] : []), name, ...permissions]);
  }

  async findByTokens(tokens: readonly string[]): Promise<readonly (Caller | undefined)[]> {
    const { collection, token, tokenHash } = this.fields;
    const stored = tokenHash === 'none' ? tokens : tokens.map(hashToken);
    const users = await findUsers<RawUser>(this.connection, collection, {
      filter: { [token]: { $in: [...new Set(stored)] } },
      projection: this.projection,
    });
    const callers = this.callersByToken(users);
    return stored.map((value) => callers.get(value));
  }

  private callersByToken(users: readonly RawUser[]): Map<string, Caller | undefined> {
    const callers = new Map<string, Caller | undefined>();
    for (const user of users) {
      const caller = readUser(user, this.fields);
      for (const token of liveTokens(user, this.fields)) {
        const isTaken = callers.has(token) && callers.get(token)?.id !== caller?.id;
        callers.set(token, isTaken ? undefined : caller);
      }
    }
    return callers;
  }
}

/** Builds the index that look-ups by token need, for a collection this gateway owns. */
export async function prepareUsers(users: mongo.Collection<UserDocument>): Promise<void> {
  await users.createIndex({ 'sessions.tokenHash': 1 }, { name: 'by_token_hash' });
}
