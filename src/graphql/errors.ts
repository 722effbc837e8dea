import { GraphQLError } from 'graphql';
import { type InputProblem } from '../domain/lock-key';
import { type PermissionMissing, type BadInput } from '../domain/lock-result';

/** Nobody is signed in; the message says what to do about it. */
export function unauthenticated(): GraphQLError {
  return new GraphQLError(
    'Not signed in: send the refreshToken cookie of a signed-in user. ' +
      'With the demo users, open /demo/sign-in/alice in this browser.',
    { extensions: { code: 'UNAUTHENTICATED' } },
  );
}

/** The caller may not do this. */
export function forbidden(): GraphQLError {
  return new GraphQLError('You do not have the permission for this.', {
    extensions: { code: 'FORBIDDEN' },
  });
}

/** An argument cannot be used; `argument` names it. */
export function badUserInput({ message, field }: InputProblem): GraphQLError {
  return new GraphQLError(message, { extensions: { code: 'BAD_USER_INPUT', argument: field } });
}

/** The error of a use case that was refused before it looked at a lock. */
export function refusal(refused: PermissionMissing | BadInput): GraphQLError {
  return refused.kind === 'permissionMissing' ? forbidden() : badUserInput(refused.problem);
}
