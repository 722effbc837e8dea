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
import { requestIdOf } from './request-id';
import { type RequestObserver } from '../observability/request-observer';
import { type OutcomeName } from '../outcomes/outcomes';
import { type Answer, answer, ANSWER_HEADERS, bodyOf } from './answer';
import { createSendAnswer } from './send-answer';

/** Answers and reports what reaches no door, in the form of the REST answers. */
export interface Refusals {
  /** Answers a request. */
  request(request: IncomingMessage, response: ServerResponse, answer: Answer): void;
  /** Answers a connection without a request, and closes it. */
  connection(socket: Socket, answer: Answer): void;
  /** Reports a connection that ended without an answer. */
  unanswered(outcome: OutcomeName): void;
}

/** Creates the refusals; every answer carries `headers`. */
export function createRefusals(options: {
  headers: Readonly<Record<string, string>>;
  observer: RequestObserver;
}): Refusals {
  const { headers, observer } = options;
  const sendAnswer = createSendAnswer(headers);
  const report = (requestId: string, outcome: OutcomeName): void =>
    observer.answered({ requestId, door: 'http', operation: 'none', outcome, durationMs: 0 });
  return {
    request(request, response, refusal) {
      const requestId = requestIdOf(request);
      sendAnswer({ request, response, answer: refusal, requestId });
      report(requestId, refusal.outcome);
    },
    connection(socket, refusal) {
      const requestId = randomUUID();
      endConnection(socket, toText(refusal, { ...headers, 'X-Request-Id': requestId }));
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
  server.on('clientError', (error: NodeJS.ErrnoException, stream) => {
    const socket = stream as HttpSocket;
    if (refused.has(socket)) return;
    refused.add(socket);
    refuseBroken(socket, { code: error.code, refusals });
  });
}

/** Answers a connection that broke HTTP, through the door that reads its body if there is one. */
function refuseBroken(
  socket: HttpSocket,
  { code, refusals }: { code: string | undefined; refusals: Refusals },
): void {
  const current = socket._httpMessage;
  if (current && !current.req.complete && !current.headersSent) {
    if (failBody(current.req, code)) return;
  }
  const refusal = answerTo(code);
  if (refusal && canAnswer(socket)) {
    refusals.connection(socket, refusal);
    return;
  }
  socket.destroy();
  // A door that waits for the rest of a request reports the end of the connection itself.
  if (!current || current.req.complete) refusals.unanswered(refusal?.outcome ?? 'aborted');
}

/** Node keeps the current response here. */
type HttpSocket = Socket & { _httpMessage?: ServerResponse | null };

/** Fails the body, so that the door that reads it answers in its own form; false if none does. */
function failBody(request: IncomingMessage, code: string | undefined): boolean {
  if (isHangUp(code) || request.listenerCount('error') === 0) return false;
  const isTooSlow = code === TIMEOUT;
  if (isTooSlow) endWithoutWaiting(request);
  return request.emit('error', new BodyGivenUp(isTooSlow ? 'tooSlow' : 'broken'));
}

/** The most fields in the head of a request; Node silently drops any beyond its own limit. */
export const MAX_HEADER_COUNT = 100;

/** Passes on requests with exactly one `Host` (HTTP/1.0: at most one) and not too many fields. */
export function requireUsableHead(listener: RequestListener, refusals: Refusals): RequestListener {
  return (request, response) => {
    const { rawHeaders } = request;
    const hosts = countHosts(rawHeaders);
    if (rawHeaders.length > 2 * MAX_HEADER_COUNT) {
      refusals.request(request, response, answer('headTooLarge'));
    } else if (hosts > 1 || (hosts === 0 && request.httpVersion === '1.1')) {
      refusals.request(request, response, answer('badRequest'));
    } else listener(request, response);
  };
}

function countHosts(rawHeaders: readonly string[]): number {
  let hosts = 0;
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index]!;
    if (name.length === 4 && name.toLowerCase() === 'host') hosts += 1;
  }
  return hosts;
}

const TIMEOUT = 'ERR_HTTP_REQUEST_TIMEOUT';

/** Undefined when the client has hung up. */
function answerTo(code: string | undefined): Answer | undefined {
  if (isHangUp(code)) return undefined;
  if (code === 'HPE_HEADER_OVERFLOW') return answer('headTooLarge');
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
