import { randomUUID } from 'node:crypto';
import {
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
  STATUS_CODES,
} from 'node:http';
import { type Socket } from 'node:net';
import { endConnection, endWithoutWaiting } from './linger';
import { BodyGivenUp } from './read-body';
import { type Door } from './door';
import { hasTooManyFields } from './head-size';
import { requestIdOf } from './request-id';
import { type RequestObserver } from '../observability/request-observer';
import { type OutcomeName } from '../outcomes/outcomes';
import { type Answer, answer, ANSWER_HEADERS, bodyOf } from './answer';
import { normalizeTarget, pathOf } from './request-target';
import { createSendAnswer } from './send-answer';

/** Answers and reports what reaches no door, in the form of the door at its path, or else of REST. */
export interface Refusals {
  /** Answers a request. */
  request(request: IncomingMessage, response: ServerResponse, answer: Answer): void;
  /** Answers a connection without a request, and closes it; `target` is what it asks for, if known. */
  connection(socket: Socket, answer: Answer, target?: string): void;
  /** Reports a connection that ended without an answer. */
  unanswered(outcome: OutcomeName): void;
}

/** Creates the refusals; every answer carries `headers`. */
export function createRefusals(options: {
  headers: Readonly<Record<string, string>>;
  observer: RequestObserver;
  /** Refusals at their paths have their form. */
  doors?: readonly Pick<Door, 'paths' | 'refusalBody'>[];
}): Refusals {
  const { headers, observer, doors = [] } = options;
  const inFormOf = (target: string, refusal: Answer): Answer => {
    const path = pathOf(normalizeTarget(target) ?? '');
    const door = doors.find(({ paths }) => paths.includes(path));
    return { ...refusal, body: door?.refusalBody?.(refusal.outcome) };
  };
  const sendAnswer = createSendAnswer(headers);
  const report = (requestId: string, outcome: OutcomeName): void =>
    observer.answered({ requestId, door: 'http', operation: 'none', outcome, durationMs: 0 });
  return {
    request(request, response, refusal) {
      const requestId = requestIdOf(request);
      const inForm = inFormOf(request.url ?? '', refusal);
      sendAnswer({ request, response, answer: inForm, requestId });
      report(requestId, refusal.outcome);
    },
    connection(socket, refusal, target = '') {
      const requestId = randomUUID();
      const inForm = inFormOf(target, refusal);
      endConnection(socket, toText(inForm, { ...headers, 'X-Request-Id': requestId }));
      report(requestId, refusal.outcome);
    },
    unanswered: (outcome) => report(randomUUID(), outcome),
  };
}

/** Answers in our own form what Node would refuse by itself, before any door sees it. */
export function answerRefusals(server: Server, refusals: Refusals): void {
  const refused = new WeakSet<Socket>();
  server.on('checkExpectation', (request: IncomingMessage, response: ServerResponse) =>
    refusals.request(request, response, answer('expectationFailed')),
  );
  // Without a listener Node closes the connection without an answer.
  server.on('connect', (_request: IncomingMessage, socket: Socket) =>
    refusals.connection(socket, answer('badRequest')),
  );
  server.on('clientError', (error: ClientError, stream) => {
    const socket = stream as HttpSocket;
    if (refused.has(socket)) return;
    refused.add(socket);
    refuseBroken(socket, { error, refusals });
  });
}

/** Answers a connection that broke HTTP, through the door that reads its body if there is one. */
function refuseBroken(
  socket: HttpSocket,
  { error, refusals }: { error: ClientError; refusals: Refusals },
): void {
  const { code } = error;
  const current = socket._httpMessage;
  if (current && !current.req.complete && !current.headersSent) {
    if (failBody(current.req, code)) return;
  }
  const refusal = answerTo(code);
  if (refusal && canAnswer(socket)) {
    refusals.connection(socket, refusal, targetOf(error));
    return;
  }
  socket.destroy();
  // A door that waits for the rest of a request reports the end of the connection itself.
  if (!current || current.req.complete) refusals.unanswered(refusal?.outcome ?? 'aborted');
}

/** An error of Node's parser; the packet is the last one it read. */
type ClientError = NodeJS.ErrnoException & { readonly rawPacket?: Buffer };

const REQUEST_LINE = /^[A-Z]+ ([^ ?]+)[ ?]/;

/** What a head that is too large asks for, where the packet has its beginning. */
function targetOf({ code, rawPacket }: ClientError): string | undefined {
  if (code !== HEAD_OVERFLOW || !rawPacket) return undefined;
  return REQUEST_LINE.exec(rawPacket.toString('latin1', 0, MAX_PATH_CHARS))?.[1];
}

/** More than the longest path of a door. */
const MAX_PATH_CHARS = 256;

/** Node keeps the current response here. */
type HttpSocket = Socket & { _httpMessage?: ServerResponse | null };

/** Fails the body, so that the door that reads it answers in its own form; false if none does. */
function failBody(request: IncomingMessage, code: string | undefined): boolean {
  if (isHangUp(code) || request.listenerCount('error') === 0) return false;
  const isTooSlow = code === TIMEOUT;
  if (isTooSlow) endWithoutWaiting(request);
  return request.emit('error', new BodyGivenUp(isTooSlow ? 'tooSlow' : 'broken'));
}

/** Passes on requests with exactly one `Host` (HTTP/1.0: at most one), and those with too many fields. */
export function requireHost(listener: RequestListener, refusals: Refusals): RequestListener {
  return (request, response) => {
    // Node may have dropped the Host of a head that will be refused for its size.
    if (hasTooManyFields(request)) listener(request, response);
    else if (!hasUsableHost(request)) {
      refusals.request(request, response, answer('badRequest'));
    } else listener(request, response);
  };
}

/** True for a request with one `Host`, or none in HTTP/1.0. */
export function hasUsableHost({ rawHeaders, httpVersion }: IncomingMessage): boolean {
  const hosts = countHosts(rawHeaders);
  return hosts === 1 || (hosts === 0 && httpVersion !== '1.1');
}

function countHosts(rawHeaders: readonly string[]): number {
  let hosts = 0;
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index]!;
    if (name.length === 4 && name.toLowerCase() === 'host') hosts += 1;
  }
  return hosts;
}

const HEAD_OVERFLOW = 'HPE_HEADER_OVERFLOW';
const TIMEOUT = 'ERR_HTTP_REQUEST_TIMEOUT';

/** Undefined when the client has hung up. */
function answerTo(code: string | undefined): Answer | undefined {
  if (isHangUp(code)) return undefined;
  if (code === HEAD_OVERFLOW) return answer('headTooLarge');
  if (code === TIMEOUT) return answer('requestTimeout');
  return answer('badRequest');
}

function isHangUp(code: string | undefined): boolean {
  return code === 'ECONNRESET' || code === 'EPIPE' || code === 'HPE_INVALID_EOF_STATE';
}

/**
 * False while another answer on the connection is being written or still to come: the client would
 * take this one for part of it, or for the answer to the earlier request.
 */
function canAnswer(socket: HttpSocket): boolean {
  const current = socket._httpMessage;
  return socket.writable && !(current && (current.headersSent || current.req.complete));
}

function toText(refusal: Answer, headers: Readonly<Record<string, string>>): string {
  const body = bodyOf(refusal);
  const head = Object.entries({
    ...headers,
    ...refusal.headers,
    ...ANSWER_HEADERS,
    'Content-Length': String(Buffer.byteLength(body)),
    Connection: 'close',
  }).map(([name, value]) => `${name}: ${value}\r\n`);
  const { status } = refusal;
  return `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${head.join('')}\r\n${body}`;
}
