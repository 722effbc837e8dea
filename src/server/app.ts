import cors from 'cors';
import express, { type ErrorRequestHandler, type Express } from 'express';
import helmet from 'helmet';
import { type GraphQLDoor } from '../graphql/graphql-door';
import { LANDING_PAGE_SOURCES } from '../graphql/landing-page';
import { type RequestObserver } from '../observation/request-observer';
import { REST_PATHS, type RestDoor } from '../rest/rest-door';
import { healthRouter } from './health';
import { demoSignInRouter } from './demo-sign-in';

export interface AppOptions {
  readonly rest: RestDoor;
  readonly graphql: GraphQLDoor;
  readonly observer: RequestObserver;
  readonly isReady: () => Promise<boolean>;
  readonly allowedOrigins: readonly string[];
  readonly hasDemoUsers: boolean;
}

/** How long a browser may keep the answer to a preflight. */
const PREFLIGHT_MAX_AGE_S = 600;

/** The Express app over both doors; listening is left to the caller. */
export function createApp(options: AppOptions): Express {
  const app = express();
  app.disable('x-powered-by').disable('etag');
  app.use(securityHeaders(), crossOrigin(options.allowedOrigins));
  for (const path of REST_PATHS) {
    app.all(path, (request, response) => options.rest.handle(path, request, response));
  }
  app.use(healthRouter(options.isReady));
  if (options.hasDemoUsers) app.use(demoSignInRouter());
  app.get('/', (_request, response) => response.redirect('/graphql'));
  app.use('/graphql', options.graphql.router);
  app.use((_request, response) => {
    response.status(404).json({ data: 'Not found', code: 404 });
  });
  app.use(answerError(options.observer));
  return app;
}

function securityHeaders(): express.RequestHandler {
  const { scripts, styles, fonts, frames } = LANDING_PAGE_SOURCES;
  return helmet({
    contentSecurityPolicy: {
      directives: {
        // The landing page narrows inline scripts and styles to its own nonces by a policy of its own.
        scriptSrc: ["'self'", "'unsafe-inline'", ...scripts],
        styleSrc: ["'self'", "'unsafe-inline'", ...scripts, ...styles],
        fontSrc: ["'self'", ...fonts],
        imgSrc: ["'self'", 'data:', ...scripts],
        manifestSrc: ["'self'", ...scripts],
        connectSrc: ["'self'", ...scripts],
        frameSrc: ["'self'", ...frames],
        // Plain HTTP on a developer's machine must keep working.
        upgradeInsecureRequests: null,
      },
    },
    crossOriginEmbedderPolicy: false,
  });
}

function crossOrigin(allowedOrigins: readonly string[]): express.RequestHandler {
  return cors({
    origin: [...allowedOrigins],
    credentials: true,
    methods: ['GET', 'POST', 'DELETE'],
    exposedHeaders: [
      'X-Lock-Holder',
      'X-Lock-Acquired-At',
      'X-Lock-Expires-At',
      'X-Request-Id',
      'Retry-After',
    ],
    maxAge: PREFLIGHT_MAX_AGE_S,
  });
}

/** Bodies that cannot be read are the sender's fault and say so; anything else tells nothing. */
function answerError(observer: RequestObserver): ErrorRequestHandler {
  return (error: unknown, _request, response, next) => {
    if (response.headersSent) {
      next(error);
      return;
    }
    const status = statusOf(error);
    if (status === 500) observer.fault('http', error);
    const message = MESSAGES[status] ?? 'Bad request';
    response.status(status).json({ errors: [{ message, extensions: { code: codeOf(status) } }] });
  };
}

const MESSAGES: Readonly<Record<number, string>> = {
  413: 'Payload too large',
  415: 'Unsupported media type',
  500: 'Internal server error',
};

function statusOf(error: unknown): number {
  const status = (error as { status?: unknown } | null)?.status;
  return typeof status === 'number' && status >= 400 && status < 500 ? status : 500;
}

function codeOf(status: number): string {
  return status === 500 ? 'INTERNAL_SERVER_ERROR' : 'BAD_REQUEST';
}
