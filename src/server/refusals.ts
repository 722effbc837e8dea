import { randomUUID } from 'node:crypto';
import { type RequestListener, type Server, type ServerResponse, STATUS_CODES } from 'node:http';
import { type Socket } from 'node:net';
import { requestIdOf } from '../http/request-id';
import {
  BAD_REQUEST,
  EXPECTATION_FAILED,
  HEAD_TOO_LARGE,
  REQUEST_TIMEOUT,
  type RestAnswer,
} from '../rest/rest-answer';
import { createSendAnswer } from '../rest/send-answer';

type Headers = Readonly<Record<string, string>>;

/** Gives what Node refuses itself, before any door sees it, the form of all other answers. */
export function answerRefusals(server: Server, headers: Headers): void {
  const sendAnswer = createSendAnswer(headers);
  server.on('checkExpectation', (request, response) => {
    const requestId = requestIdOf(request);
    sendAnswer({ request, response, answer: EXPECTATION_FAILED, requestId });
  });
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    const answer = answerTo(error.code);
    if (answer && canAnswer(socket as Socket)) {
      socket.end(toText(answer, headers), () => socket.destroy());
    } else socket.destroy();
  });
}

/** Refuses what HTTP/1.1 forbids: a request without `Host`. The server must leave that to it. */
export function requireHost(listener: RequestListener, headers: Headers): RequestListener {
  const sendAnswer = createSendAnswer(headers);
  return (request, response) => {
    if (request.headers.host !== undefined || request.httpVersion !== '1.1') {
      listener(request, response);
      return;
    }
    sendAnswer({ request, response, answer: BAD_REQUEST, requestId: requestIdOf(request) });
  };
}

/** Nothing when there is nobody left to answer. */
function answerTo(code: string | undefined): RestAnswer | undefined {
  if (code === 'ECONNRESET' || code === 'EPIPE') return undefined;
  if (code === 'HPE_HEADER_OVERFLOW') return HEAD_TOO_LARGE;
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return REQUEST_TIMEOUT;
  return BAD_REQUEST;
}

/**
 * Not into an answer that has begun, and not before one that is still to come: it would be taken
 * for the answer to the earlier request. Node keeps the answer in hand at its socket.
 */
function canAnswer(socket: Socket & { _httpMessage?: ServerResponse | null }): boolean {
  const current = socket._httpMessage;
  return socket.writable && !(current && (current.headersSent || current.req.complete));
}

function toText({ status, data }: RestAnswer, headers: Headers): string {
  const body = JSON.stringify({ data, code: status });
  const head = Object.entries({
    ...headers,
    'Content-Type': 'application/json; charset=utf-8',
    'Cache-Control': 'no-store',
    'X-Request-Id': randomUUID(),
    'Content-Length': String(Buffer.byteLength(body)),
    Connection: 'close',
  }).map(([name, value]) => `${name}: ${value}\r\n`);
  return `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${head.join('')}\r\n${body}`;
}
