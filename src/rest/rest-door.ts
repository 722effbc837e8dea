import { type IncomingMessage, type ServerResponse } from 'node:http';
import { TIME_BUDGET } from '../config/time-budget';
import { type Authenticate } from '../domain/caller';
import { type LockService } from '../domain/lock-service';
import { Overloaded } from '../domain/lock-store';
import { RateLimited } from '../domain/rate-limited';
import {
  type BodyProblem,
  readBody,
  RequestAborted,
  type UnfinishedBodies,
} from '../http/read-body';
import { authenticateByFirst, readRefreshTokens } from '../http/refresh-token';
import { requestIdOf } from '../http/request-id';
import { within } from '../concurrency/within';
import { type RequestObserver } from '../observability/request-observer';
import { type Fields, parseBody, parseLockRequest, parseQuery } from './parse-lock-request';
import {
  ABORTED,
  BAD_REQUEST,
  INTERNAL_SERVER_ERROR,
  INVALID_JSON,
  methodNotAllowed,
  PAYLOAD_TOO_LARGE,
  REQUEST_TIMEOUT,
  type Answer,
  SERVICE_UNAVAILABLE,
  tooManyRequests,
  UNAUTHORIZED,
  UNKNOWN_USER,
  UNSUPPORTED_MEDIA_TYPE,
} from '../http/answer';
import { createSendAnswer, type SendAnswer } from '../http/send-answer';
import { toRest } from './to-rest';

export interface RestDoorOptions {
  readonly authenticate: Authenticate;
  readonly locks: LockService;
  readonly observer: RequestObserver;
  /** Lets a request in before anything of it is read; rejects with `RateLimited`. */
  readonly admit: (request: IncomingMessage) => Promise<void>;
  readonly unfinishedBodies: UnfinishedBodies;
  /** Set on every answer. */
  readonly headers: Readonly<Record<string, string>>;
}

/** One path of the old dialect. */
interface Route {
  readonly operation: 'acquire' | 'remove';
  readonly method: string;
  /** Bodies of DELETE get lost on the way; its query string says the same. */
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
 * The old REST dialect over the lock service. It works on Node's own request and response: what an
 * Express request adds is not needed here and costs more than the whole door.
 */
export class RestDoor {
  readonly paths = REST_PATHS;
  readonly allowsTrailingSlash = true;
  private readonly options: RestDoorOptions;
  private readonly sendAnswer: SendAnswer;

  constructor(options: RestDoorOptions) {
    this.options = options;
    this.sendAnswer = createSendAnswer(options.headers);
  }

  /** Answers a request to one of `REST_PATHS`; never rejects. */
  async handle(path: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const startedAt = performance.now();
    const requestId = requestIdOf(request);
    const route = routes[path]!;
    const { answer, userId } = await this.answer(route, request).catch((error: unknown) =>
      this.toFault(requestId, error),
    );
    this.sendAnswer({ request, response, answer, requestId });
    this.options.observer.answered({
      requestId,
      door: 'rest',
      operation: route.operation,
      outcome: answer.outcome,
      durationMs: performance.now() - startedAt,
      userId,
    });
  }

  private async answer(route: Route, request: IncomingMessage): Promise<Answered> {
    await this.options.admit(request);
    if (request.method !== route.method) return { answer: methodNotAllowed(route.method) };
    const body = await readBody(request, {
      maxBytes: MAX_BODY_BYTES,
      unfinished: this.options.unfinishedBodies,
    });
    if (body.kind !== 'json') return { answer: BODY_REFUSALS[body.kind] };
    const fields = parseBody(body.bytes);
    if (!fields) return { answer: INVALID_JSON };
    return within(TIME_BUDGET.callMs, this.decide(route, request, fields));
  }

  private async decide(route: Route, request: IncomingMessage, fields: Fields): Promise<Answered> {
    const { authenticate, locks } = this.options;
    const refreshTokens = readRefreshTokens(request);
    const key = parseLockRequest(sourcesOf(route, request, fields));
    if (refreshTokens.length > 0) locks.prefetch(key);
    const authentication = await authenticateByFirst(authenticate, refreshTokens);
    if (authentication.kind === 'noToken') return { answer: UNAUTHORIZED };
    if (authentication.kind === 'unknownToken') return { answer: UNKNOWN_USER };
    const { caller } = authentication;
    const result = await locks[route.operation](caller, { key });
    return { answer: toRest(route.operation, result), userId: caller.id };
  }

  private toFault(requestId: string, error: unknown): Answered {
    if (error instanceof Overloaded) return { answer: SERVICE_UNAVAILABLE };
    if (error instanceof RateLimited) return { answer: tooManyRequests(error.retryAfterMs) };
    if (error instanceof RequestAborted) return { answer: ABORTED };
    this.options.observer.fault(requestId, error);
    return { answer: INTERNAL_SERVER_ERROR };
  }
}

const BODY_REFUSALS: Readonly<Record<BodyProblem, Answer>> = {
  notJson: UNSUPPORTED_MEDIA_TYPE,
  tooLarge: PAYLOAD_TOO_LARGE,
  noRoom: SERVICE_UNAVAILABLE,
  broken: BAD_REQUEST,
  tooSlow: REQUEST_TIMEOUT,
};

interface Answered {
  readonly answer: Answer;
  readonly userId?: string;
}

function sourcesOf(route: Route, request: IncomingMessage, body: Fields): Fields[] {
  return route.takesQuery ? [body, parseQuery(request.url ?? '')] : [body];
}
