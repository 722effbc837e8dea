import {
  OUTCOMES,
  type OutcomeName,
  type RestAnswer,
  type RestOutcome,
} from '../outcomes/outcomes';

/** One answer in the form of the REST layer. */
export interface Answer {
  readonly status: number;
  readonly text: string;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** In the form of another door. */
  readonly body?: string | undefined;
  /** For logs and metrics. */
  readonly outcome: OutcomeName;
}

/** The headers of every answer in this form. */
export const ANSWER_HEADERS: Readonly<Record<string, string>> = {
  'Content-Type': 'application/json; charset=utf-8',
  'Cache-Control': 'no-store',
};

/** The answer to an outcome. */
export function answer(outcome: RestOutcome, headers?: Readonly<Record<string, string>>): Answer {
  const { status, text }: RestAnswer = OUTCOMES[outcome].rest;
  return { status, text, headers, outcome };
}

/** The body of an answer: exactly `{"data": text, "code": status}`, unless it has its own. */
export function bodyOf({ status, text, body }: Answer): string {
  return body ?? JSON.stringify({ data: text, code: status });
}

/** The answer to a caller that exceeded its rate. */
export function tooManyRequests(retryAfterMs: number): Answer {
  return answer('rateLimited', retryAfter(retryAfterMs));
}

/** The answer to a caller that can retry soon, because too much is waiting. */
export function serviceUnavailable(): Answer {
  return answer('overloaded', retryAfter(OVERLOAD_RETRY_AFTER_MS));
}

/** The answer to a method that the path does not support. */
export function methodNotAllowed(allowed: string): Answer {
  return answer('methodNotAllowed', { Allow: allowed });
}

/** When a caller should retry what was refused because too much is waiting. */
export const OVERLOAD_RETRY_AFTER_MS = 1_000;

/** The header that says when to retry: in whole seconds, rounded up, at least one. */
export function retryAfter(retryAfterMs: number): Readonly<Record<string, string>> {
  return { 'Retry-After': String(Math.max(1, Math.ceil(retryAfterMs / 1000))) };
}
