import { type IncomingMessage, type ServerResponse } from 'node:http';
import { type Answer, ANSWER_HEADERS, bodyOf } from './answer';
import { endAnswer } from './linger';

/** Writes one answer. */
export type SendAnswer = (exchange: {
  request: IncomingMessage;
  response: ServerResponse;
  answer: Answer;
  requestId: string;
}) => void;

/** Creates a writer of answers that all carry `headers`, besides those set on the response. */
export function createSendAnswer(headers: Readonly<Record<string, string>>): SendAnswer {
  // Node writes a flat list of names and values without copying it into objects first.
  const everyAnswer = Object.entries({
    ...headers,
    ...ANSWER_HEADERS,
    // Pages of other origins get other headers, whether or not this request came from one.
    Vary: 'Origin',
  }).flat();

  return ({ request, response, answer, requestId }) => {
    if (response.destroyed) return;
    const body = bodyOf(answer);
    const head = [...everyAnswer, 'X-Request-Id', requestId];
    head.push('Content-Length', String(Buffer.byteLength(body)));
    if (answer.headers) head.push(...Object.entries(answer.headers).flat());
    // The rest of the body is discarded, but not for long enough to keep the connection.
    if (!request.complete) head.push('Connection', 'close');
    response.writeHead(answer.status, head);
    endAnswer(request, response, request.method === 'HEAD' ? undefined : body);
  };
}
