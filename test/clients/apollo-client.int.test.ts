import { ApolloClient, gql, HttpLink, InMemoryCache, type ObservableQuery } from '@apollo/client';
import { relayStylePagination } from '@apollo/client/utilities';
import possibleTypes from '../../schema/possible-types.json';
import * as operations from '../generated/documents';
import { startTestGateway, type TestGateway } from '../support/start-test-gateway';
import { cookieOf } from '../support/test-users';
import { waitUntil } from '../support/wait-until';
import { browserFetch } from './support/browser-fetch';
import { type CountedFetch, countedFetch } from './support/counted-fetch';
import { STORY, tellRecordStory } from './support/record-story';

let gateway: TestGateway;
let counted: CountedFetch;
let client: ApolloClient;

beforeAll(async () => {
  gateway = await startTestGateway();
});
afterAll(() => gateway.stop());

beforeEach(async () => {
  await gateway.locks.deleteMany({});
  counted = countedFetch(browserFetch({ origin: gateway.url, cookie: cookieOf('sam') }));
  client = new ApolloClient({
    link: new HttpLink({ uri: `${gateway.url}/graphql`, fetch: counted.fetch }),
    cache: new InMemoryCache({
      possibleTypes,
      typePolicies: {
        Query: { fields: { locks: relayStylePagination(['route', 'ids', 'holderId', 'mine']) } },
      },
    }),
  });
});
afterEach(() => client.stop());

it('shows each new state of a watched record and row without refetching', async () => {
  const shown = await tellRecordStory(gateway, {
    watch: (query, variables, show) =>
      void client
        .watchQuery({ query, variables })
        .subscribe(({ data, dataState }) => dataState === 'complete' && show(data)),
    mutate: async (mutation, variables) => (await client.mutate({ mutation, variables })).data!,
  });
  expect(shown).toEqual({ record: STORY, row: STORY });
  // Two queries and four mutations.
  expect(counted.methods).toHaveLength(6);
});

describe('possible types', () => {
  const ACQUIRE = gql`
    fragment Outcome on AcquireLockResult {
      ... on LockAcquired {
        created
      }
      ... on LockConflict {
        message
      }
    }
    mutation Acquire($id: ID!) {
      acquireLock(route: "volume", id: $id) {
        ...Outcome
      }
    }
  `;

  it('let a fragment on a union through the cache', async () => {
    const acquire = async () =>
      (await client.mutate({ mutation: ACQUIRE, variables: { id: '1' } })).data;
    expect(await acquire()).toEqual({
      acquireLock: { __typename: 'LockAcquired', created: true },
    });
    await gateway.locks.deleteMany({});
    await gateway.graphql('alice', operations.AcquireLockDocument, { id: '1' });
    expect(await acquire()).toEqual({
      acquireLock: {
        __typename: 'LockConflict',
        message: expect.stringContaining('alice') as string,
      },
    });
  });
});

describe('paging', () => {
  const IDS = ['1', '2', '3', '4', '5'];
  const LOCKS = gql`
    query Locks($first: Int, $after: String, $last: Int, $before: String) {
      locks(route: "volume", first: $first, after: $after, last: $last, before: $before) {
        edges {
          node {
            id
            resourceId
          }
        }
        pageInfo {
          hasNextPage
          hasPreviousPage
          startCursor
          endCursor
        }
      }
    }
  `;
  interface Page {
    locks: {
      edges: { node: { resourceId: string } }[];
      pageInfo: Record<'startCursor' | 'endCursor', string> &
        Record<'hasNextPage' | 'hasPreviousPage', boolean>;
    };
  }

  /** Resolves with the rows on a watched page once there are this many. */
  const shows = (watched: ObservableQuery<Page>, count: number): Promise<string[]> =>
    waitUntil({
      what: `${count} rows`,
      withinMs: 5_000,
      everyMs: 5,
      ask: () => {
        const { data } = watched.getCurrentResult();
        const rows = (data as Page | undefined)?.locks.edges.map(({ node }) => node.resourceId);
        return Promise.resolve(rows?.length === count ? rows : undefined);
      },
    });
  const pageInfoOf = (watched: ObservableQuery<Page>): Page['locks']['pageInfo'] =>
    (watched.getCurrentResult().data as Page).locks.pageInfo;

  beforeEach(async () => {
    for (const id of IDS) await gateway.graphql('alice', operations.AcquireLockDocument, { id });
  });

  it('appends the pages that follow', async () => {
    const watched = client.watchQuery<Page>({ query: LOCKS, variables: { first: 2 } });
    watched.subscribe(() => undefined);
    expect(await shows(watched, 2)).toEqual(['1', '2']);
    await watched.fetchMore({ variables: { first: 2, after: pageInfoOf(watched).endCursor } });
    expect(await shows(watched, 4)).toEqual(['1', '2', '3', '4']);
    await watched.fetchMore({ variables: { first: 2, after: pageInfoOf(watched).endCursor } });
    expect(await shows(watched, 5)).toEqual(IDS);
    expect(pageInfoOf(watched).hasNextPage).toBe(false);
  });

  it('prepends the pages that precede', async () => {
    const watched = client.watchQuery<Page>({ query: LOCKS, variables: { last: 2 } });
    watched.subscribe(() => undefined);
    expect(await shows(watched, 2)).toEqual(['4', '5']);
    const before = pageInfoOf(watched).startCursor;
    await watched.fetchMore({ variables: { last: 3, before } });
    expect(await shows(watched, 5)).toEqual(IDS);
    expect(pageInfoOf(watched).hasPreviousPage).toBe(false);
  });
});
