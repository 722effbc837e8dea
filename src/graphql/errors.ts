import { GraphQLError } from 'graphql';
import { type Permission } from '../domain/caller';
import { type InputProblem } from '../domain/lock-key';
import { type Refused } from '../domain/lock-result';

/** Nobody is signed in; the message says what to do about it, also to who tries the demo users. */
export function unauthenticated({ hasDemoUsers }: { hasDemoUsers: boolean }): GraphQLError {
  const hint = hasDemoUsers
    ? ' With the demo users, open /demo/sign-in/alice in this browser.'
    : '';
  return new GraphQLError(
    `Not signed in: send the refreshToken cookie of a signed-in user.${hint}`,
    { extensions: { code: 'UNAUTHENTICATED' } },
  );
}

/** The caller may not do this; `permission` names what is needed. */
function forbidden(permission: Permission): GraphQLError {
  return new GraphQLError(`You do not have the permission for this: it needs ${permission}.`, {
    extensions: { code: 'FORBIDDEN', permission },
  });
}

/** The caller holds as many locks as one user may. */
function quotaExceeded(maxLocks: number): GraphQLError {
  const locks = maxLocks === 1 ? '1 lock' : `${maxLocks} locks`;
  return new GraphQLError(`You hold ${locks} already; remove one first.`, {
    extensions: { code: 'LOCK_QUOTA_EXCEEDED', maxLocks },
  });
}

/** An argument cannot be used; `argument` names it. */
export function badUserInput({ message, field }: InputProblem): GraphQLError {
  return new GraphQLError(message, { extensions: { code: 'BAD_USER_INPUT', argument: field } });
}

/** The error of a use case that was refused before it looked at a lock. */
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
