import { type ApolloServer, HeaderMap, type HTTPGraphQLResponse } from '@apollo/server';
import { type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import { TIME_BUDGET } from '../../config/time-budget';
import { RateLimited } from '../../domain/errors';
import { endAnswer } from '../../http/linger';
import { readBody, RequestAborted, type UnfinishedBodies } from '../../http/read-body';
import { TooLate, within } from '../../concurrency/within';
import { type BegunRequest, startClock } from './begin-request';
import {
  ABORTED,
  type BodyRefusal,
  bodyRefusal,
  FAULT_BODY,
  type HttpAnswer,
  tooManyRequests,
  UNKNOWN_FATE,
} from '../errors/http-errors';
import { type RequestContext } from '../schema/request-context';

export interface ServeHttpOptions {
  readonly apollo: ApolloServer<RequestContext>;
  readonly begin: (request: IncomingMessage) => BegunRequest;
  readonly admit: (request: IncomingMessage) => Promise<void>;
  readonly unfinishedBodies: UnfinishedBodies;
  /** Set on every answer. */
  readonly headers: Readonly<Record<string, string>>;
  /** Set on an answer that is a page, instead. */
  readonly pageHeaders: Readonly<Record<string, string>>;
  readonly maxBodyBytes: number;
}

/**
 * Serves GraphQL and its landing page, whatever the method, on Node's own request and response:
 * Express and its middleware would cost a third of a post, and every call has one body reader and
 * one time limit this way.
 */
export function createServeHttp(options: ServeHttpOptions): RequestListener {
  const bodyLimits = { maxBytes: options.maxBodyBytes, unfinished: options.unfinishedBodies };
  const jsonHeaders = everyAnswerWith(options.headers);
  const pageHeaders = everyAnswerWith(options.pageHeaders);

  const answer = async (request: IncomingMessage, context: RequestContext): Promise<HttpAnswer> => {
    await options.admit(request);
    const body = request.method === 'POST' ? await readJson(request) : { value: undefined };
    if ('refusal' in body) return refuse(context, body.refusal);
    startClock(context);
    return toAnswer(
      await within(
        TIME_BUDGET.callMs,
        options.apollo.executeHTTPGraphQLRequest({
          httpGraphQLRequest: {
            method: request.method ?? '',
            headers: toHeaderMap(request),
            search: searchOf(request),
            body: body.value,
          },
          context: () => Promise.resolve(context),
        }),
      ),
    );
  };

  const readJson = async (
    request: IncomingMessage,
  ): Promise<{ value: unknown } | { refusal: BodyRefusal }> => {
    const body = await readBody(request, bodyLimits);
    if (body.kind !== 'json') return { refusal: body.kind };
    return parseJson(body.bytes) ?? { refusal: 'invalidJson' };
  };

  const toFault = (context: RequestContext, error: unknown): HttpAnswer => {
    if (error instanceof RateLimited) {
      note(context, 'rateLimited');
      return tooManyRequests(error.retryAfterMs);
    }
    if (error instanceof RequestAborted) {
      note(context, 'aborted');
      return ABORTED;
    }
    context.reportFault(error);
    return error instanceof TooLate ? UNKNOWN_FATE : FAULT_BODY;
  };

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { context, report } = options.begin(request);
    const { status, headers, body, isPage } = await answer(request, context).catch(
      (error: unknown) => toFault(context, error),
    );
    if (!response.destroyed) {
      const head = [...(isPage ? pageHeaders : jsonHeaders), 'X-Request-Id', context.requestId];
      head.push(...headers, 'Content-Length', String(Buffer.byteLength(body)));
      if (!request.complete) head.push('Connection', 'close');
      response.writeHead(status, head);
      endAnswer(request, response, request.method === 'HEAD' ? undefined : body);
    }
    report();
  };
  return (request, response) => void handle(request, response);
}

function everyAnswerWith(headers: Readonly<Record<string, string>>): string[] {
  return Object.entries({ ...headers, Vary: 'Origin', 'Cache-Control': 'no-store' }).flat();
}

function refuse(context: RequestContext, refusal: BodyRefusal): HttpAnswer {
  const { outcome, answer } = bodyRefusal(refusal);
  note(context, outcome);
  return answer;
}

/** What came of a request that never got to a root field. */
function note({ outcomes }: RequestContext, outcome: string): void {
  outcomes.push({ operation: 'none', outcome, userId: undefined });
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

function parseJson(bytes: Buffer): { value: unknown } | undefined {
  // No body at all is for Apollo to refuse, which says what is missing.
  if (bytes.length === 0) return { value: undefined };
  try {
    return { value: JSON.parse(utf8.decode(bytes)) };
  } catch {
    return undefined;
  }
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

function toAnswer(response: HTTPGraphQLResponse): HttpAnswer {
  // The schema has no directive that would make an answer come in pieces.
  if (response.body.kind !== 'complete') throw new Error('an answer in pieces is not supported');
  const isPage = response.headers.get('content-type')?.startsWith('text/html') ?? false;
  // Ours is on every answer already.
  response.headers.delete('cache-control');
  const headers = [...response.headers].flat();
  return { status: response.status ?? 200, headers, body: response.body.string, isPage };
}
