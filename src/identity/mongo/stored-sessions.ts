import { fieldOf, valuesAt } from '../field-path';
import { SESSIONS } from './matching-sessions';
import { type RawUser } from './read-user';
import { NOW, type UserFields } from './user-fields';

/** A number below this counts seconds since 1970, one above milliseconds. */
const FIRST_MILLISECONDS = 1e11;
const TIME_WITH_ZONE = /^\d{4}-\d\d-\d\dT\d\d:\d\d.{0,40}(Z|[+-]\d\d:?\d\d)$/;

/** One token as a user document keeps it. */
export interface StoredSession {
  readonly user: RawUser;
  readonly token: unknown;
  /** What is at the path of the expiry, whatever it is; undefined when tokens count while they are there. */
  readonly expiries: readonly unknown[] | undefined;
}

/** The sessions that a user was read with. */
export function storedSessions(user: RawUser, fields: UserFields): StoredSession[] {
  const expiry = fields.expiry?.split('.');
  return datedTokens(user[SESSIONS], fields.token.split('.'), expiry).map((each) => ({
    user,
    ...each,
  }));
}

/** Whether a session counts at the database's time at which its user was read. */
export function isLive({ user, expiries }: StoredSession): boolean {
  if (!expiries) return true;
  const now = user[NOW];
  if (!(now instanceof Date)) throw new Error('the database did not tell its time');
  return expiries.length === 1 && toMs(expiries[0]) > now.getTime();
}

/** Walks both paths together for as long as they are one, so that a session's time stays with its token. */
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

/** Not a number, and so never later than anything, for what is no time. */
function toMs(time: unknown): number {
  if (time instanceof Date) return time.getTime();
  if (typeof time === 'number') return time < FIRST_MILLISECONDS ? time * 1_000 : time;
  return typeof time === 'string' && TIME_WITH_ZONE.test(time) ? Date.parse(time) : Number.NaN;
}
