import { fieldOf, valuesAt } from './field-path';
import { type RawUser } from './read-user';
import { NOW, type UserFields } from './user-fields';

/** A number below this counts seconds since 1970, one above milliseconds. */
const FIRST_MILLISECONDS = 1e11;
const TIME_WITH_ZONE = /^\d{4}-\d\d-\d\dT\d\d:\d\d.*(Z|[+-]\d\d:?\d\d)$/;

/** The stored tokens of a user that count at the database's time at which the user was read. */
export function liveTokens(user: RawUser, fields: UserFields): string[] {
  const now = user[NOW];
  if (!(now instanceof Date)) throw new Error('the database did not tell its time');
  const token = fields.token.split('.');
  const tokens = fields.expiry
    ? datedTokens(user, token, fields.expiry.split('.')).filter(
        ({ expiries }) => expiries.length === 1 && isLater(expiries[0], now),
      )
    : datedTokens(user, token, undefined);
  return tokens.map(({ value }) => value).filter((value) => typeof value === 'string');
}

interface DatedToken {
  readonly value: unknown;
  readonly expiries: readonly unknown[];
}

/** Walks both paths together for as long as they are one, so that a session's time stays with its token. */
function datedTokens(
  node: unknown,
  token: readonly string[],
  expiry: readonly string[] | undefined,
): DatedToken[] {
  if (Array.isArray(node)) return node.flatMap((each: unknown) => datedTokens(each, token, expiry));
  const [name] = token;
  if (name !== undefined && expiry?.[0] === name) {
    return datedTokens(fieldOf(node, name), token.slice(1), expiry.slice(1));
  }
  const expiries = expiry ? valuesAt(node, expiry) : [];
  return valuesAt(node, token).map((value) => ({ value, expiries }));
}

function isLater(expiry: unknown, now: Date): boolean {
  return toMs(expiry) > now.getTime();
}

/** Not a number, and so never later than anything, for what is no time. */
function toMs(time: unknown): number {
  if (time instanceof Date) return time.getTime();
  if (typeof time === 'number') return time < FIRST_MILLISECONDS ? time * 1_000 : time;
  return typeof time === 'string' && TIME_WITH_ZONE.test(time) ? Date.parse(time) : Number.NaN;
}
