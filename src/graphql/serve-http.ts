import { type ApolloServer, HeaderMap, type HTTPGraphQLResponse } from '@apollo/server';
import { type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import { RateLimited } from '../domain/rate-limited';
import { readBody, RequestAborted } from '../http/read-body';
import { ANSWER_WITHIN_MS, TooLate, within } from '../http/within';
import { type RequestObserver } from '../observation/request-observer';
import { badRequest, FAULT_BODY, tooManyRequests, UNKNOWN_FATE } from './http-errors';
import { type RequestContext } from './request-context';

export interface JsonPostOptions {
  readonly apollo: ApolloServer<RequestContext>;
  readonly begin: (request: IncomingMessage, response: ServerResponse) => RequestContext;
  readonly observer: RequestObserver;
  readonly admit: (request: IncomingMessage) => Promise<void>;
  /** Set on every answer. */
  readonly headers: Readonly<Record<string, string>>;
  readonly maxBodyBytes: number;
}

/**
 * Serves GraphQL in JSON posts, which is what clients send, on Node's own request and response:
 * Express and its middleware would cost a third of the request. Everything else that may come to
 * `/graphql` is left to them.
 */
export function createJsonPost(options: JsonPostOptions): RequestListener {
  const everyAnswer = Object.entries({
    ...options.headers,
    Vary: 'Origin',
    'Cache-Control': 'no-store',
  }).flat();

  const answer = async (
    request: IncomingMessage,
    context: RequestContext,
  ): Promise<{ status: number; headers: string[]; body: string }> => {
    await options.admit(request);
    const body = await readBody(request, options.maxBodyBytes);
    // The names that REST has for these outcomes.
    if (body.kind === 'tooLarge') {
      note(context, 'payloadTooLarge');
      return badRequest(413, 'Payload too large');
    }
    if (body.kind === 'notJson') {
      note(context, 'unsupportedMediaType');
      return badRequest(415, 'Unsupported media type');
    }
    const parsed = parseJson(body.bytes);
    if (!parsed) {
      note(context, 'invalidJson');
      return badRequest(400, 'The body is not valid JSON');
    }
    return toAnswer(
      await within(
        ANSWER_WITHIN_MS,
        options.apollo.executeHTTPGraphQLRequest({
          httpGraphQLRequest: {
            method: 'POST',
            headers: toHeaderMap(request),
            search: '',
            body: parsed.value,
          },
          context: () => Promise.resolve(context),
        }),
      ),
    );
  };

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const context = options.begin(request, response);
    const { status, headers, body } = await answer(request, context).catch((error: unknown) => {
      if (error instanceof RateLimited) {
        note(context, 'rateLimited');
        return tooManyRequests(error.retryAfterMs);
      }
      if (error instanceof RequestAborted) {
        note(context, 'aborted');
        return badRequest(400, 'The request was cut off');
      }
      options.observer.fault(context.requestId, error);
      return error instanceof TooLate ? UNKNOWN_FATE : FAULT_BODY;
    });
    if (response.destroyed) return;
    const head = [...everyAnswer, 'X-Request-Id', context.requestId, ...headers];
    head.push('Content-Length', String(Buffer.byteLength(body)));
    if (!request.complete) head.push('Connection', 'close');
    response.writeHead(status, head).end(body);
  };
  return (request, response) => void handle(request, response);
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

function toHeaderMap(request: IncomingMessage): HeaderMap {
  const headers = new HeaderMap();
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value);
  }
  return headers;
}

function toAnswer(response: HTTPGraphQLResponse): {
  status: number;
  headers: string[];
  body: string;
} {
  // The schema has no directive that would make an answer come in pieces.
  if (response.body.kind !== 'complete') throw new Error('an answer in pieces is not supported');
  // Ours is on every answer already.
  response.headers.delete('cache-control');
  const headers = [...response.headers].flat();
  return { status: response.status ?? 200, headers, body: response.body.string };
}
