/** An answer that GraphQL itself never saw. */
export interface HttpAnswer {
  readonly status: number;
  readonly headers: string[];
  readonly body: string;
}

const HEADERS = ['Content-Type', 'application/json; charset=utf-8'];

/** Refuses a request whose body cannot be used. */
export function badRequest(status: 400 | 413 | 415, message: string): HttpAnswer {
  return { status, headers: HEADERS, body: bodyOf(message, 'BAD_REQUEST') };
}

/** Refuses a client that has sent too much, before its request is looked at. */
export function tooManyRequests(retryAfterMs: number): HttpAnswer {
  return {
    status: 429,
    headers: [...HEADERS, 'Retry-After', String(Math.max(1, Math.ceil(retryAfterMs / 1000)))],
    body: bodyOf('Too many requests', 'RATE_LIMITED'),
  };
}

/** The answer to a fault outside of any field. */
export const FAULT_BODY: HttpAnswer = {
  status: 500,
  headers: HEADERS,
  body: bodyOf('Internal server error', 'INTERNAL_SERVER_ERROR'),
};

/** The answer when the time was up: whether anything took effect is unknown, try again. */
export const UNKNOWN_FATE: HttpAnswer = {
  status: 500,
  headers: HEADERS,
  body: bodyOf('Internal server error', 'INTERNAL_SERVER_ERROR', { retryable: true }),
};

function bodyOf(message: string, code: string, more: object = {}): string {
  return JSON.stringify({ errors: [{ message, extensions: { code, ...more } }] });
}
