import type { GraphQLClient } from 'graphql-request' with { 'resolution-mode': 'import' };
import * as operations from '../generated/documents';
import { startTestGateway, type TestGateway } from '../support/start-test-gateway';
import { cookieOf } from '../support/test-users';
import { browserFetch } from './support/browser-fetch';

let gateway: TestGateway;
let clientOf: (username: string) => GraphQLClient;

beforeAll(async () => {
  gateway = await startTestGateway();
  const { GraphQLClient } = await import('graphql-request');
  clientOf = (username) =>
    new GraphQLClient(`${gateway.url}/graphql`, {
      credentials: 'include',
      fetch: browserFetch({ origin: gateway.url, cookie: cookieOf(username) }),
    });
});
afterAll(() => gateway.stop());

it('gets outcomes as typed data', async () => {
  const { acquireLock } = await clientOf('alice').request(operations.AcquireLockDocument, {});
  expect(acquireLock).toMatchObject({ __typename: 'LockAcquired', created: true });
  const refused = await clientOf('bob').request(operations.AcquireLockDocument, {});
  expect(refused.acquireLock).toMatchObject({
    __typename: 'LockConflict',
    lock: { holder: { username: 'alice' } },
  });
});

it('rejects with the code of a failure and what it concerns', async () => {
  const takeOver = clientOf('bob').request(operations.TakeOverLockDocument, {});
  await expect(takeOver).rejects.toMatchObject({
    response: {
      errors: [{ extensions: { code: 'FORBIDDEN', permission: 'override-locks' } }],
    },
  });
});

it('rejects a batch with a reason, and runs none of it', async () => {
  const acquire = { document: operations.AcquireLockDocument, variables: { id: 'of a batch' } };
  await expect(clientOf('alice').batchRequests([acquire, acquire])).rejects.toMatchObject({
    response: { status: 400 },
  });
  expect(await gateway.locks.countDocuments({ resourceId: 'of a batch' })).toBe(0);
});
