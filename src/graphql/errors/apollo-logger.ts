import { type ApolloServerOptions } from '@apollo/server';
import { type RequestObserver } from '../../observability/request-observer';
import { type RequestContext } from '../schema/request-context';

/** Apollo logs this after its hook has reported the cause with the id of the request. */
const REPORTED_ALREADY = 'Unexpected error processing request';

/** Logs the warnings of Apollo Server and reports its errors as faults; nothing reaches the console. */
export function apolloLogger(options: {
  observer: Pick<RequestObserver, 'fault'>;
  warn: (message: string) => void;
}): NonNullable<ApolloServerOptions<RequestContext>['logger']> {
  return {
    debug: () => {},
    info: () => {},
    warn: (message) => options.warn(String(message)),
    error: (message) => {
      const text = String(message);
      if (text.startsWith(REPORTED_ALREADY)) return;
      options.observer.fault('apollo', message instanceof Error ? message : new Error(text));
    },
  };
}
