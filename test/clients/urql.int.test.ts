import { cacheExchange, Client, fetchExchange } from '@urql/core';
import * as operations from '../generated/documents';
import { startTestGateway, type TestGateway } from '../support/start-test-gateway';
import { cookieOf } from '../support/test-users';
import { browserFetch, type Page } from './support/browser-fetch';
import { type CountedFetch, countedFetch } from './support/counted-fetch';
import { STORY, tellRecordStory } from './support/record-story';

const DEV_SERVER = 'http://localhost:5173';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway({ config: { corsOrigins: [DEV_SERVER] } });
});
afterAll(() => gateway.stop());
afterEach(() => gateway.locks.deleteMany({}));

/** A client as its documentation creates it, on a page of an origin. */
function clientOn(origin: string): { client: Client; counted: CountedFetch } {
  const page: Page = { origin, cookie: cookieOf('sam') };
  const counted = countedFetch(browserFetch(page));
  const client = new Client({
    url: `${gateway.url}/graphql`,
    exchanges: [cacheExchange, fetchExchange],
    fetchOptions: { credentials: 'include' },
    fetch: counted.fetch,
  });
  return { client, counted };
}

it.each([
  ['of the gateway itself', () => gateway.url],
  ['of an allowed origin', () => DEV_SERVER],
])('queries by GET on a page %s', async (_page, origin) => {
  const { client, counted } = clientOn(origin());
  const { data, error } = await client.query(operations.MeDocument, {});
  expect(error).toBeUndefined();
  expect(data?.me.user.username).toBe('sam');
  expect(counted.methods).toEqual(['GET']);
});

it('shows each new state of a watched record and row, by its own refetches', async () => {
  const { client } = clientOn(gateway.url);
  const shown = await tellRecordStory(gateway, {
    watch: (query, variables, show) =>
      void client.query(query, variables).subscribe(({ data }) => data && show(data)),
    mutate: async (mutation, variables) => (await client.mutation(mutation, variables)).data!,
  });
  expect(shown).toEqual({ record: STORY, row: STORY });
});
