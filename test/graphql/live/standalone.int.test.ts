import { acknowledged, LOCK_EVENTS } from '../../support/live-client';
import { startOwnMongod } from '../../support/own-mongod';
import { startTestGateway } from '../../support/start-test-gateway';
import { mongo } from 'mongoose';
import { cookieOf, seedUsers, TEST_USERS } from '../../support/test-users';

it('over a standalone MongoDB locks work, and whatever needs more says so in the same words', async () => {
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
    const { payload: overSocket } = (await raw.heard('next')) as { payload: unknown };
    const overStream = await gateway.http({
      ...{ method: 'POST', path: '/graphql' },
      headers: {
        ...{ Accept: 'text/event-stream', 'Content-Type': 'application/json' },
        Cookie: cookieOf('alice'),
      },
      body: JSON.stringify({ query: LOCK_EVENTS }),
    });
    const history = await gateway.postGraphQL('alice', {
      query: '{ lockHistory(route: "volume", id: "1") { nodes { id } } }',
    });
    const all = await gateway.postGraphQL('alice', {
      query: 'mutation { acquireLocks(items: [{ route: "volume", id: "2" }]) { complete } }',
    });
    const answers = [
      overSocket,
      JSON.parse(/^data: (.*)$/m.exec(overStream.text)![1]!),
      ...[history, all].map(({ text }) => JSON.parse(text) as unknown),
    ];
    const message = expect.stringMatching(/^This needs MongoDB as a replica set/) as string;
    for (const answer of answers) {
      expect(answer).toMatchObject({
        errors: [{ message, extensions: { code: 'REPLICA_SET_REQUIRED' } }],
      });
    }
    raw.socket.close();
    await raw.ended;
  } finally {
    await gateway.stop();
    await mongod.dispose();
  }
});
