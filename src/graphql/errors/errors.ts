import { GraphQLError } from 'graphql';
import { type Permission } from '../../domain/caller';
import { type InputProblem } from '../../domain/lock-key';
import { type Refused } from '../../domain/lock-result';
import { graphqlCodeOf, type GraphQLErrorOutcome } from '../../outcomes/outcomes';

/** The caller is not signed in; the message says how to sign in, also as a demo user. */
export function unauthenticated(
  kind: 'noToken' | 'unknownToken',
  { hasDemoUsers }: { hasDemoUsers: boolean },
): GraphQLError {
  const hint = hasDemoUsers
    ? ' With the demo users, open /demo/sign-in/alice in this browser.'
    : '';
  const why = {
    noToken: 'send the refreshToken cookie of a signed-in user.',
    unknownToken: 'the refreshToken cookie belongs to no user; it may have expired.',
  };
  return callerError(kind, `Not signed in: ${why[kind]}${hint}`);
}

function forbidden(permission: Permission): GraphQLError {
  const message = `You do not have the permission for this: it needs ${permission}.`;
  return callerError('permissionMissing', message, { permission });
}

function quotaExceeded(maxLocks: number): GraphQLError {
  const locks = maxLocks === 1 ? '1 lock' : `${maxLocks} locks`;
  return callerError('quotaExceeded', `You hold ${locks} already; remove one first.`, { maxLocks });
}

/** An argument is missing or invalid; `extensions.argument` names it. */
export function badUserInput({ message, field }: InputProblem): GraphQLError {
  return callerError('badInput', message, { argument: field });
}

/** The error of a use case that was refused before it read a lock. */
export function refusal(refused: Refused): GraphQLError {
  switch (refused.kind) {
    case 'permissionMissing':
      return forbidden(refused.permission);
    case 'quotaExceeded':
      return quotaExceeded(refused.maxLocks);
    case 'badInput':
      return badUserInput(refused.problem);
    default:
      return refused satisfies never;
  }
}

function callerError(
  outcome: GraphQLErrorOutcome,
  message: string,
  extensions: Readonly<Record<string, unknown>> = {},
): GraphQLError {
  return new GraphQLError(message, { extensions: { code: graphqlCodeOf(outcome), ...extensions } });
}
