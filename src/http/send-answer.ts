import { type IncomingMessage, type ServerResponse } from 'node:http';
import { endAnswer } from './linger';
import { type Answer } from './answer';

/** Writes one answer, at once. */
export type SendAnswer = (exchange: {
  request: IncomingMessage;
  response: ServerResponse;
  answer: Answer;
  requestId: string;
}) => void;

/** Writes answers; `headers` go with every one of them, besides those set on the response. */
export function createSendAnswer(headers: Readonly<Record<string, string>>): SendAnswer {
  // A flat list of names and values is what Node writes without copying it into objects first.
  const everyAnswer = Object.entries({
    ...headers,
    'Content-Type': 'application/json; charset=utf-8',
    'Cache-Control': 'no-store',
    // Pages of other origins get other headers, whether or not this request came from one.
    Vary: 'Origin',
  }).flat();

  return ({ request, response, answer, requestId }) => {
    if (response.destroyed) return;
    const body = JSON.stringify({ data: answer.data, code: answer.status });
    const head = [...everyAnswer, 'X-Request-Id', requestId];
    head.push('Content-Length', String(Buffer.byteLength(body)));
    if (answer.headers) head.push(...Object.entries(answer.headers).flat());
    // A body nobody wants is discarded, but not for long enough to keep the connection.
    if (!request.complete) head.push('Connection', 'close');
    response.writeHead(answer.status, head);
    endAnswer(request, response, request.method === 'HEAD' ? undefined : body);
  };
}
