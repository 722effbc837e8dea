import fc from 'fast-check';

/** What kind of hostile input a call is; rounds, figures and violations are told by it. */
export const FAMILIES = [
  'cookies',
  'headers',
  'targets',
  'methods',
  'bodies',
  'documents',
  'storedUsers',
  'storedLocks',
] as const;
export type Family = (typeof FAMILIES)[number];

/** One piece of a request and how long after the piece before it is sent. */
export interface Piece {
  readonly bytes: Buffer;
  readonly afterMs: number;
}

/** One hostile connection: what is sent, byte for byte, and what its answer may be. */
export interface HostileCall {
  readonly family: Family;
  readonly pieces: readonly Piece[];
  readonly owed: Owed;
}

/** What the gateway owes to a hostile call besides what it owes to all. */
export interface Owed {
  /** False when the request is cut off or lies about its length: it may be left without an answer. */
  readonly isAnswered: boolean;
  /** The only statuses that are right; undefined when any below 500 is. */
  readonly statuses?: readonly number[];
  /** True where the user is unknown, or there may be no such lock: `404 Not found` may be the truth. */
  readonly mayBeNotFound?: boolean;
  /** True for the callers of a malformed record: 500 is that record's own. */
  readonly mayFault?: boolean;
}

/** A request as it is put on the wire: nothing is added, corrected or refused. */
export interface RawRequest {
  readonly method: string;
  readonly target: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body?: string | Buffer | undefined;
}

/** The bytes of a request; header text is one byte a character. */
export function toBytes({ method, target, headers, body }: RawRequest): Buffer {
  const lines = headers.map(([name, value]) => `${name}: ${value}\r\n`).join('');
  const head = Buffer.from(`${method} ${target} HTTP/1.1\r\n${lines}\r\n`, 'latin1');
  return body === undefined ? head : Buffer.concat([head, Buffer.from(body)]);
}

/** A request in one piece. */
export function whole(request: RawRequest): readonly Piece[] {
  return [{ bytes: toBytes(request), afterMs: 0 }];
}

/** The headers that an ordinary JSON request has; a connection carries one request. */
export function jsonHeaders(options: {
  cookie?: string | undefined;
  body?: string | Buffer | undefined;
}): [string, string][] {
  const { cookie, body } = options;
  return [
    ['Host', 'gateway'],
    ['Connection', 'close'],
    ['Content-Type', 'application/json'],
    ...(cookie === undefined ? [] : ([['Cookie', cookie]] as [string, string][])),
    ...(body === undefined
      ? []
      : ([['Content-Length', String(Buffer.byteLength(body))]] as [string, string][])),
  ];
}

/** A record that only hostile callers use. */
export const hostileRecord = fc
  .integer({ min: 0, max: 999 })
  .map((id) => ({ route: 'hostile', id: String(id) }));

/** A text, or one of those that a decoder may treat in a way of its own. */
export const anyText = fc.oneof(
  fc.string({ maxLength: 40 }),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.constantFrom('', '__proto__', 'constructor', 'null', '$ne', '\0', '\u2028', 'ﬀ', '🧨'),
);

/** A text of combining marks in an order that normalization has to change. */
export const markedText = (count: number): string =>
  `a${'\u0301'.repeat(count / 2)}${'\u0323'.repeat(count / 2)}`;
