import { cacheExchange, Client, fetchExchange } from '@urql/core';

const RECORD = 'query { record(route: "volume", id: "1") { id lock { id holder { username } } } }';
const ACQUIRE = `mutation {
  acquireLock(route: "volume", id: "1") { __typename ... on LockAcquired { record { id } } }
}`;

/** Reads a record, acquires its lock and reads it again; the cache must not answer the second time. */
globalThis.useUrql = async ({ url, credentials }) => {
  const client = new Client({
    url,
    exchanges: [cacheExchange, fetchExchange],
    ...(credentials && { fetchOptions: { credentials } }),
  });
  const dataOf = async (answer) => {
    const { data, error } = await answer;
    if (error) throw error;
    return data;
  };
  const before = await dataOf(client.query(RECORD, {}));
  const { acquireLock } = await dataOf(client.mutation(ACQUIRE, {}));
  const after = await dataOf(client.query(RECORD, {}));
  return {
    free: before.record.lock,
    acquired: acquireLock.__typename,
    holder: after.record.lock?.holder.username,
  };
};
