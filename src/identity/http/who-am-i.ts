import { type Caller } from '../../domain/caller';
import { displayName } from '../display-name';
import { fieldOf } from '../field-path';
import { jsonIdText } from '../id-text';
import { idempotentGet, readText } from '../idempotent-get';
import { permissionNames } from '../permission-names';

export interface WhoAmIOptions {
  readonly url: string;
  readonly timeoutMs: number;
  readonly cookieName: string;
}

/** The backend gave no answer that says who a caller is; carries nothing of what it sent. */
export class NoAnswerWhoAmI extends Error {
  override readonly name = 'NoAnswerWhoAmI';
}

/** Answers that say "nobody"; all others but 200 are faults. */
const NOBODY = [401, 403, 404];
const MAX_ANSWER_BYTES = 256 * 1024;
/** What a cookie may carry as it is, and reads the same whether or not its reader decodes it. */
const PLAIN_COOKIE_VALUE = /^[\x21\x23\x24\x26-\x2b\x2d-\x3a\x3c-\x5b\x5d-\x7e]+$/;

/**
 * Asks the backend whose a refresh token is, with that cookie and nothing else of the request.
 * Undefined: nobody's. Rejects with `NoAnswerWhoAmI` after `timeoutMs` and for any other answer.
 */
export async function askWhoAmI(
  token: string,
  { url, timeoutMs, cookieName }: WhoAmIOptions,
): Promise<Caller | undefined> {
  // No cookie can carry half a character, so nobody was ever given such a token.
  if (!token.isWellFormed()) return undefined;
  const value = PLAIN_COOKIE_VALUE.test(token) ? token : encodeURIComponent(token);
  try {
    const response = await idempotentGet(url, {
      headers: { Accept: 'application/json', Cookie: `${cookieName}=${value}` },
      timeoutMs,
    });
    if (response.status === 200) return readAnswer(await readText(response, MAX_ANSWER_BYTES));
    await response.body?.cancel();
    if (NOBODY.includes(response.status)) return undefined;
    throw new NoAnswerWhoAmI(`ME_URL answered with status ${response.status}`);
  } catch (error) {
    if (error instanceof NoAnswerWhoAmI) throw error;
    throw (error as Error).name === 'TimeoutError'
      ? new NoAnswerWhoAmI(`ME_URL gave no answer within ${timeoutMs} ms`)
      : new NoAnswerWhoAmI('ME_URL could not be asked', { cause: error });
  }
}

/** What a person should know about the backend before it is asked for every token; never rejects. */
export async function inspectWhoAmI({
  url,
  timeoutMs,
}: Pick<WhoAmIOptions, 'url' | 'timeoutMs'>): Promise<string[]> {
  try {
    const headers = { Accept: 'application/json' };
    const response = await idempotentGet(url, { headers, timeoutMs });
    await response.body?.cancel();
    if (response.status === 200 || NOBODY.includes(response.status)) return [];
    return [`ME_URL answered a request without a cookie with status ${response.status}, not 401`];
  } catch {
    return ['ME_URL could not be reached: every call is answered 500 until it answers'];
  }
}

function readAnswer(text: string | undefined): Caller {
  if (text === undefined) throw new NoAnswerWhoAmI('ME_URL answered with too much');
  const answer = parseJson(text);
  const user = fieldOf(answer, 'user') ?? answer;
  const id = jsonIdText(fieldOf(user, 'id') ?? fieldOf(user, '_id'));
  if (id === undefined) {
    throw new NoAnswerWhoAmI('ME_URL answered 200 without the id of a user');
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
    // The parser quotes what it could not read, and that is somebody's data.
    throw new NoAnswerWhoAmI('ME_URL answered 200 with something that is not JSON');
  }
}
