import cookieParser from 'cookie-parser';
import { type Request, type Response } from 'express';
import { type IncomingMessage } from 'node:http';
import { type Authenticate, type Authentication, type LookUpTerms } from '../domain/caller';

/** The cookie that identifies the caller. */
export const REFRESH_TOKEN_COOKIE = 'refreshToken';

/** A browser can send one cookie for each parent domain and path; further values are ignored. */
const MAX_TOKENS = 3;

/**
 * cookie-parser parses a value that begins with "j:" as JSON, nested as deeply as its sender likes.
 * This prefix prevents that: a value is always text.
 */
const MARK = '=';
const parseCookies = cookieParser(undefined, { decode: (text) => MARK + decodeOrKeep(text) });

/**
 * The distinct, non-empty refresh tokens of a request in the order sent, at most three. Each is the
 * value of the cookie as text, percent-decoded if possible.
 */
export function readRefreshTokens(request: Pick<IncomingMessage, 'headers'>): readonly string[] {
  const { cookie } = request.headers;
  if (!cookie?.includes(REFRESH_TOKEN_COOKIE)) return [];
  const tokens: string[] = [];
  for (const pair of cookie.split(';')) {
    if (!pair.includes(REFRESH_TOKEN_COOKIE)) continue;
    const token = valueOf(pair);
    if (!token || tokens.includes(token)) continue;
    tokens.push(token);
    if (tokens.length === MAX_TOKENS) break;
  }
  return tokens;
}

/**
 * Authenticates by the first token that belongs to a user. Rejects as `authenticate` does, even if a
 * later token belongs to a user.
 */
export async function authenticateByFirst(
  authenticate: Authenticate,
  tokens: readonly string[],
  terms?: LookUpTerms,
): Promise<Authentication> {
  let authentication = await authenticate(tokens[0], terms);
  for (let next = 1; next < tokens.length; next += 1) {
    if (authentication.kind !== 'unknownToken') break;
    authentication = await authenticate(tokens[next], terms);
  }
  return authentication;
}

/** Parses one pair at a time, since the parser keeps only the first value of a name. */
function valueOf(pair: string): string | undefined {
  const request = { headers: { cookie: pair } } as Request;
  // The parser reads nothing but the headers, and calls back before it returns.
  parseCookies(request, undefined as unknown as Response, () => {});
  const { cookies } = request as { cookies: Record<string, string | undefined> };
  return cookies[REFRESH_TOKEN_COOKIE]?.slice(MARK.length);
}

function decodeOrKeep(text: string): string {
  if (!text.includes('%')) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
