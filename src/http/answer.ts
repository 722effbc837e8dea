/** One answer of the REST layer: the body is exactly `{"data": data, "code": status}`. */
export interface Answer {
  readonly status: number;
  readonly data: string;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** What came of the request, for logs and metrics. */
  readonly outcome: string;
}

export const MISSING_PARAMETERS = answer(400, 'Missing parameters', 'missingParameters');
export const INVALID_PARAMETERS = answer(400, 'Invalid parameters', 'invalidParameters');
export const INVALID_JSON = answer(400, 'Invalid JSON', 'invalidJson');
export const UNAUTHORIZED = answer(401, 'Unauthorized', 'noToken');
export const FORBIDDEN = answer(403, 'Forbidden', 'permissionMissing');
export const NOT_FOUND = answer(404, 'Not found', 'notFound');
export const UNKNOWN_USER = answer(404, 'Not found', 'unknownToken');
export const PAYLOAD_TOO_LARGE = answer(413, 'Payload too large', 'payloadTooLarge');
export const UNSUPPORTED_MEDIA_TYPE = answer(415, 'Unsupported media type', 'unsupportedMediaType');
export const TOO_MANY_LOCKS = answer(429, 'Too many locks', 'quotaExceeded');
export const INTERNAL_SERVER_ERROR = answer(500, 'Internal server error', 'fault');
/** For what is no HTTP request that a path could be read from. */
export const BAD_REQUEST = answer(400, 'Bad request', 'badRequest');
/** For a path that nothing is served at; `Not found` would speak of a lock or a user. */
export const NO_SUCH_PATH = answer(404, 'No such path', 'noSuchPath');
export const REQUEST_TIMEOUT = answer(408, 'Request timeout', 'requestTimeout');
export const EXPECTATION_FAILED = answer(417, 'Expectation failed', 'expectationFailed');
export const HEAD_TOO_LARGE = answer(431, 'Request header fields too large', 'headTooLarge');
/** For nobody: the client hung up before its request was whole. */
export const ABORTED = answer(400, 'Invalid JSON', 'aborted');
export const SERVICE_UNAVAILABLE = answer(503, 'Service unavailable', 'overloaded', {
  'Retry-After': '1',
});

/** The answer to a caller that has sent too much; whole seconds are all that the header can say. */
export function tooManyRequests(retryAfterMs: number): Answer {
  return answer(429, 'Too many requests', 'rateLimited', {
    'Retry-After': String(Math.max(1, Math.ceil(retryAfterMs / 1000))),
  });
}

/** The answer to a method the path does not have. */
export function methodNotAllowed(allowed: string): Answer {
  return answer(405, 'Method not allowed', 'methodNotAllowed', { Allow: allowed });
}

/** The answer to a use case that went well. */
export function success(outcome: string): Answer {
  return answer(200, 'Success', outcome);
}

/** Any other answer. */
export function answer(
  status: number,
  data: string,
  outcome: string,
  headers?: Record<string, string>,
): Answer {
  return { status, data, headers, outcome };
}
