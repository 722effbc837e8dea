import { type Client } from 'graphql-ws';
import { startTestGateway, type TestGateway } from '../../support/start-test-gateway';
import { type Heard, listen, liveClient } from '../../support/live-client';

let one: TestGateway;
let other: TestGateway;
const clients: Client[] = [];

beforeAll(async () => {
  one = await startTestGateway();
  other = await startTestGateway({ mongodbUri: one.mongodbUri });
});
afterEach(async () => {
  for (const client of clients.splice(0)) await client.dispose();
});
afterAll(async () => {
  await other.stop({ keepsData: true });
  await one.stop();
});

/** Subscribes as a user at one of the gateways, and waits for the snapshot. */
async function listening(
  username: string,
  variables: Readonly<Record<string, unknown>> = {},
  gateway = one,
): Promise<Heard> {
  const client = liveClient(gateway.url, username);
  clients.push(client);
  const { heard } = listen(client, variables);
  await heard.untilLive();
  return heard;
}

async function mutate(username: string, mutation: string, gateway = one): Promise<unknown> {
  const answer = await gateway.postGraphQL(username, { query: `mutation { ${mutation} }` });
  expect(JSON.parse(answer.text)).not.toHaveProperty('errors');
  return answer;
}

const acquire = (username: string, id: string, gateway = one): Promise<unknown> =>
  mutate(username, `acquireLock(route: "live", id: "${id}") { __typename }`, gateway);
const remove = (username: string, id: string, gateway = one): Promise<unknown> =>
  mutate(username, `removeLock(route: "live", id: "${id}") { __typename }`, gateway);

describe('a subscription over WebSocket', () => {
  it('begins with the locks that stand, and goes on with every change', async () => {
    await acquire('alice', '1');
    const heard = await listening('bob', { route: 'live', ids: ['1', '2'] });
    expect(heard.told).toEqual(['SNAPSHOT live/1', 'SNAPSHOT_END']);
    await remove('alice', '1');
    await acquire('bob', '2');
    await heard.until('two changes', ({ events }) => events.length === 4);
    expect(heard.events.slice(2)).toMatchObject([
      {
        type: 'RELEASED',
        record: { id: 'record:live/1', lock: null },
        lock: { id: 'live/1', heldByMe: false },
        previousHolder: { username: 'alice' },
        actor: { username: 'alice' },
      },
      {
        type: 'ACQUIRED',
        record: { id: 'record:live/2', lock: { id: 'live/2' } },
        lock: { holder: { username: 'bob' }, heldByMe: true, canTakeOver: false },
        previousHolder: null,
      },
    ]);
  });

  it('is told what another gateway changes', async () => {
    const heard = await listening('alice', { route: 'live', ids: ['two'] }, other);
    await acquire('bob', 'two', one);
    await heard.until('the change', ({ told }) => told.includes('ACQUIRED live/two'));
    expect(heard.error).toBeUndefined();
  });
});
