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
import {
  BAD_REQUEST,
  EXPECTATION_FAILED,
  HEAD_TOO_LARGE,
  REQUEST_TIMEOUT,
  type Answer,
} from './answer';
import { createSendAnswer } from './send-answer';

/** Answers what belongs to no door, in the form of the REST answers, and reports it. */
export interface Refusals {
  /** Answers a request. */
  request(request: IncomingMessage, response: ServerResponse, answer: Answer): void;
  /** Answers a connection that has no request, and closes it. */
  connection(socket: Socket, answer: Answer): void;
  /** Reports what ended without an answer. */
  unanswered(outcome: string): void;
}

/** Sets up the answers; `headers` go with every one of them. */
export function createRefusals(options: {
  headers: Readonly<Record<string, string>>;
  observer: RequestObserver;
}): Refusals {
  const { headers, observer } = options;
  const sendAnswer = createSendAnswer(headers);
  const report = (requestId: string, outcome: string): void =>
    observer.answered({ requestId, door: 'http', operation: 'none', outcome, durationMs: 0 });
  return {
    request(request, response, answer) {
      const requestId = requestIdOf(request);
      sendAnswer({ request, response, answer, requestId });
      report(requestId, answer.outcome);
    },
    connection(socket, answer) {
      const requestId = randomUUID();
      endConnection(socket, toText(answer, { ...headers, 'X-Request-Id': requestId }));
      report(requestId, answer.outcome);
    },
    unanswered: (outcome) => report(randomUUID(), outcome),
  };
}

/** Gives what Node refuses itself, before any door sees it, the form of all other answers. */
export function answerRefusals(server: Server, refusals: Refusals): void {
  const refused = new WeakSet<Socket>();
  server.on('checkExpectation', (request: IncomingMessage, response: ServerResponse) =>
    refusals.request(request, response, EXPECTATION_FAILED),
  );
  // Without a listener Node would cut the connection; nothing is tunnelled here.
  server.on('connect', (_request: IncomingMessage, socket: Socket) =>
    refusals.connection(socket, BAD_REQUEST),
  );
  server.on('clientError', (error: NodeJS.ErrnoException, stream) => {
    const socket = stream as HttpSocket;
    if (refused.has(socket)) return;
    const current = socket._httpMessage;
    refused.add(socket);
    if (current && !current.req.complete && !current.headersSent) {
      if (tellReader(current.req, error.code)) return;
    }
    const answer = answerTo(error.code);
    if (answer && canAnswer(socket)) {
      refusals.connection(socket, answer);
      return;
    }
    socket.destroy();
    // A door that waits for the rest of a request reports the end of the connection itself.
    if (!current || current.req.complete) refusals.unanswered(answer?.outcome ?? 'aborted');
  });
}

/** Node keeps the answer in hand at its socket. */
type HttpSocket = Socket & { _httpMessage?: ServerResponse | null };

/** Leaves the answer to the door that reads this body, if one does: it has its own form. */
function tellReader(request: IncomingMessage, code: string | undefined): boolean {
  if (isHangUp(code) || request.listenerCount('error') === 0) return false;
  const isTooSlow = code === TIMEOUT;
  if (isTooSlow) endWithoutWaiting(request);
  return request.emit('error', new BodyGivenUp(isTooSlow ? 'tooSlow' : 'broken'));
}

/** The most fields that the head of a request may have; Node would leave out the others. */
export const MAX_HEADER_COUNT = 100;

/** Lets in what HTTP/1.1 allows: one `Host`, and no more header fields than were read. */
export function requireUsableHead(listener: RequestListener, refusals: Refusals): RequestListener {
  return (request, response) => {
    const { rawHeaders } = request;
    const hosts = countHosts(rawHeaders);
    if (rawHeaders.length > 2 * MAX_HEADER_COUNT) {
      refusals.request(request, response, HEAD_TOO_LARGE);
    } else if (hosts > 1 || (hosts === 0 && request.httpVersion === '1.1')) {
      refusals.request(request, response, BAD_REQUEST);
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

/** Nothing when there is nobody left to answer. */
function answerTo(code: string | undefined): Answer | undefined {
  if (isHangUp(code)) return undefined;
  if (code === 'HPE_HEADER_OVERFLOW') return HEAD_TOO_LARGE;
  if (code === TIMEOUT) return REQUEST_TIMEOUT;
  return BAD_REQUEST;
}

function isHangUp(code: string | undefined): boolean {
  return code === 'ECONNRESET' || code === 'EPIPE' || code === 'HPE_INVALID_EOF_STATE';
}

/**
 * Not into an answer that has begun, and not before one that is still to come: it would be taken
 * for the answer to the earlier request.
 */
function canAnswer(socket: HttpSocket): boolean {
  const current = socket._httpMessage;
  return socket.writable && !(current && (current.headersSent || current.req.complete));
}

function toText(
  { status, data, ...answer }: Answer,
  headers: Readonly<Record<string, string>>,
): string {
  const body = JSON.stringify({ data, code: status });
  const head = Object.entries({
    ...headers,
    ...answer.headers,
    'Content-Type': 'application/json; charset=utf-8',
    'Cache-Control': 'no-store',
    'Content-Length': String(Buffer.byteLength(body)),
    Connection: 'close',
  }).map(([name, value]) => `${name}: ${value}\r\n`);
  return `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${head.join('')}\r\n${body}`;
}
