import fc from 'fast-check';
import { type HttpCall } from '../support/http-call';
import { cookieOf } from '../support/test-users';

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];
const PATHS = [
  ...['/admin/lock', '/admin/remove-lock', '/graphql', '/'],
  ...['/healthz', '/readyz', '/metrics', '/openapi.yaml'],
];
const TYPES = [
  'application/json',
  'application/json; charset=utf-8',
  'application/graphql-response+json',
  'text/plain',
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=x',
];
/** Mallory may use locks, so that what is sent gets as far as it can. */
const COOKIES = [cookieOf('mallory'), cookieOf('eve'), 'refreshToken=', 'refreshToken=j:{"a":1}'];

const often = <Value>(known: readonly Value[], random: fc.Arbitrary<Value>): fc.Arbitrary<Value> =>
  fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...known) }, { weight: 1, arbitrary: random });

/** What may stand in a header at all: anything else is refused by the client's own HTTP. */
const headerText = fc
  .string({ unit: 'binary-ascii', maxLength: 200 })
  .map((text) => text.replace(/[^\x20-\x7e]/g, ''));
const headerName = fc.stringMatching(/^[a-z][a-z-]{0,20}$/).filter((name) => !FRAMING.has(name));
/** These say where a request ends: with a wrong one it is the client that waits. */
const FRAMING = new Set([
  'content-length',
  'transfer-encoding',
  'connection',
  'expect',
  'host',
  'upgrade',
  'te',
  'trailer',
]);

const name = often(['volume', '1', '/', ''], fc.string({ unit: 'binary', maxLength: 300 }));
const lockBody = fc
  .record(
    { route: fc.oneof(name, fc.jsonValue()), id: fc.oneof(name, fc.jsonValue(), fc.integer()) },
    { requiredKeys: [] },
  )
  .map((body) => JSON.stringify(body));

const FIELDS = [
  'me { user { id username } permissions }',
  'record(route: "volume", id: 1) { id lock { id } }',
  'records(route: "volume", ids: [1, 2, 1]) { id lock { holder { username } } }',
  'lock(route: "volume", id: 1) { id holder { username } }',
  'locks(route: "volume", first: 3) { totalCount nodes { id } }',
  'locks(route: "volume", last: 3) { pageInfo { hasNextPage hasPreviousPage } edges { cursor } }',
  'acquireLock(route: "x", id: 1, ttlSeconds: 10) { __typename }',
  'removeLock(route: "volume", id: 1) { __typename }',
  'renewLock(route: "volume", id: 1, fencingToken: 1) { __typename }',
  'takeOverLock(route: "volume", id: 1) { __typename }',
  'forceRemoveLock(route: "volume", id: 1) { __typename }',
  'removeMyLocks',
  '...F',
  '__schema { types { name } }',
];
const document = fc
  .tuple(
    fc.constantFrom('query', 'mutation', 'subscription', ''),
    fc.array(often(FIELDS, fc.string({ maxLength: 40 })), { maxLength: 30 }),
    fc.constantFrom(
      '',
      ' fragment F on Query { ...F }',
      ' fragment F on Mutation { removeMyLocks }',
    ),
  )
  .map(
    ([kind, fields, fragment]) =>
      `${kind} { ${fields.map((field, index) => (field.startsWith('.') ? field : `a${index}: ${field}`)).join(' ')} }${fragment}`,
  );
const graphqlBody = fc
  .record(
    {
      query: fc.oneof({ weight: 4, arbitrary: document }, { weight: 1, arbitrary: fc.jsonValue() }),
      variables: fc.jsonValue(),
      operationName: fc.jsonValue(),
      extensions: fc.jsonValue(),
    },
    { requiredKeys: ['query'] },
  )
  .map((body) => JSON.stringify(body));
const body = fc.oneof(
  lockBody,
  graphqlBody,
  fc.json(),
  fc.string({ unit: 'binary', maxLength: 2_000 }),
  fc.uint8Array({ maxLength: 2_000 }).map((bytes) => Buffer.from(bytes)),
);
const query = fc.oneof(
  fc.constant(''),
  fc.tuple(name, name).map(([route, id]) => `?route=${escape(route)}&id=${escape(id)}`),
  document.map((text) => `?query=${encodeURIComponent(text.toWellFormed())}`),
  fc.webQueryParameters().map((text) => `?${text}`),
);

/** Any request that HTTP allows, most of them near to one that means something. */
export const anyCall: fc.Arbitrary<HttpCall> = fc
  .record({
    method: fc.constantFrom(...METHODS),
    path: fc.oneof(
      { weight: 8, arbitrary: fc.constantFrom(...PATHS) },
      fc.webPath().map((path) => `/${path}`),
    ),
    query,
    type: fc.option(often(TYPES, headerText), { nil: undefined }),
    cookie: fc.option(often(COOKIES, headerText), { nil: undefined }),
    headers: fc.dictionary(headerName, headerText, { maxKeys: 5 }),
    body: fc.option(body, { nil: undefined }),
  })
  .map(({ method, path, query, type, cookie, headers, body }) => ({
    method,
    path: `${path}${query}`,
    headers: {
      ...headers,
      ...(type !== undefined && { 'Content-Type': type }),
      ...(cookie !== undefined && { Cookie: cookie }),
    },
    body,
  }));
