import { type GatewayAddress } from './gateway-address';
import { type LockGrant } from './lock-check';

/** The one question of the guard. */
export const CHECK_LOCKS = `query CheckLocks($items: [CheckLockInput!]!) {
  checkLocks(items: $items) {
    __typename
    ... on LockHeld { lock { fencingToken expiresAt expiresInMs } }
    ... on LockLost {
      message
      currentLock { holder { id username } acquiredAt expiresAt expiresInMs heldByMe reserved }
    }
  }
}`;

/** Twice what a hundred locks with the longest names take. */
const MAX_ANSWER_BYTES = 1024 * 1024;

/** What the gateway answered, unchecked; `body` is undefined when it was no JSON. */
export interface GatewayAnswer {
  readonly status: number;
  readonly retryAfter: string | null;
  readonly body: unknown;
}

/**
 * Asks the gateway as the user of the cookie. Rejects when there is no answer in time, when it is too
 * long, and when it is a redirection: the cookie is for the gateway alone.
 */
export async function askGateway(
  { endpoint, fetch, timeoutMs }: GatewayAddress,
  { cookie, grants }: { cookie: string; grants: readonly LockGrant[] },
): Promise<GatewayAnswer> {
  const stop = new AbortController();
  const ask = async (): Promise<GatewayAnswer> => {
    const response = await fetch(endpoint, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Accept: 'application/json', Cookie: cookie },
      body: JSON.stringify({ query: CHECK_LOCKS, variables: { items: grants } }),
      redirect: 'error',
      signal: stop.signal,
    });
    const body = parseOrNothing(await readText(response));
    return { status: response.status, retryAfter: response.headers.get('retry-after'), body };
  };
  let timer: NodeJS.Timeout | undefined;
  // Not the signal alone, which a `fetch` of the service may not heed.
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      const error = new Error(`no answer within ${timeoutMs} ms`);
      stop.abort(error);
      reject(error);
    }, timeoutMs);
  });
  try {
    return await Promise.race([ask(), late]);
  } finally {
    clearTimeout(timer);
  }
}

/** A proxy in between may answer with a page of its own. */
function parseOrNothing(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Stops reading once the answer is too long. */
async function readText({ body }: Response): Promise<string> {
  if (!body) return '';
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let text = '';
  let bytes = 0;
  for await (const chunk of body as AsyncIterable<Uint8Array>) {
    bytes += chunk.byteLength;
    // Leaving the loop cancels the stream.
    if (bytes > MAX_ANSWER_BYTES) throw new Error(`an answer of over ${MAX_ANSWER_BYTES} bytes`);
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}
