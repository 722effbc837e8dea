import { OVERLOAD_RETRY_AFTER_MS, retryAfter } from '../../http/answer';
import { type BODY_OUTCOMES, type BodyProblem } from '../../http/read-body';
import { type GraphQLAnswer, OUTCOMES, type OutcomeName } from '../../outcomes/outcomes';
import { type FixedErrorOutcome, shownError } from '../errors/thrown';

/** One answer of GraphQL over HTTP. */
export interface HttpAnswer {
  readonly status: number;
  /** Names and values in turn. */
  readonly headers: string[];
  readonly body: string;
  /** True for a page, which gets the security headers of pages. */
  readonly isPage?: boolean;
}

/** The answer to a request that fails as a whole. */
export function errorAnswer(
  outcome: FixedErrorOutcome,
  options: { retryable?: true; retryAfterMs?: number } = {},
): HttpAnswer {
  const { retryAfterMs, ...extensions } = options;
  const extra = retryAfterMs === undefined ? {} : retryAfter(retryAfterMs);
  return {
    status: OUTCOMES[outcome].graphql.status,
    headers: ['Content-Type', 'application/json; charset=utf-8', ...Object.entries(extra).flat()],
    body: JSON.stringify({ errors: [shownError(outcome, extensions)] }),
  };
}

/** The body of a refusal that precedes the door; undefined for an outcome that GraphQL does not know. */
export function refusalBody(outcome: OutcomeName): string | undefined {
  return hasFixedError(outcome) ? errorAnswer(outcome).body : undefined;
}

function hasFixedError(outcome: OutcomeName): outcome is FixedErrorOutcome {
  const row: { readonly meaning: string; readonly graphql?: GraphQLAnswer } = OUTCOMES[outcome];
  return row.graphql?.message !== undefined;
}

/** The outcome of a body that is rejected. */
export type BodyOutcome = (typeof BODY_OUTCOMES)[BodyProblem] | 'invalidJson';

/** The answer to a request whose operation is rejected unread. */
export function bodyRefusal(outcome: BodyOutcome | 'crossSite'): HttpAnswer {
  return outcome === 'overloaded'
    ? errorAnswer(outcome, { retryable: true, retryAfterMs: OVERLOAD_RETRY_AFTER_MS })
    : errorAnswer(outcome);
}
