/** The headers of a request: those of the web, or those of Node. */
export type RequestHeaders =
  | { get(name: string): string | null }
  | { readonly [name: string]: string | readonly string[] | undefined };

/** The cookie by which the gateway knows a user. */
const COOKIE_NAME = 'refreshToken';
/** So that the head of the request to the gateway stays within what servers read. */
const MAX_LENGTH = 8 * 1024;

/**
 * The part of a request's cookies that the gateway needs, as it was sent and in that order; undefined
 * when there is none. Other cookies are none of its business.
 */
export function userCookieOf(headers: RequestHeaders): string | undefined {
  const pairs = cookieHeaderOf(headers)
    .split(';')
    .map((pair) => pair.trim())
    .filter((pair) => pair.split('=', 1)[0]?.trimEnd() === COOKIE_NAME && pair.includes('='));
  const cookie = pairs.join('; ');
  return isSendable(cookie) ? cookie : undefined;
}

function cookieHeaderOf(headers: RequestHeaders): string {
  if (typeof headers.get === 'function') return headers.get('cookie') ?? '';
  const all = Object.entries(headers as Record<string, unknown>)
    .filter(([name]) => name.toLowerCase() === 'cookie')
    .flatMap(([, value]) => value);
  return all.filter((value) => typeof value === 'string').join('; ');
}

/** What HTTP can carry in a header; a text from elsewhere could smuggle a line in. */
function isSendable(cookie: string): boolean {
  return cookie.length <= MAX_LENGTH && /^[\t\x20-\x7e\x80-\xff]+$/.test(cookie);
}
