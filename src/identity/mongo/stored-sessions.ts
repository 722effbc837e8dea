import { fieldOf, valuesAt } from '../field-path';
import { SESSIONS } from './matching-sessions';
import { type RawUser } from './read-user';
import { NOW, type UserFields } from './user-fields';

/** Smaller numbers are seconds since 1970, larger ones are milliseconds. */
const FIRST_MILLISECONDS = 1e11;
const TIME_WITH_ZONE = /^\d{4}-\d\d-\d\dT\d\d:\d\d.{0,40}(Z|[+-]\d\d:?\d\d)$/;

/** A token as stored in a user document. */
export interface StoredSession {
  readonly user: RawUser;
  readonly token: unknown;
  /** The raw values at the path of the expiry; undefined if tokens do not expire. */
  readonly expiries: readonly unknown[] | undefined;
}

/** The matching sessions of a user. */
export function storedSessions(user: RawUser, fields: UserFields): StoredSession[] {
  const expiry = fields.expiry?.split('.');
  return datedTokens(user[SESSIONS], fields.token.split('.'), expiry).map((each) => ({
    user,
    ...each,
  }));
}

/** Whether a session was valid when its user was read, by the clock of the database. */
export function isLive({ user, expiries }: StoredSession): boolean {
  if (!expiries) return true;
  const now = user[NOW];
  if (!(now instanceof Date)) throw new Error('the database did not return its time');
  return expiries.length === 1 && toMs(expiries[0]) > now.getTime();
}

/** Follows both paths together while they are the same, which pairs each token with its own expiry. */
function datedTokens(
  node: unknown,
  token: readonly string[],
  expiry: readonly string[] | undefined,
): Omit<StoredSession, 'user'>[] {
  if (Array.isArray(node)) return node.flatMap((each: unknown) => datedTokens(each, token, expiry));
  const [name] = token;
  if (name !== undefined && expiry?.[0] === name) {
    return datedTokens(fieldOf(node, name), token.slice(1), expiry.slice(1));
  }
  const expiries = expiry && valuesAt(node, expiry);
  return valuesAt(node, token).map((value) => ({ token: value, expiries }));
}

/** NaN, which is never in the future, if the value is not a time. */
function toMs(time: unknown): number {
  if (time instanceof Date) return time.getTime();
  if (typeof time === 'number') return time < FIRST_MILLISECONDS ? time * 1_000 : time;
  return typeof time === 'string' && TIME_WITH_ZONE.test(time) ? Date.parse(time) : Number.NaN;
}
