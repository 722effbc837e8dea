import { Client, fetchExchange } from '@urql/core';
import { cacheExchange } from '@urql/exchange-graphcache';
import { relayPagination } from '@urql/exchange-graphcache/extras';
import { buildSchema, introspectionFromSchema } from 'graphql';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import possibleTypes from '../../schema/possible-types.json';
import * as operations from '../generated/documents';
import { startTestGateway, type TestGateway } from '../support/start-test-gateway';
import { cookieOf } from '../support/test-users';
import { browserFetch } from './support/browser-fetch';
import { type CountedFetch, countedFetch } from './support/counted-fetch';
import { STORY, tellRecordStory } from './support/record-story';

const SCHEMA = readFileSync(join(__dirname, '../../schema/schema.graphql'), 'utf8');

/** Answers and the viewer have no id: each belongs to the field that returned it. */
const keyless = Object.fromEntries(
  [...Object.values(possibleTypes).flat(), 'Viewer'].map((type) => [type, () => null]),
);

let gateway: TestGateway;
let counted: CountedFetch;
let client: Client;

beforeAll(async () => {
  gateway = await startTestGateway();
});
afterAll(() => gateway.stop());

beforeEach(async () => {
  await gateway.locks.deleteMany({});
  counted = countedFetch(browserFetch({ origin: gateway.url, cookie: cookieOf('sam') }));
  client = new Client({
    url: `${gateway.url}/graphql`,
    exchanges: [
      cacheExchange({
        schema: introspectionFromSchema(buildSchema(SCHEMA)),
        keys: keyless,
        resolvers: { Query: { locks: relayPagination() } },
      }),
      fetchExchange,
    ],
    fetch: counted.fetch,
  });
});

it('shows each new state of a watched record and row without refetching', async () => {
  const shown = await tellRecordStory(gateway, {
    watch: (query, variables, show) =>
      void client.query(query, variables).subscribe(({ data }) => data && show(data)),
    mutate: async (mutation, variables) => (await client.mutation(mutation, variables)).data!,
  });
  expect(shown).toEqual({ record: STORY, row: STORY });
  expect(counted.methods.toSorted()).toEqual(['GET', 'GET', 'POST', 'POST', 'POST', 'POST']);
});

it('puts the pages of a list together', async () => {
  for (const id of ['1', '2', '3']) {
    await gateway.graphql('alice', operations.AcquireLockDocument, { id });
  }
  const first = await client.query(operations.ListLocksDocument, { first: 2 });
  const after = first.data!.locks.pageInfo.endCursor!;
  const both = await client.query(operations.ListLocksDocument, { first: 2, after });
  expect(both.error).toBeUndefined();
  expect(both.data!.locks.nodes.map(({ resourceId }) => resourceId)).toEqual(['1', '2', '3']);
});
