import { mongo, type Connection } from 'mongoose';
import { MongoUserDirectory } from '../../src/identity/mongo/mongo-user-directory';
import { DEFAULT_USERS } from '../support/test-config';
import { UsersById } from '../../src/identity/mongo/users-by-id';

/** A connection whose database refuses every query in the words MongoDB has for it. */
const refusing = {
  db: {
    collection: () => ({
      find: (filter: object) => ({
        toArray: () =>
          Promise.reject(
            new mongo.MongoServerError({
              message: `not authorized to execute command { filter: ${JSON.stringify(filter)} }`,
              code: 13,
              codeName: 'Unauthorized',
            }),
          ),
      }),
    }),
  },
} as unknown as Connection;

/** Everything that a log would tell of an error. */
function told(error: unknown): string {
  const { stack, message, cause } = error as Error;
  return `${stack ?? ''} ${message} ${cause ? told(cause) : ''} ${JSON.stringify(error)}`;
}

test('a token is not in the error when the database refuses to look it up', async () => {
  const directory = new MongoUserDirectory(refusing, { ...DEFAULT_USERS, tokenHash: 'none' });
  const error = await directory.findByTokens(['token-of-alice']).catch((reason: unknown) => reason);
  expect(told(error)).toContain('cannot read the users: Unauthorized (13)');
  expect(told(error)).not.toContain('token-of-alice');
});

test('neither is an id', async () => {
  const fields = { collection: 'users', name: 'username', permissions: ['permissions'] };
  const error = await new UsersById(refusing, fields).find('id-of-alice').catch((e: unknown) => e);
  expect(told(error)).toContain('Unauthorized (13)');
  expect(told(error)).not.toContain('id-of-alice');
});
