import { type ApolloServerPlugin } from '@apollo/server';
import { GraphQLError } from 'graphql';
import { invalid } from '../../domain/lock-key';
import { badUserInput } from '../errors/errors';

/**
 * Rejects requests with an integer beyond 2^53 in the variables. JSON parsing has already changed its
 * last digits, so as an ID it would silently name another record; sent as text it is exact.
 */
export const refuseUnsafeIntegers: ApolloServerPlugin = {
  requestDidStart: () =>
    Promise.resolve({
      didResolveOperation: ({ request }) => {
        const name = findUnsafeInteger(request.variables ?? {});
        return name === undefined ? Promise.resolve() : Promise.reject(refusalOf(name));
      },
    }),
};

/** Has the status of other variables of a wrong type; Apollo would answer a plugin's error with 500. */
function refusalOf(name: string): GraphQLError {
  const problem = invalid(name, 'is an integer that JSON cannot carry exactly, send text');
  const { message, extensions } = badUserInput(problem);
  return new GraphQLError(message, { extensions: { ...extensions, http: { status: 400 } } });
}

/** The name of the first variable with an integer beyond 2^53. */
export function findUnsafeInteger(variables: object): string | undefined {
  return Object.entries(variables).find(([, value]) => hasUnsafeInteger(value))?.[0];
}

/** Iterative, because a value can be nested deeper than the stack allows. */
function hasUnsafeInteger(root: unknown): boolean {
  const open = [root];
  while (open.length > 0) {
    const value = open.pop();
    if (Number.isInteger(value) && !Number.isSafeInteger(value)) return true;
    if (typeof value === 'object' && value !== null) {
      for (const part of Object.values(value)) open.push(part);
    }
  }
  return false;
}
