import { ApolloServer } from '@apollo/server';
import { ApolloServerPluginCacheControlDisabled } from '@apollo/server/plugin/disabled';
import { expressMiddleware } from '@as-integrations/express5';
import { json, type RequestHandler, type Response, Router } from 'express';
import { type Authenticate, type Authentication } from '../domain/caller';
import { type LockService } from '../domain/lock-service';
import { type RequestObserver } from '../observation/request-observer';
import { requestIdOf } from '../observation/request-id';
import { readRefreshToken } from '../session/refresh-token';
import { formatError } from './format-error';
import { reportFaults } from './report-faults';
import { landingPage } from './landing-page';
import { refuseUnsafeIntegers } from './refuse-unsafe-integers';
import { type RequestContext } from './request-context';
import { getSchema } from './schema';

export interface GraphQLDoorOptions {
  readonly authenticate: Authenticate;
  readonly locks: LockService;
  readonly observer: RequestObserver;
  readonly introspection: boolean;
  readonly isProduction: boolean;
}

/** The largest body of a GraphQL request: 200 ids of 256 characters fit. */
const MAX_BODY = '256kb';

/** After this time a request begins no further root field. */
const BEGIN_FIELDS_WITHIN_MS = 2_200;

/** GraphQL over the lock service: an Express handler for `/graphql`, and what starts and ends it. */
export interface GraphQLDoor {
  readonly router: Router;
  stop(): Promise<void>;
}

/** Starts Apollo Server over the lock service. */
export async function openGraphQLDoor(options: GraphQLDoorOptions): Promise<GraphQLDoor> {
  const apollo = new ApolloServer<RequestContext>({
    schema: getSchema(),
    introspection: options.introspection,
    allowBatchedHttpRequests: false,
    csrfPrevention: true,
    includeStacktraceInErrorResponses: false,
    hideSchemaDetailsFromClientErrors: options.isProduction,
    // The process owns its signals: requests are answered before the database goes.
    stopOnTerminationSignals: false,
    // Indented JSON is for people, who have Sandbox.
    stringifyResult: (value) => JSON.stringify(value),
    plugins: [
      // Answers are never cached, and working out for how long costs a call for every field.
      ApolloServerPluginCacheControlDisabled(),
      landingPage(options.introspection),
      refuseUnsafeIntegers,
      reportFaults(options.observer),
    ],
    formatError,
  });
  await apollo.start();
  const router = Router();
  router.use(
    observe(options),
    json({ limit: MAX_BODY, inflate: false }),
    expressMiddleware(apollo, {
      context: ({ res }) => Promise.resolve(contextOf(res)),
    }),
  );
  return { router, stop: () => apollo.stop() };
}

/** Makes the context of a request before anything can refuse it, and reports what came of it. */
function observe({ authenticate, locks, observer }: GraphQLDoorOptions): RequestHandler {
  return (request, response, next) => {
    const startedAt = performance.now();
    const requestId = requestIdOf(request);
    let authentication: Promise<Authentication> | undefined;
    const context: RequestContext = {
      requestId,
      locks,
      authenticate: () => (authentication ??= authenticate(readRefreshToken(request))),
      deadlineAt: startedAt + BEGIN_FIELDS_WITHIN_MS,
      outcomes: [],
    };
    (response.locals as Locals).context = context;
    response.setHeader('X-Request-Id', requestId);
    response.setHeader('Cache-Control', 'no-store');
    response.once('finish', () => {
      observer.answered({
        requestId,
        door: 'graphql',
        ...summarize(context.outcomes),
        durationMs: performance.now() - startedAt,
        userId: context.userId,
      });
    });
    next();
  };
}

interface Locals {
  context: RequestContext;
}

function contextOf(response: Response): RequestContext {
  return (response.locals as Locals).context;
}

/** One name for what a request did, from a fixed set, however many fields it had. */
function summarize(outcomes: RequestContext['outcomes']): { operation: string; outcome: string } {
  const [first, ...others] = outcomes;
  if (!first) return { operation: 'none', outcome: 'none' };
  return others.length === 0 ? first : { operation: 'several', outcome: 'several' };
}
