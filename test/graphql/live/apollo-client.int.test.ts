import { ApolloClient, gql, HttpLink, InMemoryCache } from '@apollo/client';
import { GraphQLWsLink } from '@apollo/client/link/subscriptions';
import { type Client } from 'graphql-ws';
import { readFileSync } from 'node:fs';
import { liveClient } from '../../support/live-client';
import { startTestGateway, type TestGateway } from '../../support/start-test-gateway';
import { cookieOf } from '../../support/test-users';
import { waitUntil } from '../../support/wait-until';

let gateway: TestGateway;
let sockets: Client;
beforeAll(async () => {
  gateway = await startTestGateway();
  sockets = liveClient(gateway.url, 'alice');
});
afterAll(async () => {
  await sockets.dispose();
  await gateway.stop();
});

const RECORDS = gql`
  query ($ids: [ID!]!) {
    records(route: "apollo", ids: $ids) {
      id
      lock {
        id
        holder {
          id
          username
        }
      }
    }
  }
`;

const EVENTS = gql`
  subscription ($ids: [ID!]!) {
    lockEvents(route: "apollo", ids: $ids) {
      type
      record {
        id
        lock {
          id
          holder {
            id
            username
          }
        }
      }
    }
  }
`;

it('keeps a cache of Apollo Client current without a further query', async () => {
  const possibleTypes = JSON.parse(readFileSync('schema/possible-types.json', 'utf8')) as Record<
    string,
    string[]
  >;
  const cache = new InMemoryCache({ possibleTypes });
  const http = new HttpLink({
    ...{ uri: `${gateway.url}/graphql`, headers: { Cookie: cookieOf('alice') } },
  });
  const queries = new ApolloClient({ cache, link: http });
  const live = new ApolloClient({ cache, link: new GraphQLWsLink(sockets) });
  const variables = { ids: ['1', '2'] };
  await queries.query({ query: RECORDS, variables });
  const types: string[] = [];
  const subscription = live
    .subscribe<{ lockEvents: { type: string } }>({ query: EVENTS, variables })
    .subscribe(({ data }) => types.push(data!.lockEvents.type));
  const until = (what: string): Promise<true> =>
    waitUntil({
      ...{ what, withinMs: 8_000, everyMs: 5 },
      ask: () => Promise.resolve(types.at(-1) === what || undefined),
    });
  const holder = (): string | undefined => {
    const read = cache.readQuery<{ records: { lock: { holder: { username: string } } | null }[] }>({
      ...{ query: RECORDS, variables },
    });
    return read?.records[1]?.lock?.holder.username;
  };
  await until('SNAPSHOT_END');
  expect(holder()).toBeUndefined();
  await gateway.rest('bob', { operation: 'acquire', body: { route: 'apollo', id: '2' } });
  await until('ACQUIRED');
  expect(holder()).toBe('bob');
  await gateway.rest('bob', { operation: 'remove', body: { route: 'apollo', id: '2' } });
  await until('RELEASED');
  expect(holder()).toBeUndefined();
  subscription.unsubscribe();
  live.stop();
  queries.stop();
});
