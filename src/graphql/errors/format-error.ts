import { RateLimited, Unavailable } from '../../domain/errors';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { causeOf } from './cause-of';
import { outcomeOfThrown, shownError } from './thrown';

/**
 * What the caller sees of an error: errors made for callers unchanged, any other as a fixed message
 * that reveals no internals.
 */
export function formatError(
  formatted: GraphQLFormattedError,
  error: unknown,
): GraphQLFormattedError {
  const cause = causeOf(error);
  if (cause instanceof GraphQLError) return formatted;
  return {
    ...(formatted.locations && { locations: formatted.locations }),
    ...(formatted.path && { path: formatted.path }),
    ...shownError(outcomeOfThrown(cause), retryHints(cause)),
  };
}

function retryHints(cause: unknown): Readonly<Record<string, unknown>> {
  if (cause instanceof RateLimited) return { retryable: true, retryAfterMs: cause.retryAfterMs };
  const isRetryable = outcomeOfThrown(cause) === 'overloaded' || cause instanceof Unavailable;
  return isRetryable ? { retryable: true } : {};
}
