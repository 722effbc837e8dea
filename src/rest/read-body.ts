import { parse as parseContentType } from 'content-type';
import { type IncomingMessage } from 'node:http';
import { PAYLOAD_TOO_LARGE, type RestAnswer, UNSUPPORTED_MEDIA_TYPE } from './rest-answer';

/** The largest body of a lock request, in bytes. */
export const MAX_BODY_BYTES = 16 * 1024;

/** The text of a JSON body ('' when there is none), or the answer that refuses it. */
export type Body = { kind: 'text'; bytes: Buffer } | { kind: 'refused'; answer: RestAnswer };

const NO_BODY: Body = { kind: 'text', bytes: Buffer.alloc(0) };

/**
 * Reads the body of a request, refusing what is not plain JSON by its headers and what is too
 * large as soon as that shows. Rejects when the connection breaks.
 */
export async function readBody(request: IncomingMessage): Promise<Body> {
  const { 'content-length': length, 'transfer-encoding': chunked } = request.headers;
  if (!chunked && (length === undefined || length === '0')) return NO_BODY;
  if (!isJson(request)) return { kind: 'refused', answer: UNSUPPORTED_MEDIA_TYPE };
  if (Number(length) > MAX_BODY_BYTES) return { kind: 'refused', answer: PAYLOAD_TOO_LARGE };
  return collect(request);
}

function isJson(request: IncomingMessage): boolean {
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
function collect(request: IncomingMessage): Promise<Body> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const onData = (chunk: Buffer): void => {
      size += chunk.length;
      chunks.push(chunk);
      if (size > MAX_BODY_BYTES) {
        request.off('data', onData);
        resolve({ kind: 'refused', answer: PAYLOAD_TOO_LARGE });
      }
    };
    request.on('data', onData);
    request.once('end', () => {
      const [first] = chunks;
      resolve({
        kind: 'text',
        bytes: first && chunks.length === 1 ? first : Buffer.concat(chunks),
      });
    });
    request.once('error', reject);
    request.once('close', () => {
      if (!request.complete) reject(new Error('the request was cut off'));
    });
  });
}
