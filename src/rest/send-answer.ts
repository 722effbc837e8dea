import { type IncomingMessage, type ServerResponse } from 'node:http';
import { type RestAnswer } from './rest-answer';

/** Writes one answer; the headers that are set on the response already go with it. */
export function sendAnswer(options: {
  request: IncomingMessage;
  response: ServerResponse;
  answer: RestAnswer;
  requestId: string;
  headers: Readonly<Record<string, string>>;
}): void {
  const { request, response, answer, requestId } = options;
  if (response.destroyed) return;
  const body = JSON.stringify({ data: answer.data, code: answer.status });
  response.writeHead(answer.status, {
    ...options.headers,
    ...answer.headers,
    // Pages of other origins get other headers, whether or not this request came from one.
    Vary: 'Origin',
    'Content-Type': 'application/json; charset=utf-8',
    'Cache-Control': 'no-store',
    'Content-Length': Buffer.byteLength(body),
    'X-Request-Id': requestId,
    // A body nobody wants is not read to its end to keep a connection.
    ...(!request.complete && { Connection: 'close' }),
  });
  response.end(request.method === 'HEAD' ? undefined : body);
}
