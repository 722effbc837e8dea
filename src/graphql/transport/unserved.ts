import { HeaderMap, type HTTPGraphQLRequest } from '@apollo/server';
import { ApolloServerErrorCode } from '@apollo/server/errors';
import { GraphQLError } from 'graphql';
import Negotiator from 'negotiator';

/**
 * Why a request is not served, whatever its document; undefined if it is. Apollo would refuse both
 * as well, but the second only after execution, when a lock may have been taken.
 */
export function findUnserved({ headers, body }: HTTPGraphQLRequest): GraphQLError | undefined {
  if (Array.isArray(body)) {
    return refusal(400, 'Batches are not served; send each operation in a request of its own.');
  }
  const accept = headers.get('accept');
  if (isTooLong(accept)) {
    return refusal(
      406,
      `The Accept header has ${accept.length} characters, at most ${MAX_ACCEPT_CHARS} are read.`,
    );
  }
  return contentTypeFor(accept) !== undefined
    ? undefined
    : refusal(406, `Answers are ${JSON_TYPES.join(' or ')}; the Accept header allows neither.`);
}

/**
 * Several times what any browser sends. The time to read the header grows with the square of its
 * length, to 40 ms at 16 KiB, for which nobody else would be answered.
 */
export const MAX_ACCEPT_CHARS = 1_000;

function isTooLong(accept: string | undefined): accept is string {
  return accept !== undefined && accept.length > MAX_ACCEPT_CHARS;
}

/** The request without an `Accept` that is too long to be read; `findUnserved` refuses the original. */
export function withReadableAccept(request: HTTPGraphQLRequest): HTTPGraphQLRequest {
  if (!isTooLong(request.headers.get('accept'))) return request;
  const headers = new HeaderMap(request.headers);
  headers.delete('accept');
  return { ...request, headers };
}

const JSON_TYPES = ['application/json', 'application/graphql-response+json'];

/** Every answer is in UTF-8, and a client may ask for that. */
const OFFERED = JSON_TYPES.map((type) => `${type}; charset=utf-8`);

/** The content type of an answer by an `Accept` header, as Apollo chooses it; undefined if it allows none. */
export function contentTypeFor(accept: string | undefined): string | undefined {
  const isAny = accept === undefined || accept === '' || accept === '*/*';
  if (isAny || accept === JSON_TYPES[0]) return OFFERED[0];
  if (accept.length > MAX_ACCEPT_CHARS) return undefined;
  return new Negotiator({ headers: { accept } }).mediaType(OFFERED);
}

function refusal(status: number, message: string): GraphQLError {
  return new GraphQLError(message, {
    extensions: { code: ApolloServerErrorCode.BAD_REQUEST, http: { status } },
  });
}
