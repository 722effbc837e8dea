import { type RequestObserver } from './request-observer';

/** Forwards every event to several observers, in order. */
export function observeByAll(observers: readonly RequestObserver[]): RequestObserver {
  return {
    answered: (request) => {
      for (const observer of observers) observer.answered(request);
    },
    fault: (requestId, error) => {
      for (const observer of observers) observer.fault(requestId, error);
    },
  };
}
