import { type ApolloServer, HeaderMap } from '@apollo/server';
import { type IncomingMessage, type ServerResponse } from 'node:http';
import { type Admit } from '../../http/admission/admit';
import { endAnswer } from '../../http/linger';
import { type BodyLimits } from '../../http/read-body';
import { traceRequest } from '../../observability/tracing/trace-request';
import { type RequestContext } from '../schema/request-context';
import { type BegunRequest } from './begin-request';
import { executeOperation, failureAnswer, note } from './execute-operation';
import { bodyRefusal, type HttpAnswer } from './http-answer';
import { isVisit } from '../pages/plain-page';
import { readJson } from './read-json';

export interface ServeHttpOptions {
  readonly apollo: Pick<ApolloServer<RequestContext>, 'executeHTTPGraphQLRequest'>;
  readonly begin: (request: IncomingMessage) => BegunRequest;
  readonly admit: Admit;
  readonly sendAnswer: SendHttpAnswer;
  readonly bodyLimits: BodyLimits;
  /** The page for people, if Apollo's is off. */
  readonly page: string | undefined;
}

/** Answers one request; never rejects. */
export type ServeHttp = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/**
 * Serves GraphQL and its landing page, whatever the method, on Node's own request and response.
 * Express and its middleware would take a third of the time of a POST, and this way every call has
 * the same body reader and time limit.
 */
export function createServeHttp(options: ServeHttpOptions): ServeHttp {
  const answer = async (request: IncomingMessage, context: RequestContext): Promise<HttpAnswer> => {
    await options.admit(request);
    if (options.page !== undefined && isVisit(request)) return pageAnswer(options.page);
    const body =
      request.method === 'POST'
        ? await readJson(request, options.bodyLimits)
        : { value: undefined };
    if ('refusal' in body) {
      note(context, body.refusal);
      return bodyRefusal(body.refusal);
    }
    const operation = {
      method: request.method ?? '',
      headers: toHeaderMap(request),
      search: searchOf(request),
      body: body.value,
    };
    return executeOperation(options.apollo, operation, context);
  };

  return async (request, response) => {
    const { context, report } = options.begin(request);
    const { headers } = request;
    const sent = await traceRequest({ name: 'graphql', headers }, () =>
      answer(request, context).catch((error: unknown) => failureAnswer(context, error)),
    );
    options.sendAnswer({ request, response, answer: sent, requestId: context.requestId });
    report();
  };
}

/** Writes one answer unless the client is gone. */
export type SendHttpAnswer = (exchange: {
  request: IncomingMessage;
  response: ServerResponse;
  answer: HttpAnswer;
  requestId: string;
}) => void;

/** Creates a writer of answers, which carry `headers`, and of pages, which carry `pageHeaders`. */
export function createSendHttpAnswer(options: {
  headers: Readonly<Record<string, string>>;
  pageHeaders: Readonly<Record<string, string>>;
}): SendHttpAnswer {
  const jsonHeaders = everyAnswerWith(options.headers);
  const pageHeaders = everyAnswerWith(options.pageHeaders);
  return ({ request, response, answer: { status, headers, body, isPage }, requestId }) => {
    if (response.destroyed) return;
    const head = [...(isPage ? pageHeaders : jsonHeaders), 'X-Request-Id', requestId];
    head.push(...headers, 'Content-Length', String(Buffer.byteLength(body)));
    if (!request.complete) head.push('Connection', 'close');
    response.writeHead(status, head);
    endAnswer(request, response, request.method === 'HEAD' ? undefined : body);
  };
}

function pageAnswer(body: string): HttpAnswer {
  return { status: 200, headers: ['Content-Type', 'text/html; charset=utf-8'], body, isPage: true };
}

/** The headers, apart from the cookie, that decide how a GET is answered. */
const VARY = 'Origin, Sec-Fetch-Site, Accept';

/** Names and values in turn of the headers that every answer carries. */
export function everyAnswerWith(headers: Readonly<Record<string, string>>): string[] {
  return Object.entries({ ...headers, Vary: VARY, 'Cache-Control': 'no-store' }).flat();
}

function searchOf({ url = '' }: IncomingMessage): string {
  const queryAt = url.indexOf('?');
  return queryAt === -1 ? '' : url.slice(queryAt);
}

function toHeaderMap(request: IncomingMessage): HeaderMap {
  const headers = new HeaderMap();
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value);
  }
  return headers;
}
