import { type ApolloServerPlugin } from '@apollo/server';
import { ApolloServerErrorCode } from '@apollo/server/errors';
import { GraphQLError } from 'graphql';
import { type RequestObserver } from '../../observability/request-observer';
import { type OutcomeName } from '../../outcomes/outcomes';
import { causeOf } from './cause-of';
import { outcomeOfThrown } from './thrown';
import { type RequestContext } from '../schema/request-context';

/**
 * Reports every error that is a fault, with its cause and the id of its request, and records the
 * outcome of requests that executed no field.
 */
export function reportFaults(observer: RequestObserver): ApolloServerPlugin<RequestContext> {
  return {
    requestDidStart: () =>
      Promise.resolve({
        didEncounterErrors: ({ errors, contextValue }) => {
          for (const cause of errors.map(causeOf)) {
            const isFault = !(cause instanceof GraphQLError) && outcomeOfThrown(cause) === 'fault';
            if (isFault) contextValue.reportFault(cause);
          }
          noteOutcome(contextValue, errors[0]);
          return Promise.resolve();
        },
      }),
    unexpectedErrorProcessingRequest: ({ requestContext, error }) => {
      requestContext.contextValue.reportFault(error);
      return Promise.resolve();
    },
    startupDidFail: ({ error }) => {
      observer.fault('start', error);
      return Promise.resolve();
    },
  };
}

function noteOutcome(context: RequestContext, error: GraphQLError | undefined): void {
  if (context.outcomes.length > 0) return;
  const outcome = outcomeOf(context, error?.extensions['code']);
  context.outcomes.push({ operation: 'none', outcome, userId: undefined });
}

function outcomeOf(context: RequestContext, code: unknown): OutcomeName {
  if (context.hasFault()) return 'fault';
  switch (code) {
    case ApolloServerErrorCode.GRAPHQL_PARSE_FAILED:
    case ApolloServerErrorCode.GRAPHQL_VALIDATION_FAILED:
      return 'invalidDocument';
    case ApolloServerErrorCode.BAD_USER_INPUT:
      return 'badInput';
    default:
      return 'badRequest';
  }
}
