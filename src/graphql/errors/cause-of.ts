import { unwrapResolverError } from '@apollo/server/errors';
import { GraphQLError } from 'graphql';

/** What stands behind an error: itself when it was made for the caller, else what was thrown. */
export function causeOf(error: unknown): unknown {
  const cause = unwrapResolverError(error);
  if (!(cause instanceof GraphQLError)) return cause;
  const { originalError, extensions } = cause;
  if (!originalError || originalError instanceof GraphQLError) return cause;
  // Apollo wraps what its steps and plugins throw; what a wrong argument throws has a code by now.
  const isMistake = ![undefined, 'INTERNAL_SERVER_ERROR'].includes(extensions['code'] as string);
  return isMistake ? cause : originalError;
}
