import { parse as parseContentType } from 'content-type';
import { type IncomingMessage } from 'node:http';
import { type ClientAddressOf } from './admission/client-address';
import { type FairShare } from './admission/fair-share';

/** The bytes of a JSON body (none when there is no body), or why it is not taken. */
export type Body =
  { readonly kind: 'json'; readonly bytes: Buffer } | { readonly kind: BodyProblem };

/** `broken` and `tooSlow` are HTTP's own rules; `noRoom` means that others' bodies wait already. */
export type BodyProblem = 'notJson' | 'tooLarge' | 'noRoom' | 'broken' | 'tooSlow';

/** The client hung up before its request was whole: nobody's fault here, and nobody to answer. */
export class RequestAborted extends Error {
  override readonly name = 'RequestAborted';
}

/** What Node says of a body that it gives up, told to the reader as the request's `error`. */
export class BodyGivenUp extends Error {
  override readonly name = 'BodyGivenUp';

  constructor(readonly problem: 'broken' | 'tooSlow') {
    super(`the body is ${problem}`);
  }
}

/** How much of a body is read, and out of what all unfinished bodies of this process are. */
export interface BodyLimits {
  readonly maxBytes: number;
  readonly unfinished: UnfinishedBodies;
}

/** The memory that all bodies share which have begun to arrive and have not ended. */
export interface UnfinishedBodies {
  readonly bytes: FairShare;
  readonly addressOf: ClientAddressOf;
}

/** What a piece of a body costs besides its bytes: a body in pieces of one byte is mostly that. */
const PIECE_BYTES = 200;

const NO_BODY: Body = { kind: 'json', bytes: Buffer.alloc(0) };

/**
 * Reads the body of a request, refusing what is not plain JSON by its headers and what is too
 * large as soon as that shows. An empty body is no body, whatever its headers say. Rejects when the
 * connection breaks.
 */
export async function readBody(request: IncomingMessage, limits: BodyLimits): Promise<Body> {
  const { 'content-length': length, 'transfer-encoding': chunked } = request.headers;
  if (!chunked && !Number(length)) return NO_BODY;
  if (isJson(request)) {
    return Number(length) > limits.maxBytes ? { kind: 'tooLarge' } : collect(request, limits);
  }
  // Only its first byte tells that a body in chunks is one.
  const body = chunked ? await collect(request, { ...limits, maxBytes: 0 }) : undefined;
  return body && body.kind !== 'tooLarge' ? body : { kind: 'notJson' };
}

/** True when the headers say that the body is uncompressed JSON in UTF-8. */
export function isJson(request: IncomingMessage): boolean {
  const encoding = request.headers['content-encoding'];
  if (encoding && encoding.toLowerCase() !== 'identity') return false;
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
function collect(request: IncomingMessage, { maxBytes, unfinished }: BodyLimits): Promise<Body> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    const length = Number(request.headers['content-length']);
    let size = 0;
    let takenBytes = 0;
    let address: string | undefined;
    const stop = (): void => {
      request.off('data', onData);
      if (takenBytes > 0) unfinished.bytes.giveBack(address!, takenBytes);
      takenBytes = 0;
    };
    const settle = (body: Body): void => {
      stop();
      resolve(body);
    };
    const onData = (chunk: Buffer): void => {
      size += chunk.length;
      if (size > maxBytes) {
        settle({ kind: 'tooLarge' });
        return;
      }
      // A body that came in one piece, as nearly all do, is gone before anybody could count it.
      if (size !== length) {
        address ??= unfinished.addressOf(request);
        const bytes = chunk.length + PIECE_BYTES;
        if (!unfinished.bytes.take(address, bytes)) {
          settle({ kind: 'noRoom' });
          return;
        }
        takenBytes += bytes;
      }
      chunks.push(chunk);
    };
    if (request.destroyed) {
      reject(new RequestAborted('the client has hung up'));
      return;
    }
    request.on('data', onData);
    request.once('end', () => {
      const [first] = chunks;
      settle({
        kind: 'json',
        bytes: first && chunks.length === 1 ? first : Buffer.concat(chunks),
      });
    });
    request.on('error', (cause) => {
      if (cause instanceof BodyGivenUp) settle({ kind: cause.problem });
      // What breaks a request is its sender or the way; the cause is kept for who looks.
      else giveUp(new RequestAborted('the request broke', { cause }));
    });
    request.once('close', () => {
      if (!request.complete) giveUp(new RequestAborted('the client hung up'));
    });
    const giveUp = (error: RequestAborted): void => {
      stop();
      reject(error);
    };
  });
}
