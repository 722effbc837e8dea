const NEVER_CACHED =
  'Who holds what changes any moment: no answer is cached, whatever a schema hints.';
const NO_PERSISTED_QUERIES = `${NEVER_CACHED} Refusals of persisted queries say the same.`;
const NOT_JSON = 'A body that is not declared as JSON is 415, as it is over REST, and not 400.';

/**
 * What Apollo's test suite expects and the gateway does otherwise, by the names of the test, each with
 * its reason. Each of these tests must fail, and every other one must pass.
 */
export const EXCEPTIONS: Readonly<Record<string, string>> = {
  'apolloServerTests.ts > CSRF prevention > default': NOT_JSON,
  'httpServerTests.ts > graphqlHTTP > throws an error if POST body is empty': NOT_JSON,
  'httpServerTests.ts > graphqlHTTP > throws an error if invalid content-type': NOT_JSON,
  'httpServerTests.ts > graphqlHTTP > throws an error if POST JSON is malformed':
    'The status is the same; the message is a sentence of ours and not one of the three known ones.',
  ...underGraphqlHttp(NEVER_CACHED, [
    'cache-control > applies cacheControl Headers',
    'cache-control > applies cacheControl Headers for batched operation',
    'cache-control > applies cacheControl Headers with if-cacheable',
    'cache-control > contains private cacheControl Headers when scoped',
    'cache-control > runs when cache-control is disabled',
    'cache-control not set without any hints with if-cacheable',
    'cache-control set with dynamic hint',
    'cache-control set with defaultMaxAge',
  ]),
  ...underGraphqlHttp(NO_PERSISTED_QUERIES, [
    'returns PersistedQueryNotSupported to a GET request if PQs disabled',
    'returns PersistedQueryNotSupported to a POST request if PQs disabled',
    'returns PersistedQueryNotFound to a GET request',
    'returns PersistedQueryNotFound to a POST request',
  ]),
};

function underGraphqlHttp(reason: string, names: string[]): Record<string, string> {
  return Object.fromEntries(
    names.map((name) => [`httpServerTests.ts > graphqlHTTP > ${name}`, reason]),
  );
}
