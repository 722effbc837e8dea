import express, { type ErrorRequestHandler, type Express, type RequestHandler } from 'express';
import { type RequestListener } from 'node:http';
import { RateLimited } from '../domain/rate-limited';
import { type GraphQLDoor } from '../graphql/graphql-door';
import { type RequestObserver } from '../observation/request-observer';
import { demoSignInRouter } from './demo-sign-in';
import { healthRouter } from './health';
import { openApiRouter } from './openapi';
import { securityHeaders } from './security-headers';

export interface AppOptions {
  readonly graphql: GraphQLDoor;
  readonly observer: RequestObserver;
  readonly isReady: () => Promise<boolean>;
  readonly crossOrigin: RequestHandler;
  readonly hasDemoUsers: boolean;
  /** Undefined: metrics are served elsewhere. */
  readonly metrics: RequestListener | undefined;
}

/** Everything but the REST door: GraphQL, health, the demo sign-in, preflights. */
export function createApp(options: AppOptions): Express {
  const app = express();
  app.disable('x-powered-by').disable('etag');
  app.use(securityHeaders(), options.crossOrigin);
  app.use(healthRouter(options.isReady), openApiRouter());
  if (options.metrics) app.all('/metrics', options.metrics);
  if (options.hasDemoUsers) app.use(demoSignInRouter());
  app.get('/', (_request, response) => response.redirect('/graphql'));
  app.use('/graphql', options.graphql.router);
  app.use((_request, response) => {
    response.status(404).json({ data: 'Not found', code: 404 });
  });
  app.use(answerError(options.observer));
  return app;
}

/** Bodies that cannot be read are the sender's fault and say so; anything else tells nothing. */
function answerError(observer: RequestObserver): ErrorRequestHandler {
  return (error: unknown, _request, response, next) => {
    if (response.headersSent) {
      next(error);
      return;
    }
    const status = statusOf(error);
    if (error instanceof RateLimited) {
      response.set('Retry-After', String(Math.max(1, Math.ceil(error.retryAfterMs / 1000))));
    }
    if (status === 500) observer.fault('http', error);
    const message = MESSAGES[status] ?? 'Bad request';
    response.status(status).json({ errors: [{ message, extensions: { code: codeOf(status) } }] });
  };
}

const MESSAGES: Readonly<Record<number, string>> = {
  413: 'Payload too large',
  415: 'Unsupported media type',
  429: 'Too many requests',
  500: 'Internal server error',
};

function statusOf(error: unknown): number {
  if (error instanceof RateLimited) return 429;
  const status = (error as { status?: unknown } | null)?.status;
  return typeof status === 'number' && status >= 400 && status < 500 ? status : 500;
}

function codeOf(status: number): string {
  if (status === 429) return 'RATE_LIMITED';
  return status === 500 ? 'INTERNAL_SERVER_ERROR' : 'BAD_REQUEST';
}
