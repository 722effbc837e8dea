import { type IncomingMessage, type ServerResponse } from 'node:http';
import { type Authenticate, type Authentication } from '../domain/caller';
import { type LockService } from '../domain/lock-service';
import { authenticateByFirst, readRefreshTokens } from '../http/refresh-token';
import { requestIdOf } from '../http/request-id';
import { type AnsweredRequest, type RequestObserver } from '../observation/request-observer';
import { type RequestContext } from './request-context';

/** What every request to the door works with. */
export interface RequestServices {
  readonly authenticate: Authenticate;
  readonly locks: LockService;
  readonly observer: RequestObserver;
  readonly hasDemoUsers: boolean;
  /** Lets a request in before anything of it is read; rejects with `RateLimited`. */
  readonly admit: (request: IncomingMessage) => Promise<void>;
}

/** After this time a request begins no further root field. */
const BEGIN_FIELDS_WITHIN_MS = 2_200;

/** Makes the context of a request, and reports what came of it when the answer is out, or nobody waits for it any more. */
export function beginRequest(
  { authenticate, locks, observer, hasDemoUsers }: RequestServices,
  request: IncomingMessage,
  response: ServerResponse,
): RequestContext {
  const startedAt = performance.now();
  const requestId = requestIdOf(request);
  let authentication: Promise<Authentication> | undefined;
  let hasFault = false;
  const context: RequestContext = {
    requestId,
    locks,
    hasDemoUsers,
    authenticate: () =>
      (authentication ??= authenticateByFirst(authenticate, readRefreshTokens(request))),
    reportFault: (error) => {
      hasFault = true;
      observer.fault(requestId, error);
    },
    hasFault: () => hasFault,
    deadlineAt: startedAt + BEGIN_FIELDS_WITHIN_MS,
    outcomes: [],
  };
  // Not `finish`, which never comes when the client has hung up.
  response.once('close', () => {
    observer.answered({
      requestId: context.requestId,
      door: 'graphql',
      ...summarize(context.outcomes),
      durationMs: performance.now() - startedAt,
    });
  });
  return context;
}

/** One name for what a request did, from a fixed set, however many fields it had. */
function summarize(
  outcomes: RequestContext['outcomes'],
): Pick<AnsweredRequest, 'operation' | 'outcome' | 'outcomes' | 'userId'> {
  const [first, ...others] = outcomes;
  if (!first) return { operation: 'none', outcome: 'none' };
  if (others.length === 0) return first;
  return {
    operation: 'several',
    outcome: 'several',
    outcomes: outcomes.map(({ outcome }) => outcome),
    userId: first.userId,
  };
}
