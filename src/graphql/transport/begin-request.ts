import { TIME_BUDGET } from '../../config/time-budget';
import { type Authentication } from '../../domain/caller';
import { type LockFeed } from '../../domain/lock-feed';
import { siteOf } from '../../http/admission/client-address';
import { type DoorOptions } from '../../http/door';
import { authenticateByFirst, readRefreshTokens } from '../../http/refresh-token';
import { type RequestHead } from '../../http/request-head';
import { requestIdOf } from '../../http/request-id';
import { type AnsweredRequest } from '../../observability/request-observer';
import { type Arrival, type RequestContext } from '../schema/request-context';

/** What every request to the door works with. */
export interface RequestServices extends Pick<
  DoorOptions,
  'addressOf' | 'authenticate' | 'locks' | 'observer'
> {
  readonly feed: LockFeed;
  readonly hasDemoUsers: boolean;
}

/** A request whose head has arrived. */
export interface BegunRequest {
  readonly context: RequestContext;
  /** Reports the outcome; call it once, when the answer is sent or the client is gone. */
  readonly report: () => void;
}

/** Creates the context of a request; its time limit starts with `startClock`. */
export function beginRequest(
  { authenticate, addressOf, locks, feed, observer, hasDemoUsers }: RequestServices,
  request: RequestHead,
  arrival: Arrival = {},
): BegunRequest {
  const startedAt = performance.now();
  const requestId = requestIdOf(request);
  let authentication: Promise<Authentication> | undefined;
  let hasFault = false;
  const context: RequestContext = {
    requestId,
    locks,
    feed,
    hasDemoUsers,
    arrival,
    authenticate: () =>
      (authentication ??= authenticateByFirst(authenticate, readRefreshTokens(request), {
        client: siteOf(addressOf(request)),
        deadlineAt: performance.now() + TIME_BUDGET.lookUpMs,
      })),
    reportFault: (error) => {
      hasFault = true;
      observer.fault(requestId, error);
    },
    hasFault: () => hasFault,
    beginFieldsUntil: Infinity,
    deadlineAt: Infinity,
    outcomes: [],
    begun: new Map(),
  };
  const report = (): void =>
    observer.answered({
      requestId: context.requestId,
      door: 'graphql',
      ...summarize(context.outcomes),
      durationMs: performance.now() - startedAt,
    });
  return { context, report };
}

/** Starts the time limit of a call, once its body has arrived. */
export function startClock(context: RequestContext): void {
  const now = performance.now();
  context.beginFieldsUntil = now + TIME_BUDGET.beginFieldsMs;
  context.deadlineAt = now + TIME_BUDGET.beginMs;
}

/** One operation and outcome for the whole request, from a fixed set of names. */
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
