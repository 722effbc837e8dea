import { type ApolloServer, HeaderMap, type HTTPGraphQLResponse } from '@apollo/server';
import { type IncomingMessage, type ServerResponse } from 'node:http';
import { TIME_BUDGET } from '../../config/time-budget';
import { RateLimited } from '../../domain/errors';
import { endAnswer } from '../../http/linger';
import {
  BODY_OUTCOMES,
  readBody,
  RequestAborted,
  type UnfinishedBodies,
} from '../../http/read-body';
import { TooLate, within } from '../../concurrency/within';
import { type Admit } from '../../http/admission/admit';
import { type OutcomeName } from '../../outcomes/outcomes';
import { type BegunRequest, startClock } from './begin-request';
import { type BodyOutcome, bodyRefusal, errorAnswer, type HttpAnswer } from './http-answer';
import { type RequestContext } from '../schema/request-context';

export interface ServeHttpOptions {
  readonly apollo: ApolloServer<RequestContext>;
  readonly begin: (request: IncomingMessage) => BegunRequest;
  readonly admit: Admit;
  readonly unfinishedBodies: UnfinishedBodies;
  /** Set on every answer. */
  readonly headers: Readonly<Record<string, string>>;
  /** Set on a page, instead of `headers`. */
  readonly pageHeaders: Readonly<Record<string, string>>;
  readonly maxBodyBytes: number;
}

/** Answers one request; never rejects. */
export type ServeHttp = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/**
 * Serves GraphQL and its landing page, whatever the method, on Node's own request and response.
 * Express and its middleware would take a third of the time of a POST, and this way every call has
 * the same body reader and time limit.
 */
export function createServeHttp(options: ServeHttpOptions): ServeHttp {
  const bodyLimits = { maxBytes: options.maxBodyBytes, unfinished: options.unfinishedBodies };
  const jsonHeaders = everyAnswerWith(options.headers);
  const pageHeaders = everyAnswerWith(options.pageHeaders);

  const answer = async (request: IncomingMessage, context: RequestContext): Promise<HttpAnswer> => {
    await options.admit(request);
    const body = request.method === 'POST' ? await readJson(request) : { value: undefined };
    if ('refusal' in body) {
      note(context, body.refusal);
      return bodyRefusal(body.refusal);
    }
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
  ): Promise<{ value: unknown } | { refusal: BodyOutcome }> => {
    const body = await readBody(request, bodyLimits);
    if (body.kind !== 'json') return { refusal: BODY_OUTCOMES[body.kind] };
    return parseJson(body.bytes) ?? { refusal: 'invalidJson' };
  };

  const toFault = (context: RequestContext, error: unknown): HttpAnswer => {
    if (error instanceof RateLimited) {
      note(context, 'rateLimited');
      return errorAnswer('rateLimited', { retryAfterMs: error.retryAfterMs });
    }
    if (error instanceof RequestAborted) {
      note(context, 'aborted');
      return errorAnswer('aborted');
    }
    context.reportFault(error);
    // After a time-out it is unknown whether the call took effect.
    return errorAnswer('fault', error instanceof TooLate ? { retryable: true } : {});
  };

  return async (request, response) => {
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
}

/** The headers, apart from the cookie, that decide how a GET is answered. */
const VARY = 'Origin, Sec-Fetch-Site, Accept';

function everyAnswerWith(headers: Readonly<Record<string, string>>): string[] {
  return Object.entries({ ...headers, Vary: VARY, 'Cache-Control': 'no-store' }).flat();
}

/** Records the outcome of a request that executed no root field. */
function note({ outcomes }: RequestContext, outcome: OutcomeName): void {
  outcomes.push({ operation: 'none', outcome, userId: undefined });
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

function parseJson(bytes: Buffer): { value: unknown } | undefined {
  // Apollo rejects a missing body itself and says what is missing.
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
  // The document guard refuses @defer and @stream.
  if (response.body.kind !== 'complete') throw new Error('incremental answers are not supported');
  const isPage = response.headers.get('content-type')?.startsWith('text/html') ?? false;
  // Every answer already has ours.
  response.headers.delete('cache-control');
  const headers = [...response.headers].flat();
  return { status: response.status ?? 200, headers, body: response.body.string, isPage };
}
