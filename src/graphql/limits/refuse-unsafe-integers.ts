import { type ApolloServerPlugin } from '@apollo/server';
import { GraphQLError } from 'graphql';
import { invalid } from '../../domain/lock-key';
import { badUserInput } from '../errors/errors';

/**
 * An integer over 2^53 in the variables has lost its last digits before anybody could look: as an
 * ID it would quietly mean another record. Such a request is refused; as text it is exact.
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

/** With the status that other variables of a wrong type get; Apollo would answer 500 to a plugin. */
function refusalOf(name: string): GraphQLError {
  const problem = invalid(name, 'is an integer that JSON cannot carry exactly, send text');
  const { message, extensions } = badUserInput(problem);
  return new GraphQLError(message, { extensions: { ...extensions, http: { status: 400 } } });
}

function findUnsafeInteger(variables: object): string | undefined {
  return Object.entries(variables).find(([, value]) => hasUnsafeInteger(value))?.[0];
}

/** By a list of its own: a value may be nested deeper than calls can be. */
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
