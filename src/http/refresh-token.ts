import cookieParser from 'cookie-parser';
import { type Request, type Response } from 'express';
import { type IncomingMessage } from 'node:http';

/** The cookie that says who sends a request. */
export const REFRESH_TOKEN_COOKIE = 'refreshToken';

const parseCookies = cookieParser();

/** The refresh token of a request, undefined when it has none or an empty one. */
export function readRefreshToken(request: IncomingMessage): string | undefined {
  if (!request.headers.cookie) return undefined;
  // The parser asks for nothing that only an Express request has, and calls back before it returns.
  parseCookies(request as Request, undefined as unknown as Response, () => {});
  const { cookies } = request as IncomingMessage & { cookies: Record<string, unknown> };
  const token = cookies[REFRESH_TOKEN_COOKIE];
  // A value that starts with "j:" comes as parsed JSON; as a token it was only ever its text.
  return typeof token === 'object' ? `j:${JSON.stringify(token)}` : (token as string) || undefined;
}
