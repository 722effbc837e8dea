import { type BodyProblem } from '../../http/read-body';

/** An answer over HTTP. */
export interface HttpAnswer {
  readonly status: number;
  readonly headers: string[];
  readonly body: string;
  /** A page for people has other security headers. */
  readonly isPage?: boolean;
}

/** Why a body is no request. */
export type BodyRefusal = BodyProblem | 'invalidJson';

const HEADERS = ['Content-Type', 'application/json; charset=utf-8'];

/** The answer to a body that cannot be used, and what it is called in logs and metrics. */
export function bodyRefusal(refusal: BodyRefusal): { outcome: string; answer: HttpAnswer } {
  return BODY_REFUSALS[refusal];
}

// The names that REST has for these outcomes.
const BODY_REFUSALS: Readonly<Record<BodyRefusal, { outcome: string; answer: HttpAnswer }>> = {
  invalidJson: {
    outcome: 'invalidJson',
    answer: badRequest(400, 'The body is not valid JSON'),
  },
  notJson: {
    outcome: 'unsupportedMediaType',
    answer: badRequest(415, 'Unsupported media type'),
  },
  tooLarge: { outcome: 'payloadTooLarge', answer: badRequest(413, 'Payload too large') },
  broken: { outcome: 'badRequest', answer: badRequest(400, 'Bad request') },
  tooSlow: { outcome: 'requestTimeout', answer: badRequest(408, 'Request timeout') },
  noRoom: {
    outcome: 'overloaded',
    answer: {
      status: 503,
      headers: [...HEADERS, 'Retry-After', '1'],
      body: bodyOf('Too busy just now, please try again.', 'SERVICE_UNAVAILABLE', {
        retryable: true,
      }),
    },
  },
};

/** For nobody: the client hung up before its request was whole. */
export const ABORTED: HttpAnswer = badRequest(400, 'The request was cut off');

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

function badRequest(status: 400 | 408 | 413 | 415, message: string): HttpAnswer {
  return { status, headers: HEADERS, body: bodyOf(message, 'BAD_REQUEST') };
}

function bodyOf(message: string, code: string, more: object = {}): string {
  return JSON.stringify({ errors: [{ message, extensions: { code, ...more } }] });
}
