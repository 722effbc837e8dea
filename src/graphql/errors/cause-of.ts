import { unwrapResolverError } from '@apollo/server/errors';
import { GraphQLError } from 'graphql';
import { graphqlCodeOf } from '../../outcomes/outcomes';

/** The cause of an error: the error itself if it was made for the caller, else what was thrown. */
export function causeOf(error: unknown): unknown {
  const cause = unwrapResolverError(error);
  if (!(cause instanceof GraphQLError)) return cause;
  const { originalError, extensions } = cause;
  if (!originalError || originalError instanceof GraphQLError) return cause;
  // Apollo wraps what its steps and plugins throw; an invalid argument already has a code.
  const { code } = extensions;
  const isFault = code === undefined || code === graphqlCodeOf('fault');
  return isFault ? originalError : cause;
}
