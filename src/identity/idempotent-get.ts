import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { Readable } from 'node:stream';

/** What a connection that the other side had closed ends with, as against one that never came about. */
const BROKEN_CONNECTION = ['UND_ERR_SOCKET', 'ECONNRESET', 'EPIPE'];

export interface GetOptions {
  readonly headers: Readonly<Record<string, string>>;
  /** For the head and the body of the answer, and for both tries together. */
  readonly timeoutMs: number;
}

/**
 * Sends a GET that changes nothing and resolves with the head of its answer; redirects are not
 * followed. A server may close a kept connection just as it is used again: what broke before any
 * byte of an answer is sent once more within the same time.
 */
export async function idempotentGet(
  url: string,
  { headers, timeoutMs }: GetOptions,
): Promise<Response> {
  const init = { headers, redirect: 'manual', signal: AbortSignal.timeout(timeoutMs) } as const;
  try {
    return await fetch(url, init);
  } catch (error) {
    if (!isBrokenConnection(error)) throw error;
    return getOverNewConnection(url, init);
  }
}

/** Answers with these have no body, and `Response` refuses one. */
const WITHOUT_BODY = [204, 205, 304];

/** The pool of `fetch` may keep several connections that the server has closed. */
function getOverNewConnection(
  url: string,
  { headers, signal }: { headers: GetOptions['headers']; signal: AbortSignal },
): Promise<Response> {
  const request = url.startsWith('https:') ? requestHttps : requestHttp;
  return new Promise((resolve, reject) => {
    const sent = request(url, { headers, signal, agent: false }, (answer) => {
      const { statusCode: status = 0 } = answer;
      const body = WITHOUT_BODY.includes(status) ? null : Readable.toWeb(answer);
      try {
        resolve(new Response(body, { status }));
      } catch (error) {
        reject(error instanceof Error ? error : new Error(String(error)));
      }
    });
    sent.once('error', (error) => reject(signal.aborted ? (signal.reason as Error) : error));
    sent.end();
  });
}

/** The body of an answer; undefined, and the transfer ended, when it is larger. */
export async function readText(response: Response, maxBytes: number): Promise<string | undefined> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  // Leaving the loop early ends the transfer.
  for await (const chunk of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    bytes += chunk.length;
    if (bytes > maxBytes) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function isBrokenConnection(error: unknown): boolean {
  const { cause } = error as { cause?: { code?: unknown } };
  return BROKEN_CONNECTION.includes(String(cause?.code));
}
