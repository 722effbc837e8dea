import { type IncomingMessage } from 'node:http';
import { TIME_BUDGET } from '../../config/time-budget';
import { type Authenticate, type Authentication } from '../../domain/caller';
import { type ClientAddressOf, siteOf } from '../../http/admission/client-address';
import { type LockService } from '../../domain/lock-service';
import { authenticateByFirst, readRefreshTokens } from '../../http/refresh-token';
import { requestIdOf } from '../../http/request-id';
import { type AnsweredRequest, type RequestObserver } from '../../observability/request-observer';
import { type RequestContext } from '../schema/request-context';

/** What every request to the door works with. */
export interface RequestServices {
  readonly authenticate: Authenticate;
  readonly locks: LockService;
  readonly observer: RequestObserver;
  readonly hasDemoUsers: boolean;
  /** Lets a request in before anything of it is read; rejects with `RateLimited`. */
  readonly admit: (request: IncomingMessage) => Promise<void>;
  readonly addressOf: ClientAddressOf;
}

/** A request that has begun to arrive. */
export interface BegunRequest {
  readonly context: RequestContext;
  /** Reports what came of it; to be called once, when its answer is out or nobody waits for it. */
  readonly report: () => void;
}

/** Makes the context of a request; the clock of the call stands until `startClock`. */
export function beginRequest(
  { authenticate, addressOf, locks, observer, hasDemoUsers }: RequestServices,
  request: IncomingMessage,
): BegunRequest {
  const startedAt = performance.now();
  const requestId = requestIdOf(request);
  let authentication: Promise<Authentication> | undefined;
  let hasFault = false;
  const context: RequestContext = {
    requestId,
    locks,
    hasDemoUsers,
    authenticate: () =>
      (authentication ??= authenticateByFirst(authenticate, {
        tokens: readRefreshTokens(request),
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

/** Starts the clock of a call: its body is there. */
export function startClock(context: RequestContext): void {
  const now = performance.now();
  context.beginFieldsUntil = now + TIME_BUDGET.beginFieldsMs;
  context.deadlineAt = now + TIME_BUDGET.beginMs;
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
