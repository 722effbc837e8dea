import { HistoryOff, NeedsReplicaSet, Overloaded, RateLimited } from '../../domain/errors';
import { graphqlCodeOf, type GraphQLErrorOutcome, OUTCOMES } from '../../outcomes/outcomes';

/** An outcome with a fixed message. */
export type FixedErrorOutcome = {
  [Name in GraphQLErrorOutcome]: (typeof OUTCOMES)[Name]['graphql'] extends { message?: string }
    ? Name
    : never;
}[GraphQLErrorOutcome];

type ThrownOutcome = 'rateLimited' | 'overloaded' | 'needsReplicaSet' | 'historyOff' | 'fault';

/** The outcome of a call that threw: what is not a refusal of the gateway is a fault. */
export function outcomeOfThrown(error: unknown): ThrownOutcome {
  if (error instanceof RateLimited) return 'rateLimited';
  if (error instanceof NeedsReplicaSet) return 'needsReplicaSet';
  if (error instanceof HistoryOff) return 'historyOff';
  return error instanceof Overloaded ? 'overloaded' : 'fault';
}

/** What a caller sees of an outcome: its fixed message and code, and nothing of the internals. */
export function shownError(
  outcome: FixedErrorOutcome,
  more: Readonly<Record<string, unknown>> = {},
): { message: string; extensions: Record<string, unknown> } {
  const { message = '' } = OUTCOMES[outcome].graphql;
  return { message, extensions: { code: graphqlCodeOf(outcome), ...more } };
}
