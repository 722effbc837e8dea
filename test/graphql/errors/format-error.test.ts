import { GraphQLError } from 'graphql';
import { causeOf } from '../../../src/graphql/errors/cause-of';
import { formatError } from '../../../src/graphql/errors/format-error';

const formatted = (error: GraphQLError, code: string): ReturnType<typeof formatError> =>
  formatError({ message: error.message, extensions: { ...error.extensions, code } }, error);

test('what a step of the server throws is a fault, and shows nothing of the inside', () => {
  const originalError = new RangeError('Maximum call stack size exceeded');
  const wrapped = new GraphQLError(originalError.message, { originalError });
  expect(causeOf(wrapped)).toBe(originalError);
  expect(formatted(wrapped, 'INTERNAL_SERVER_ERROR')).toEqual({
    message: 'Internal server error',
    extensions: { code: 'INTERNAL_SERVER_ERROR' },
  });
});

test('what a wrong argument throws is shown as it is', () => {
  const wrapped = new GraphQLError('Variable "$first" must be a whole number.', {
    originalError: new TypeError('must be a whole number'),
    extensions: { code: 'BAD_USER_INPUT' },
  });
  expect(causeOf(wrapped)).toBe(wrapped);
  expect(formatted(wrapped, 'BAD_USER_INPUT').message).toBe(wrapped.message);
});
