import cookieParser from 'cookie-parser';
import { type Request, type Response } from 'express';
import { type IncomingMessage } from 'node:http';
import { type Authenticate, type Authentication, type LookUpTerms } from '../domain/caller';

/** The cookie that says who sends a request. */
export const REFRESH_TOKEN_COOKIE = 'refreshToken';

/** A browser may hold one cookie for each parent domain and path; more values than this are not tried. */
const MAX_TOKENS = 3;

/**
 * cookie-parser parses a value that begins with "j:" as JSON, nested as deeply as its sender likes.
 * With this mark in front no value begins so; a value is text and nothing else.
 */
const MARK = '=';
const parseCookies = cookieParser(undefined, { decode: (text) => MARK + decodeOrKeep(text) });

/**
 * The distinct refresh tokens of a request in the order sent, at most three; none when there is no
 * such cookie or only empty ones. Each is the text of the value, percent-decoded where possible.
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
 * The sender of a request by the first of its tokens that belongs to somebody; nobody only when
 * none does. Rejects as `authenticate` does, also for an earlier token than the one that would count.
 */
export async function authenticateByFirst(
  authenticate: Authenticate,
  { tokens, ...terms }: { readonly tokens: readonly string[] } & LookUpTerms,
): Promise<Authentication> {
  let authentication = await authenticate(tokens[0], terms);
  for (const token of tokens.slice(1)) {
    if (authentication.kind !== 'unknownToken') break;
    authentication = await authenticate(token, terms);
  }
  return authentication;
}

/** One pair at a time, since the parser keeps only the first value of a name. */
function valueOf(pair: string): string | undefined {
  const request = { headers: { cookie: pair } } as Request;
  // The parser asks for nothing that only an Express request has, and calls back before it returns.
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
