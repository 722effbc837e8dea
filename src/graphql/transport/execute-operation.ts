import { type ApolloServer, type HeaderMap, type HTTPGraphQLResponse } from '@apollo/server';
import { TooLate, within } from '../../concurrency/within';
import { TIME_BUDGET } from '../../config/time-budget';
import { RateLimited } from '../../domain/errors';
import { RequestAborted } from '../../http/read-body';
import { type OutcomeName } from '../../outcomes/outcomes';
import { type RequestContext } from '../schema/request-context';
import { startClock } from './begin-request';
import { errorAnswer, type HttpAnswer } from './http-answer';

/** One operation as Apollo Server reads it. */
export interface HttpOperation {
  readonly method: string;
  readonly headers: HeaderMap;
  readonly search: string;
  readonly body: unknown;
}

/** Executes one operation within the time of a call; rejects only with faults. */
export async function executeOperation(
  apollo: Pick<ApolloServer<RequestContext>, 'executeHTTPGraphQLRequest'>,
  httpGraphQLRequest: HttpOperation,
  context: RequestContext,
): Promise<HttpAnswer> {
  startClock(context);
  return toAnswer(
    await within(
      TIME_BUDGET.callMs,
      apollo.executeHTTPGraphQLRequest({
        httpGraphQLRequest,
        context: () => Promise.resolve(context),
      }),
    ),
  );
}

/** The answer to a request that was refused or failed before Apollo could answer it. */
export function failureAnswer(context: RequestContext, error: unknown): HttpAnswer {
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
}

/** Records the outcome of a request that executed no root field. */
export function note({ outcomes }: RequestContext, outcome: OutcomeName): void {
  outcomes.push({ operation: 'none', outcome, userId: undefined });
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
