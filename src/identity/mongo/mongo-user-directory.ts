import { type Connection } from 'mongoose';
import { type Caller } from '../../domain/caller';
import { matchingSessions, SESSIONS } from './matching-sessions';
import { indexRead, readTogether, settle } from './read-together';
import { type RawUser, readUser } from './read-user';
import { isLive, type StoredSession, storedSessions } from './stored-sessions';
import { hashToken } from '../token-hash';
import { type UserDirectory } from '../user-directory';
import { projectionOf, type UserFields } from './user-fields';
import { findUsers, type UsersQuery } from './users-collection';

/**
 * Finds users by token in an existing MongoDB collection; many tokens share one query. A session
 * that has expired by the clock of that database is unknown, and so is a token that two users have.
 * An unreadable user document fails only its own tokens. Never writes.
 */
export class MongoUserDirectory implements UserDirectory {
  private readonly profile: Record<string, 1 | '$$NOW'>;

  constructor(
    private readonly connection: Connection,
    private readonly fields: UserFields,
  ) {
    this.profile = projectionOf([fields.name, ...fields.permissions]);
  }

  async findByTokens(
    tokens: readonly string[],
  ): Promise<readonly PromiseSettledResult<Caller | undefined>[]> {
    const stored = tokens.map((token) => settle(() => this.storedForm(token)));
    const wanted = [...new Set(stored.flatMap((each) => valueIn(each) ?? []))];
    const callers = await readTogether(wanted, (some) => this.callersOf(some));
    const byStored = new Map(wanted.map((token, index) => [token, callers[index]!]));
    return stored.map((each) => (each.status === 'fulfilled' ? byStored.get(each.value)! : each));
  }

  /** The query that looks up tokens in the form in which they are stored. */
  queryOf(tokens: readonly string[]): UsersQuery {
    return {
      collection: this.fields.collection,
      filter: { [this.fields.token]: { $in: tokens } },
      projection: { ...this.profile, [SESSIONS]: matchingSessions(this.fields, tokens) },
    };
  }

  private storedForm(token: string): string {
    return this.fields.tokenHash === 'none' ? token : hashToken(token);
  }

  private async callersOf(
    tokens: readonly string[],
  ): Promise<PromiseSettledResult<Caller | undefined>[]> {
    if (tokens.length === 0) return [];
    const { collection, ...query } = this.queryOf(tokens);
    const users = await findUsers<RawUser>(this.connection, collection, query);
    const sessions = indexRead(users, (user) =>
      storedSessions(user, this.fields).map((session) => [session.token, session] as const),
    );
    return tokens.map((token) => settle(() => this.callerOf(sessions.get(token) ?? [])));
  }

  private callerOf(sessions: readonly StoredSession[]): Caller | undefined {
    const [user, ...others] = new Set(sessions.filter(isLive).map((session) => session.user));
    return user && others.length === 0 ? readUser(user, this.fields) : undefined;
  }
}

function valueIn<Value>(result: PromiseSettledResult<Value>): Value | undefined {
  return result.status === 'fulfilled' ? result.value : undefined;
}
