/** One REST answer: the body is exactly `{"data": text, "code": status}`. */
export interface RestAnswer {
  readonly status: number;
  readonly text: string;
}

/** One entry of `errors` in a GraphQL answer. */
export interface GraphQLAnswer {
  /** The values of `extensions.code`; the gateway itself uses the first, Apollo Server any. */
  readonly codes: readonly [string, ...string[]];
  /** The HTTP status when the request fails as a whole; a failed field is answered with 200. */
  readonly status: number;
  /** The fixed message; undefined when the message depends on the call. */
  readonly message?: string;
}

/** What one outcome looks like at each door, and what it means. */
interface Outcome {
  readonly rest?: RestAnswer;
  /** The REST answer to a removal, where it differs. */
  readonly restOnRemove?: RestAnswer;
  readonly graphql?: GraphQLAnswer;
  /** The type of the GraphQL result, where the outcome is data. */
  readonly graphqlType?: string;
  readonly meaning: string;
}

const rest = (status: number, text: string): RestAnswer => ({ status, text });

const error = (code: string, status: number, message?: string): GraphQLAnswer => ({
  codes: [code],
  status,
  ...(message !== undefined && { message }),
});

/**
 * Every outcome of a request. The key is the `outcome` of the log line and the label `outcome` of
 * `lock_gateway_requests_total`; the rest is what callers see. Keys, texts and codes are stable:
 * changing or removing one breaks callers, dashboards or alerts.
 */
export const OUTCOMES = {
  acquired: {
    rest: rest(200, 'Success'),
    graphqlType: 'LockAcquired',
    meaning: 'The caller has the lock. (GraphQL: `created` is false when it was renewed.)',
  },
  renewed: {
    rest: rest(200, 'Success'),
    graphqlType: 'LockRenewed',
    meaning: "The caller's lock was renewed.",
  },
  queued: {
    graphqlType: 'LockQueued',
    meaning: 'The lock is held elsewhere, and the caller waits in line for it.',
  },
  withdrawn: { graphqlType: 'Boolean', meaning: 'The caller does not wait in line any more.' },
  acquiredMany: {
    graphqlType: 'AcquireLocksPayload',
    meaning: 'Several records were acquired, or the answer says which are held elsewhere.',
  },
  renewedMany: {
    graphqlType: '[RenewLockResult]!',
    meaning: 'Each of several grants was renewed, or its result says why not.',
  },
  checkedMany: {
    graphqlType: '[CheckLockResult]!',
    meaning: 'The answer says of each of several grants whether it holds its record.',
  },
  removedMany: {
    graphqlType: '[RemoveLockResult]!',
    meaning: 'Each of several locks was removed, or its result says why not.',
  },
  removed: {
    rest: rest(200, 'Success'),
    graphqlType: 'LockRemoved',
    meaning: 'The lock was removed; the record is free, or reserved for the first in line.',
  },
  takenOver: { graphqlType: 'LockTakenOver', meaning: 'The caller took the lock over.' },
  allRemoved: {
    graphqlType: 'Int',
    meaning: "All of the caller's locks were removed, and the caller waits in no line any more.",
  },
  me: { graphqlType: 'Viewer', meaning: 'The caller was returned.' },
  found: { graphqlType: 'LockableRecord', meaning: 'One record, or the lock on it, was returned.' },
  foundAll: { graphqlType: '[LockableRecord!]!', meaning: 'Several records were returned.' },
  watching: { graphqlType: 'LockEvent', meaning: 'A subscription began.' },
  page: { graphqlType: 'LockConnection', meaning: 'A page of locks was returned.' },
  historyPage: {
    graphqlType: 'LockHistoryConnection',
    meaning: 'A page of the history was returned.',
  },
  heldByOther: {
    rest: rest(409, 'Conflict'),
    restOnRemove: rest(403, 'Forbidden'),
    graphqlType: 'LockConflict',
    meaning:
      'Another user holds the lock, or it is reserved for one; nothing was changed. (GraphQL: or the ' +
      'caller holds it in another session.)',
  },
  lost: {
    graphqlType: 'LockLost',
    meaning: 'The grant of this fencing token has ended and cannot be renewed.',
  },
  notFound: {
    rest: rest(404, 'Not found'),
    graphqlType: 'LockNotFound',
    meaning: 'There is no such lock to remove or take over.',
  },
  missingParameters: {
    rest: rest(400, 'Missing parameters'),
    meaning: 'The route or id is missing, null or empty.',
  },
  invalidParameters: {
    rest: rest(400, 'Invalid parameters'),
    meaning: 'The route or id is invalid, or given twice with different values.',
  },
  badInput: {
    graphql: error('BAD_USER_INPUT', 400),
    meaning: '`extensions.argument` names the invalid argument, if it is one of the root field.',
  },
  noToken: {
    rest: rest(401, 'Unauthorized'),
    graphql: error('UNAUTHENTICATED', 200),
    meaning: 'The request has no `refreshToken` cookie.',
  },
  unknownToken: {
    rest: rest(404, 'Not found'),
    graphql: error('UNAUTHENTICATED', 200),
    meaning: 'The token belongs to no user.',
  },
  permissionMissing: {
    rest: rest(403, 'Forbidden'),
    graphql: error('FORBIDDEN', 200),
    meaning: 'The user lacks a permission; `extensions.permission` names it.',
  },
  quotaExceeded: {
    rest: rest(429, 'Too many locks'),
    graphql: error('LOCK_QUOTA_EXCEEDED', 200),
    meaning: 'The user already holds `MAX_LOCKS_PER_USER` locks.',
  },
  needsReplicaSet: {
    graphql: error(
      'REPLICA_SET_REQUIRED',
      200,
      'This needs MongoDB as a replica set, which can have a single member, and the database of this ' +
        'gateway is a standalone. Locks work without one: acquire with mode: AVAILABLE, and ask for ' +
        'locks instead of subscribing. There is no history.',
    ),
    meaning:
      'The database is a standalone, which has neither transactions nor change streams; nothing was ' +
      'changed.',
  },
  socketRefused: {
    rest: rest(403, 'Forbidden'),
    graphql: error(
      'FORBIDDEN',
      403,
      'A WebSocket is opened for a signed-in user, with the refreshToken cookie, and for pages of the ' +
        'same origin or of CORS_ORIGINS.',
    ),
    meaning: 'A WebSocket that another site may open, or of somebody who is not signed in.',
  },
  tooManySubscriptions: {
    graphql: error('TOO_MANY_SUBSCRIPTIONS', 429, 'You have too many live connections open.'),
    meaning:
      'The user has `MAX_LIVE_CONNECTIONS_PER_USER` connections with subscriptions (WebSocket: close ' +
      'code 1013).',
  },
  historyOff: {
    graphql: error(
      'HISTORY_OFF',
      200,
      'This gateway keeps no history: its setting HISTORY_RETENTION is 0.',
    ),
    meaning: 'The history is turned off.',
  },
  rateLimited: {
    rest: rest(429, 'Too many requests'),
    graphql: error('RATE_LIMITED', 429, 'Too many requests'),
    meaning: 'The user or the address exceeded its rate; retry after `Retry-After` seconds.',
  },
  overloaded: {
    rest: rest(503, 'Service unavailable'),
    graphql: error('SERVICE_UNAVAILABLE', 503, 'Too busy just now, please try again.'),
    meaning: 'Too much work is waiting; nothing was tried, retry.',
  },
  fault: {
    rest: rest(500, 'Internal server error'),
    graphql: error('INTERNAL_SERVER_ERROR', 500, 'Internal server error'),
    meaning:
      'The database gave no answer, or the gateway has a defect. With `retryable: true`, and over ' +
      'REST, it is unknown whether the call took effect: retry.',
  },
  invalidJson: {
    rest: rest(400, 'Invalid JSON'),
    graphql: error('BAD_REQUEST', 400, 'The body is not valid JSON'),
    meaning: 'The body is not valid JSON in UTF-8.',
  },
  payloadTooLarge: {
    rest: rest(413, 'Payload too large'),
    graphql: error('BAD_REQUEST', 413, 'Payload too large'),
    meaning: 'The body exceeds 16 KiB (GraphQL: 256 KiB).',
  },
  unsupportedMediaType: {
    rest: rest(415, 'Unsupported media type'),
    graphql: error('BAD_REQUEST', 415, 'Unsupported media type'),
    meaning: 'The headers do not declare uncompressed JSON in UTF-8.',
  },
  requestTimeout: {
    rest: rest(408, 'Request timeout'),
    graphql: error('BAD_REQUEST', 408, 'Request timeout'),
    meaning: 'The head did not arrive within 10 s, or the request within 20 s.',
  },
  invalidDocument: {
    graphql: { codes: ['GRAPHQL_VALIDATION_FAILED', 'GRAPHQL_PARSE_FAILED'], status: 400 },
    meaning: 'The document is not valid GraphQL, or does not match the schema.',
  },
  documentTooLarge: {
    graphql: { codes: ['GRAPHQL_VALIDATION_FAILED', 'GRAPHQL_PARSE_FAILED'], status: 400 },
    meaning: 'The document exceeds one of the `GRAPHQL_MAX_…` limits.',
  },
  methodNotAllowed: {
    rest: rest(405, 'Method not allowed'),
    meaning: 'The path does not support the method; `Allow` names the one it does.',
  },
  badRequest: {
    rest: rest(400, 'Bad request'),
    graphql: {
      codes: ['BAD_REQUEST', 'OPERATION_RESOLUTION_FAILURE', 'PERSISTED_QUERY_NOT_SUPPORTED'],
      status: 400,
      message: 'Bad request',
    },
    meaning:
      'The request is not valid HTTP, or not a GraphQL request that is served (a method other ' +
      'than POST and GET, or a mutation by GET, is 405; an `Accept` without JSON is 406; ' +
      '`PERSISTED_QUERY_NOT_SUPPORTED` is 200, as the clients that send hashes expect).',
  },
  crossSite: {
    graphql: error(
      'BAD_REQUEST',
      400,
      'A page of another site may have sent this GET, so it was not executed. Send the operation by ' +
        'POST with Content-Type: application/json, or add the header Apollo-Require-Preflight: true. ' +
        'A page of this origin or of CORS_ORIGINS needs neither if its browser sends Sec-Fetch-Site or Origin.',
    ),
    meaning:
      'A GET that a page of another site may have sent: its origin is not allowed, and neither ' +
      '`Sec-Fetch-Site` nor `Apollo-Require-Preflight` vouches for it.',
  },
  stopping: {
    rest: rest(503, 'Service unavailable'),
    meaning: 'The gateway is stopping and opens no WebSocket any more.',
  },
  noSuchPath: { rest: rest(404, 'No such path'), meaning: 'Nothing is served at this path.' },
  expectationFailed: {
    rest: rest(417, 'Expectation failed'),
    meaning: 'The request has an `Expect` other than `100-continue`.',
  },
  headTooLarge: {
    rest: rest(431, 'Request header fields too large'),
    graphql: error(
      'BAD_REQUEST',
      431,
      'The URL and the headers exceed 16 KiB or 100 fields; send long operations by POST.',
    ),
    meaning: 'The head, URL included, exceeds 16 KiB or 100 fields.',
  },
  aborted: {
    rest: rest(400, 'Invalid JSON'),
    graphql: error('BAD_REQUEST', 400, 'The request was cut off'),
    meaning: 'The client closed the connection before its request was complete.',
  },
  tooManyConnections: { meaning: 'The connection was closed at once: too many are open.' },
  several: { meaning: 'The request had several root fields; `outcomes` in the log lists each.' },
  none: { meaning: 'The GraphQL request executed no root field of the gateway.' },
} as const satisfies Record<string, Outcome>;

/** The name of an outcome in logs and metrics. */
export type OutcomeName = keyof typeof OUTCOMES;

type NamesWith<Part> = {
  [Name in OutcomeName]: (typeof OUTCOMES)[Name] extends Part ? Name : never;
}[OutcomeName];

/** An outcome that REST can answer. */
export type RestOutcome = NamesWith<{ rest: RestAnswer }>;

/** An outcome that GraphQL reports in `errors`. */
export type GraphQLErrorOutcome = NamesWith<{ graphql: GraphQLAnswer }>;

/** The `extensions.code` that the gateway itself gives an outcome. */
export function graphqlCodeOf(outcome: GraphQLErrorOutcome): string {
  return OUTCOMES[outcome].graphql.codes[0];
}
