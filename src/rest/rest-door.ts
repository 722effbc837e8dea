import { assertInTime, Overloaded, RateLimited } from '../domain/errors';
import { type IncomingMessage } from 'node:http';
import { within } from '../concurrency/within';
import { TIME_BUDGET } from '../config/time-budget';
import {
  type Answer,
  answer,
  methodNotAllowed,
  serviceUnavailable,
  tooManyRequests,
} from '../http/answer';
import { siteOf } from '../http/admission/client-address';
import { type Door, type DoorOptions } from '../http/door';
import { BODY_OUTCOMES, type BodyProblem, readBody, RequestAborted } from '../http/read-body';
import { authenticateByFirst, readRefreshTokens } from '../http/refresh-token';
import { requestIdOf } from '../http/request-id';
import { createSendAnswer } from '../http/send-answer';
import { traceOutcome } from '../observability/tracing/trace-fields';
import { type TracedRequest, traceRequest } from '../observability/tracing/trace-request';
import { type Fields, parseBody, parseLockRequest, parseQuery } from './parse-lock-request';
import { toRest } from './to-rest';

/** One path of the REST dialect. */
interface Route {
  readonly operation: 'acquire' | 'remove';
  readonly method: string;
  /** Some proxies and clients drop the body of a DELETE, so its query string is read as well. */
  readonly takesQuery: boolean;
}

const routes: Readonly<Record<string, Route>> = {
  '/admin/lock': { operation: 'acquire', method: 'POST', takesQuery: false },
  '/admin/remove-lock': { operation: 'remove', method: 'DELETE', takesQuery: true },
};

/** The largest body of a lock request. */
const MAX_BODY_BYTES = 16 * 1024;

/** The paths that this door answers, whatever the method. */
export const REST_PATHS = Object.keys(routes);

/**
 * Serves the REST dialect over the lock service. It uses Node's own request and response: what
 * Express adds to them costs more than this whole door.
 */
export function createRestDoor(options: DoorOptions): Door {
  const { observer } = options;
  const sendAnswer = createSendAnswer(options.headers);
  const toFault = (requestId: string, error: unknown): Answer => {
    if (error instanceof Overloaded) return serviceUnavailable();
    if (error instanceof RateLimited) return tooManyRequests(error.retryAfterMs);
    if (error instanceof RequestAborted) return answer('aborted');
    observer.fault(requestId, error);
    return answer('fault');
  };
  return {
    paths: REST_PATHS,
    allowsTrailingSlash: true,
    async handle(path, request, response) {
      const startedAt = performance.now();
      const requestId = requestIdOf(request);
      const route = routes[path]!;
      const answered = await traceRequest(spanOf(path, request), async () => {
        const result = await answerRequest(options, { route, request }).catch(
          (error: unknown): Answered => ({ answer: toFault(requestId, error) }),
        );
        traceOutcome(result.answer.outcome);
        return result;
      });
      sendAnswer({ request, response, answer: answered.answer, requestId });
      observer.answered({
        requestId,
        door: 'rest',
        operation: route.operation,
        outcome: answered.answer.outcome,
        durationMs: performance.now() - startedAt,
        userId: answered.userId,
      });
    },
  };
}

/** As HTTP instrumentations name one; Node's parser knows the methods. */
function spanOf(path: string, { method = '', headers }: IncomingMessage): TracedRequest {
  const attributes = { 'http.request.method': method, 'http.route': path };
  return { name: `${method} ${path}`, headers, attributes };
}

interface Call {
  readonly route: Route;
  readonly request: IncomingMessage;
}

interface Answered {
  readonly answer: Answer;
  readonly userId?: string;
}

/** The checks come in the documented order: method, body, caller, permission, parameters, lock. */
async function answerRequest(options: DoorOptions, call: Call): Promise<Answered> {
  const { route, request } = call;
  await options.admit(request);
  if (request.method !== route.method) return { answer: methodNotAllowed(route.method) };
  const body = await readBody(request, {
    maxBytes: MAX_BODY_BYTES,
    unfinished: options.unfinishedBodies,
  });
  if (body.kind !== 'json') return { answer: bodyRefusal(body.kind) };
  const fields = parseBody(body.bytes);
  if (!fields) return { answer: answer('invalidJson') };
  return within(TIME_BUDGET.callMs, decide(options, call, fields));
}

async function decide(
  { authenticate, addressOf, locks }: DoorOptions,
  { route, request }: Call,
  fields: Fields,
): Promise<Answered> {
  const startedAt = performance.now();
  const deadlineAt = startedAt + TIME_BUDGET.beginMs;
  const refreshTokens = readRefreshTokens(request);
  const key = parseLockRequest(sourcesOf(route, request, fields));
  const change = locks.begin(key);
  try {
    const authentication = await authenticateByFirst(authenticate, refreshTokens, {
      client: siteOf(addressOf(request)),
      deadlineAt: startedAt + TIME_BUDGET.lookUpMs,
    });
    assertInTime(deadlineAt);
    if (authentication.kind !== 'authenticated') return { answer: answer(authentication.kind) };
    const { caller } = authentication;
    const result = await locks[route.operation](caller, { key, change, deadlineAt });
    return { answer: toRest(route.operation, result), userId: caller.id };
  } finally {
    change?.withdraw();
  }
}

function bodyRefusal(problem: BodyProblem): Answer {
  const outcome = BODY_OUTCOMES[problem];
  return outcome === 'overloaded' ? serviceUnavailable() : answer(outcome);
}

function sourcesOf(route: Route, request: IncomingMessage, body: Fields): Fields[] {
  return route.takesQuery ? [body, parseQuery(request.url ?? '')] : [body];
}
