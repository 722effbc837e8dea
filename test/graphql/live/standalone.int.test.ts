import { acknowledged, LOCK_EVENTS } from '../../support/live-client';
import { startOwnMongod } from '../../support/own-mongod';
import { startTestGateway } from '../../support/start-test-gateway';
import { mongo } from 'mongoose';
import { seedUsers, TEST_USERS } from '../../support/test-users';

it('over a standalone MongoDB locks work, and a subscription says what it needs', async () => {
  const mongod = await startOwnMongod({ isStandalone: true });
  const client = await new mongo.MongoClient(mongod.uri).connect();
  await seedUsers(client.db(), TEST_USERS);
  await client.close();
  const gateway = await startTestGateway({ mongodbUri: mongod.uri });
  try {
    const body = { route: 'volume', id: '1' };
    const { status } = await gateway.rest('alice', { operation: 'acquire', body });
    expect(status).toBe(200);
    const raw = await acknowledged(gateway.url, 'alice');
    raw.send({ id: '1', type: 'subscribe', payload: { query: LOCK_EVENTS } });
    expect(await raw.heard('next')).toMatchObject({
      payload: {
        errors: [
          {
            message: expect.stringMatching(/^This needs MongoDB as a replica set/) as string,
            extensions: { code: 'REPLICA_SET_REQUIRED' },
          },
        ],
      },
    });
    raw.socket.close();
    await raw.ended;
  } finally {
    await gateway.stop();
    await mongod.dispose();
  }
});
