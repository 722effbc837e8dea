/** What each outcome looks like at each door: `graphql` is a type of the result or an error code. */
export const OUTCOMES = {
  acquired: { rest: [200, 'Success'], graphql: 'LockAcquired' },
  conflict: { rest: [409, 'Conflict'], graphql: 'LockConflict' },
  removed: { rest: [200, 'Success'], graphql: 'LockRemoved' },
  'belongs to another': { rest: [403, 'Forbidden'], graphql: 'LockConflict' },
  'no such lock': { rest: [404, 'Not found'], graphql: 'LockNotFound' },
  'no token': { rest: [401, 'Unauthorized'], graphql: 'UNAUTHENTICATED' },
  'unknown user': { rest: [404, 'Not found'], graphql: 'UNAUTHENTICATED' },
  'permission missing': { rest: [403, 'Forbidden'], graphql: 'FORBIDDEN' },
  'parameter missing': { rest: [400, 'Missing parameters'], graphql: 'BAD_USER_INPUT' },
  'parameter invalid': { rest: [400, 'Invalid parameters'], graphql: 'BAD_USER_INPUT' },
} as const satisfies Record<string, { rest: readonly [number, string]; graphql: string }>;

/** The name of an outcome of acquiring or removing. */
export type OutcomeName = keyof typeof OUTCOMES;
