import { parse as parseContentType } from 'content-type';
import { type IncomingMessage } from 'node:http';

/** The bytes of a JSON body (none when there is no body), or why it is not taken. */
export type Body =
  | { readonly kind: 'json'; readonly bytes: Buffer }
  | { readonly kind: 'notJson' }
  | { readonly kind: 'tooLarge' };

/** The client hung up before its request was whole: nobody's fault here, and nobody to answer. */
export class RequestAborted extends Error {
  override readonly name = 'RequestAborted';
}

const NO_BODY: Body = { kind: 'json', bytes: Buffer.alloc(0) };

/**
 * Reads the body of a request, refusing what is not plain JSON by its headers and what is too
 * large as soon as that shows. Rejects when the connection breaks.
 */
export async function readBody(request: IncomingMessage, maxBytes: number): Promise<Body> {
  const { 'content-length': length, 'transfer-encoding': chunked } = request.headers;
  if (!chunked && (length === undefined || length === '0')) return NO_BODY;
  if (!isJson(request)) return { kind: 'notJson' };
  if (Number(length) > maxBytes) return { kind: 'tooLarge' };
  return collect(request, maxBytes);
}

/** True when the headers say that the body is uncompressed JSON in UTF-8. */
export function isJson(request: IncomingMessage): boolean {
  if (request.headers['content-encoding'] !== undefined) return false;
  const header = request.headers['content-type'];
  if (header === 'application/json') return true;
  if (!header) return false;
  try {
    const { type, parameters } = parseContentType(header);
    const charset = parameters['charset']?.toLowerCase() ?? 'utf-8';
    const isJsonType = type === 'application/json' || type.endsWith('+json');
    return isJsonType && (charset === 'utf-8' || charset === 'utf8');
  } catch {
    return false;
  }
}

/** By events rather than by an async iterator, which costs several times as much for one chunk. */
function collect(request: IncomingMessage, maxBytes: number): Promise<Body> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const onData = (chunk: Buffer): void => {
      size += chunk.length;
      chunks.push(chunk);
      if (size > maxBytes) {
        request.off('data', onData);
        resolve({ kind: 'tooLarge' });
      }
    };
    request.on('data', onData);
    request.once('end', () => {
      const [first] = chunks;
      resolve({
        kind: 'json',
        bytes: first && chunks.length === 1 ? first : Buffer.concat(chunks),
      });
    });
    // What breaks a request is its sender or the way; the cause is kept for who looks.
    request.once('error', (cause) => reject(new RequestAborted('the request broke', { cause })));
    request.once('close', () => {
      if (!request.complete) reject(new RequestAborted('the client hung up'));
    });
  });
}
