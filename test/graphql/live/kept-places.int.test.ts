import { type Client } from 'graphql-ws';
import { listen, listenOverSse, liveClient } from '../../support/live-client';
import { startTestGateway, type TestGateway } from '../../support/start-test-gateway';
import { waitUntil } from '../../support/wait-until';

/** How long a place lasts here. A pause of more than a third of this may end it. */
const PLACE_MS = 4_000;

let gateway: TestGateway;
let client: Client;
beforeAll(async () => {
  gateway = await startTestGateway({ placeMs: PLACE_MS });
  client = liveClient(gateway.url, 'bob');
});
afterAll(async () => {
  await client.dispose();
  await gateway.stop();
});

const FILTER = { route: 'kept', ids: ['1'] };

async function mutate(username: string, call: string): Promise<void> {
  const query = `mutation { ${call}(route: "kept", id: "1") { __typename } }`;
  expect((await gateway.postGraphQL(username, { query })).text).not.toContain('errors');
}

/** Whose places are in the line, and until when, by the database. */
async function places(): Promise<Record<string, number>> {
  const { waiters = [] } = (await gateway.locks.findOne({ _id: 'kept/1' }))!;
  return Object.fromEntries(waiters.map(({ user, placeEndsAt }) => [user.username, +placeEndsAt]));
}

/** Who is in the line, as the holder sees it. */
async function line(): Promise<string[]> {
  const query = '{ lock(route: "kept", id: "1") { waiters { user { username } } } }';
  const { text } = await gateway.postGraphQL('alice', { query });
  const { data } = JSON.parse(text) as {
    data: { lock: { waiters: { user: { username: string } }[] } };
  };
  return data.lock.waiters.map(({ user }) => user.username);
}

const until = (what: string, ask: () => Promise<boolean>): Promise<true> =>
  waitUntil({
    ...{ what, withinMs: 30_000, everyMs: 20 },
    ask: async () => ((await ask()) ? (true as const) : undefined),
  });

it('a subscription keeps the place of who waits, over WebSocket and SSE, for as long as it lasts', async () => {
  await mutate('alice', 'acquireLock');
  const overSocket = listen(client, FILTER);
  const overStream = listenOverSse(gateway.url, 'sam', FILTER);
  await overSocket.heard.untilLive();
  await overStream.heard.untilLive();
  await mutate('bob', 'requestLock');
  await mutate('sam', 'requestLock');
  const first = await places();
  // Nobody asked again, and yet both places have outlived the time of one.
  await until('both places are kept', async () => {
    const { bob = 0, sam = 0 } = await places();
    return Math.min(bob - first['bob']!, sam - first['sam']!) > PLACE_MS;
  });
  expect(await line()).toEqual(['bob', 'sam']);
  overSocket.leave();
  overStream.leave();
  await until('both places lapse', async () => (await line()).length === 0);
  await mutate('alice', 'removeLock');
  expect(await gateway.locks.countDocuments({ route: 'kept', status: 'held' })).toBe(0);
});
