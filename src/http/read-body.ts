import { parse as parseContentType } from 'content-type';
import { type IncomingMessage } from 'node:http';
import { type OutcomeName } from '../outcomes/outcomes';
import { type ClientAddressOf } from './admission/client-address';
import { type FairShare } from './admission/fair-share';

/** The bytes of a JSON body (empty when there is no body), or why it is rejected. */
export type Body =
  { readonly kind: 'json'; readonly bytes: Buffer } | { readonly kind: BodyProblem };

/** `broken`: invalid HTTP framing; `noRoom`: the memory for unfinished bodies is taken. */
export type BodyProblem = 'notJson' | 'tooLarge' | 'noRoom' | 'broken' | 'tooSlow';

/** The outcome that each problem is reported and answered as. */
export const BODY_OUTCOMES = {
  notJson: 'unsupportedMediaType',
  tooLarge: 'payloadTooLarge',
  noRoom: 'overloaded',
  broken: 'badRequest',
  tooSlow: 'requestTimeout',
} as const satisfies Record<BodyProblem, OutcomeName>;

/** Thrown when the client hangs up before its request is complete: no fault, no answer. */
export class RequestAborted extends Error {
  override readonly name = 'RequestAborted';
}

/** The request's `error` when Node gives up on its body. */
export class BodyGivenUp extends Error {
  override readonly name = 'BodyGivenUp';

  constructor(readonly problem: 'broken' | 'tooSlow') {
    super(`the body is ${problem}`);
  }
}

/** The largest body, and the memory that it shares with all other unfinished bodies. */
export interface BodyLimits {
  readonly maxBytes: number;
  readonly unfinished: UnfinishedBodies;
}

/** The memory shared by all bodies that have begun to arrive and have not ended. */
export interface UnfinishedBodies {
  readonly bytes: FairShare;
  readonly addressOf: ClientAddressOf;
}

/** The overhead of one chunk: in a body of one-byte chunks it is most of the memory. */
const CHUNK_BYTES = 200;

const NO_BODY: Body = { kind: 'json', bytes: Buffer.alloc(0) };

/**
 * Reads the body of a request. Refuses a body whose headers do not declare plain JSON, and one that
 * is too large as soon as that shows. An empty body is no body, whatever its headers say. Rejects
 * with `RequestAborted` when the connection breaks.
 */
export async function readBody(request: IncomingMessage, limits: BodyLimits): Promise<Body> {
  const { 'content-length': length, 'transfer-encoding': chunked } = request.headers;
  if (!chunked && !Number(length)) return NO_BODY;
  if (isJson(request)) {
    return Number(length) > limits.maxBytes ? { kind: 'tooLarge' } : collect(request, limits);
  }
  // A chunked body may turn out to be empty, so its first byte has to be read.
  const body = chunked ? await collect(request, { ...limits, maxBytes: 0 }) : undefined;
  return body && body.kind !== 'tooLarge' ? body : { kind: 'notJson' };
}

/** True when the headers declare uncompressed JSON in UTF-8. */
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

/** Uses events: an async iterator costs several times as much for a single chunk. */
function collect(request: IncomingMessage, limits: BodyLimits): Promise<Body> {
  if (request.destroyed) return Promise.reject(new RequestAborted('the client has hung up'));
  return new Promise((resolve, reject) => {
    const chunks = new Chunks(request, limits);
    const stop = (): void => {
      request.off('data', onData);
      chunks.release();
    };
    const settle = (body: Body): void => {
      stop();
      resolve(body);
    };
    const giveUp = (error: RequestAborted): void => {
      stop();
      reject(error);
    };
    const onData = (chunk: Buffer): void => {
      const problem = chunks.add(chunk);
      if (problem) settle({ kind: problem });
    };
    request.on('data', onData);
    request.once('end', () => settle({ kind: 'json', bytes: chunks.toBuffer() }));
    request.on('error', (cause) => {
      if (cause instanceof BodyGivenUp) settle({ kind: cause.problem });
      // Any other error is the client's or the network's.
      else giveUp(new RequestAborted('the request broke', { cause }));
    });
    request.once('close', () => {
      if (!request.complete) giveUp(new RequestAborted('the client hung up'));
    });
  });
}

/** The chunks of one body, within its own limit and the memory that all bodies share. */
class Chunks {
  private readonly chunks: Buffer[] = [];
  private readonly length: number;
  private size = 0;
  private takenBytes = 0;
  private address: string | undefined;

  constructor(
    private readonly request: IncomingMessage,
    private readonly limits: BodyLimits,
  ) {
    this.length = Number(request.headers['content-length']);
  }

  /** Adds a chunk, or returns why the body is rejected. */
  add(chunk: Buffer): 'tooLarge' | 'noRoom' | undefined {
    const { maxBytes, unfinished } = this.limits;
    this.size += chunk.length;
    if (this.size > maxBytes) return 'tooLarge';
    // Nearly all bodies arrive in one chunk and take none of the shared memory.
    if (this.size !== this.length) {
      this.address ??= unfinished.addressOf(this.request);
      const bytes = chunk.length + CHUNK_BYTES;
      if (!unfinished.bytes.take(this.address, bytes)) return 'noRoom';
      this.takenBytes += bytes;
    }
    this.chunks.push(chunk);
    return undefined;
  }

  /** Returns the shared memory; safe to call twice. */
  release(): void {
    if (this.takenBytes > 0) this.limits.unfinished.bytes.giveBack(this.address!, this.takenBytes);
    this.takenBytes = 0;
  }

  toBuffer(): Buffer {
    const [first] = this.chunks;
    return first && this.chunks.length === 1 ? first : Buffer.concat(this.chunks);
  }
}
