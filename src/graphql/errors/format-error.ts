import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { Overloaded, RateLimited, Unavailable } from '../../domain/errors';
import { causeOf } from './cause-of';

/**
 * What the caller sees of an error: those made for callers as they are, everything else as a fixed
 * message that tells nothing of the inside.
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
    ...shownFault(cause),
  };
}

function shownFault(cause: unknown): Pick<GraphQLFormattedError, 'message' | 'extensions'> {
  if (cause instanceof RateLimited) {
    const { retryAfterMs } = cause;
    return {
      message: 'Too many requests',
      extensions: { code: 'RATE_LIMITED', retryable: true, retryAfterMs },
    };
  }
  if (cause instanceof Overloaded) {
    return {
      message: 'Too busy just now, please try again.',
      extensions: { code: 'SERVICE_UNAVAILABLE', retryable: true },
    };
  }
  const retryable = cause instanceof Unavailable;
  return {
    message: 'Internal server error',
    extensions: { code: 'INTERNAL_SERVER_ERROR', ...(retryable && { retryable }) },
  };
}
