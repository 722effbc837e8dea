import { type ApolloServerPlugin } from '@apollo/server';
import { GraphQLError } from 'graphql';
import { Overloaded } from '../domain/lock-store';
import { RateLimited } from '../domain/rate-limited';
import { type RequestObserver } from '../observation/request-observer';
import { causeOf } from './cause-of';
import { type RequestContext } from './request-context';

/** Reports every error that is nobody's mistake, with its cause and the id of its request. */
export function reportFaults(observer: RequestObserver): ApolloServerPlugin<RequestContext> {
  return {
    requestDidStart: () =>
      Promise.resolve({
        didEncounterErrors: ({ errors, contextValue }) => {
          for (const cause of errors.map(causeOf)) {
            const isFault = ![GraphQLError, Overloaded, RateLimited].some(
              (kind) => cause instanceof kind,
            );
            if (isFault) observer.fault(contextValue.requestId, cause);
          }
          return Promise.resolve();
        },
      }),
  };
}
