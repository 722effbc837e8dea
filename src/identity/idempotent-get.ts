import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { Readable } from 'node:stream';

/** Errors of a connection that the server had closed, as opposed to one that was never established. */
const BROKEN_CONNECTION = ['UND_ERR_SOCKET', 'ECONNRESET', 'EPIPE'];

export interface GetOptions {
  readonly headers: Readonly<Record<string, string>>;
  /** Aborts both attempts and the reading of the body. */
  readonly signal: AbortSignal;
}

/**
 * Sends a GET request without side effects and resolves with the head of the response; redirects are
 * not followed. A server can close an idle connection just as it is reused, so a request that breaks
 * before the response starts is retried once.
 */
export async function idempotentGet(
  url: string,
  { headers, signal }: GetOptions,
): Promise<Response> {
  const init = { headers, redirect: 'manual', signal } as const;
  try {
    return await fetch(url, init);
  } catch (error) {
    if (!isBrokenConnection(error)) throw error;
    return getOverNewConnection(url, init);
  }
}

/** Status codes without a body, for which `Response` rejects one. */
const WITHOUT_BODY = [204, 205, 304];

/** The pool of `fetch` can hold more connections that the server has closed. */
function getOverNewConnection(
  url: string,
  { headers, signal }: { headers: GetOptions['headers']; signal: AbortSignal },
): Promise<Response> {
  const request = url.startsWith('https:') ? requestHttps : requestHttp;
  return new Promise((resolve, reject) => {
    const sent = request(url, { headers, signal, agent: false }, (answer) => {
      const { statusCode: status = 0 } = answer;
      // Node's types of a stream and of a response differ where those of the DOM are known as well.
      const stream = Readable.toWeb(answer) as unknown as ReadableStream<Uint8Array>;
      const body = WITHOUT_BODY.includes(status) ? null : stream;
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

/** The body of a response; undefined if it is larger than `maxBytes`, in which case the transfer is cancelled. */
export async function readText(response: Response, maxBytes: number): Promise<string | undefined> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  // Leaving the loop early cancels the transfer.
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
