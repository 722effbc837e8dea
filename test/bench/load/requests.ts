const LOCK_SELECTION =
  'id route resourceId holder { id username } acquiredAt renewedAt expiresAt expiresInMs fencingToken note heldByMe canTakeOver';
const ACQUIRE = `mutation Acquire($route: String!, $id: ID!) { acquireLock(route: $route, id: $id) { __typename ... on LockAcquired { created lock { ${LOCK_SELECTION} } } ... on LockConflict { message lock { ${LOCK_SELECTION} } } } }`;
const PAGE = `query Page($route: String!, $mine: Boolean) { locks(route: $route, mine: $mine) { nodes { ${LOCK_SELECTION} } pageInfo { hasNextPage } } }`;
const LOOKUP = `query Lookup($route: String!, $ids: [ID!]!) { locks(route: $route, ids: $ids) { nodes { ${LOCK_SELECTION} } } }`;

const acquireHead = `{"operationName":"Acquire","query":${JSON.stringify(ACQUIRE)},"variables":`;
const lookupHead = `{"operationName":"Lookup","query":${JSON.stringify(LOOKUP)},"variables":`;
const pageHead = `{"operationName":"Page","query":${JSON.stringify(PAGE)},"variables":`;

/** The refresh token of a bench user. */
export const benchToken = (user: number): string => `bench-token-${user}`;

function request(method: string, path: string, user: number, body: string): string {
  return (
    `${method} ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n` +
    `Cookie: refreshToken=${benchToken(user)}\r\nContent-Length: ${body.length}\r\n\r\n${body}`
  );
}

/** A call of the REST dialect. */
export function restCall(
  action: 'acquire' | 'remove',
  route: string,
  id: string,
  user: number,
): string {
  const body = `{"route":"${route}","id":"${id}"}`;
  return action === 'acquire'
    ? request('POST', '/admin/lock', user, body)
    : request('DELETE', '/admin/remove-lock', user, body);
}

/** The acquireLock mutation with every field of the lock. */
export function graphqlAcquire(route: string, id: string, user: number): string {
  return request('POST', '/graphql', user, `${acquireHead}{"route":"${route}","id":"${id}"}}`);
}

/** The locks query by ids. */
export function locksLookup(route: string, ids: readonly string[], user: number): string {
  const list = ids.map((id) => `"${id}"`).join(',');
  return request('POST', '/graphql', user, `${lookupHead}{"route":"${route}","ids":[${list}]}}`);
}

/** The locks query for the first page of a route, or of the user's own locks there. */
export function locksPage(route: string, options: { mine: boolean; user: number }): string {
  const { mine, user } = options;
  return request('POST', '/graphql', user, `${pageHead}{"route":"${route}","mine":${mine}}}`);
}

/** A create-if-absent transaction for etcd's JSON gateway that reads the holder on conflict. */
export function etcdCreate(key: string, holder: string): string {
  const keyText = Buffer.from(key).toString('base64');
  const value = Buffer.from(holder).toString('base64');
  const body =
    `{"compare":[{"key":"${keyText}","target":"CREATE","create_revision":"0"}],` +
    `"success":[{"request_put":{"key":"${keyText}","value":"${value}"}}],` +
    `"failure":[{"request_range":{"key":"${keyText}"}}]}`;
  return request('POST', '/v3/kv/txn', 0, body);
}
