import express, { type ErrorRequestHandler, type Express, type RequestHandler } from 'express';
import { type RequestListener } from 'node:http';
import { type RequestObserver } from '../observability/request-observer';
import { answer } from '../http/answer';
import { type CrossOrigin } from '../http/cross-origin';
import { graphiqlRouter } from '../graphql/pages/graphiql-router';
import { LANDING_PAGE_SOURCES } from '../graphql/pages/landing-page';
import { healthRouter } from '../http/health';
import { openApiRouter } from '../rest/openapi';
import { type Refusals } from '../http/refusals';
import { securityHeaders } from '../http/security-headers';
import { consoleRouter } from './console-router';

export interface AppOptions {
  readonly observer: RequestObserver;
  readonly refusals: Refusals;
  readonly isReady: () => Promise<boolean>;
  readonly crossOrigin: CrossOrigin;
  /** Whether people get pages to try GraphQL with. */
  readonly hasPages: boolean;
  /** Sign-in for browsers and a page to try locks with, if there are demo users. */
  readonly demoPages: RequestHandler | undefined;
  /** Undefined: metrics have their own port. */
  readonly metrics: RequestListener | undefined;
}

/** Everything except the doors: health, the console and other pages, the OpenAPI description, metrics, the demo sign-in, preflights. */
export function createApp(options: AppOptions): Express {
  const app = express();
  app.disable('x-powered-by').disable('etag').enable('case sensitive routing');
  app.use(securityHeaders(LANDING_PAGE_SOURCES), options.crossOrigin);
  app.use(healthRouter(options.isReady), openApiRouter(), consoleRouter());
  if (options.metrics) app.all('/metrics', options.metrics);
  if (options.demoPages) app.use(options.demoPages);
  if (options.hasPages) app.use(graphiqlRouter({ hasDemoUsers: options.demoPages !== undefined }));
  // The default health check of many load balancers, which reject a redirect.
  app.head('/', (_request, response) => response.end());
  app.options('/', (_request, response) => {
    response.status(204).set('Allow', 'GET, HEAD, OPTIONS').end();
  });
  app.get('/', (_request, response) => response.redirect('/graphql'));
  app.use((request, response) => options.refusals.request(request, response, answer('noSuchPath')));
  app.use(answerError(options));
  return app;
}

/** Answers an error that no handler caught, without revealing internals. */
function answerError({ observer, refusals }: AppOptions): ErrorRequestHandler {
  return (error: unknown, request, response, next) => {
    const { status } = error as { status?: unknown };
    const isClientError = typeof status === 'number' && status >= 400 && status < 500;
    if (!isClientError) observer.fault('http', error);
    if (response.headersSent) next(error);
    else refusals.request(request, response, answer(isClientError ? 'badRequest' : 'fault'));
  };
}
