import express, { type ErrorRequestHandler, type Express, type RequestHandler } from 'express';
import { type RequestListener } from 'node:http';
import { type RequestObserver } from '../observability/request-observer';
import { answer } from '../http/answer';
import { type CrossOrigin } from '../http/cross-origin';
import { LANDING_PAGE_SOURCES } from '../graphql/transport/landing-page';
import { healthRouter } from '../http/health';
import { openApiRouter } from '../rest/openapi';
import { type Refusals } from '../http/refusals';
import { securityHeaders } from '../http/security-headers';

export interface AppOptions {
  readonly observer: RequestObserver;
  readonly refusals: Refusals;
  readonly isReady: () => Promise<boolean>;
  readonly crossOrigin: CrossOrigin;
  /** Signs browsers in as demo users, where there are any. */
  readonly demoSignIn: RequestHandler | undefined;
  /** Undefined: metrics are served elsewhere. */
  readonly metrics: RequestListener | undefined;
}

/** Everything but the doors: health, the description, metrics, the demo sign-in, preflights. */
export function createApp(options: AppOptions): Express {
  const app = express();
  app.disable('x-powered-by').disable('etag').enable('case sensitive routing');
  app.use(securityHeaders(LANDING_PAGE_SOURCES), options.crossOrigin);
  app.use(healthRouter(options.isReady), openApiRouter());
  if (options.metrics) app.all('/metrics', options.metrics);
  if (options.demoSignIn) app.use(options.demoSignIn);
  // Load balancers ask this way by default; a redirect would be no health to them.
  app.head('/', (_request, response) => response.end());
  app.options('/', (_request, response) => {
    response.status(204).set('Allow', 'GET, HEAD, OPTIONS').end();
  });
  app.get('/', (_request, response) => response.redirect('/graphql'));
  app.use((request, response) => options.refusals.request(request, response, answer('noSuchPath')));
  app.use(answerError(options));
  return app;
}

/** What no handler could answer; it tells nothing of the inside. */
function answerError({ observer, refusals }: AppOptions): ErrorRequestHandler {
  return (error: unknown, request, response, next) => {
    const { status } = error as { status?: unknown };
    const isMistake = typeof status === 'number' && status >= 400 && status < 500;
    if (!isMistake) observer.fault('http', error);
    if (response.headersSent) next(error);
    else refusals.request(request, response, answer(isMistake ? 'badRequest' : 'fault'));
  };
}
