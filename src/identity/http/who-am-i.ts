import { type Caller } from '../../domain/caller';
import { displayName } from '../display-name';
import { fieldOf } from '../field-path';
import { jsonIdText } from '../id-text';
import { idempotentGet, readText } from '../idempotent-get';
import { permissionNames } from '../permission-names';

export interface WhoAmIOptions {
  readonly url: string;
  /** The time limit of a call, including its wait for a free slot. */
  readonly timeoutMs: number;
  readonly cookieName: string;
}

/** The backend did not say who the caller is; contains nothing of its answer. */
export class NoAnswerWhoAmI extends Error {
  override readonly name = 'NoAnswerWhoAmI';
}

/** Status codes that mean an unknown token; any other than 200 is a fault. */
const UNKNOWN_TOKEN = [401, 403, 404];
const MAX_ANSWER_BYTES = 256 * 1024;
/** Values that need no encoding in a cookie and are unchanged by decoding. */
const PLAIN_COOKIE_VALUE = /^[\x21\x23\x24\x26-\x2b\x2d-\x3a\x3c-\x5b\x5d-\x7e]+$/;

/**
 * Asks the backend for the user of a refresh token, forwarding only that cookie. Resolves with
 * undefined for an unknown token; rejects with `NoAnswerWhoAmI` for any other answer or once the
 * signal, which is that of `timeoutMs`, aborts. An aborted signal sends nothing.
 */
export async function askWhoAmI(
  token: string,
  { url, timeoutMs, cookieName, signal }: WhoAmIOptions & { readonly signal: AbortSignal },
): Promise<Caller | undefined> {
  // A cookie cannot contain a lone surrogate, so no such token was ever issued.
  if (!token.isWellFormed()) return undefined;
  const value = PLAIN_COOKIE_VALUE.test(token) ? token : encodeURIComponent(token);
  try {
    const response = await idempotentGet(url, {
      headers: { Accept: 'application/json', Cookie: `${cookieName}=${value}` },
      signal,
    });
    if (response.status === 200) return readAnswer(await readText(response, MAX_ANSWER_BYTES));
    await response.body?.cancel();
    if (UNKNOWN_TOKEN.includes(response.status)) return undefined;
    throw new NoAnswerWhoAmI(`ME_URL answered with status ${response.status}`);
  } catch (error) {
    if (error instanceof NoAnswerWhoAmI) throw error;
    throw (error as Error).name === 'TimeoutError'
      ? new NoAnswerWhoAmI(`ME_URL gave no answer within ${timeoutMs} ms`)
      : new NoAnswerWhoAmI('ME_URL could not be asked', { cause: error });
  }
}

/** Tries the backend once without a cookie and returns a warning for each problem; never rejects. */
export async function inspectWhoAmI({
  url,
  timeoutMs,
}: Pick<WhoAmIOptions, 'url' | 'timeoutMs'>): Promise<string[]> {
  try {
    const headers = { Accept: 'application/json' };
    const response = await idempotentGet(url, { headers, signal: AbortSignal.timeout(timeoutMs) });
    await response.body?.cancel();
    if (response.status === 200 || UNKNOWN_TOKEN.includes(response.status)) return [];
    return [`ME_URL answered a request without a cookie with status ${response.status}, not 401`];
  } catch {
    return ['ME_URL could not be reached: calls get 500 until it answers'];
  }
}

function readAnswer(text: string | undefined): Caller {
  if (text === undefined) throw new NoAnswerWhoAmI('ME_URL answered with a body that is too large');
  const answer = parseJson(text);
  const user = fieldOf(answer, 'user') ?? answer;
  const id = jsonIdText(fieldOf(user, 'id') ?? fieldOf(user, '_id'));
  if (id === undefined) {
    throw new NoAnswerWhoAmI('ME_URL answered 200 without a user id');
  }
  const roles = fieldOf(user, 'roles');
  const ofRoles = (Array.isArray(roles) ? roles : [roles]).map((role) =>
    fieldOf(role, 'permissions'),
  );
  return {
    id,
    username: displayName(fieldOf(user, 'username'), id),
    permissions: permissionNames([fieldOf(user, 'permissions'), ...ofRoles]),
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The error of the parser quotes its input, which is personal data: no cause.
    throw new NoAnswerWhoAmI('ME_URL answered 200 with something that is not JSON');
  }
}
