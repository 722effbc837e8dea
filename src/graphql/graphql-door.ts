import { ApolloServerPluginCacheControlDisabled } from '@apollo/server/plugin/disabled';
import { expressMiddleware } from '@as-integrations/express5';
import { json, type Response, Router } from 'express';
import { type RequestListener } from 'node:http';
import { apolloLogger } from './apollo-logger';
import { beginRequest, type RequestServices } from './begin-request';
import { formatError } from './format-error';
import { createDocumentGuard } from './document-guard';
import { DocumentStore } from './document-store';
import { GuardedApollo } from './guarded-apollo';
import { createJsonPost } from './json-post';
import { landingPage } from './landing-page';
import { type GraphQLLimits } from './limits';
import { refuseUnsafeIntegers } from './refuse-unsafe-integers';
import { reportFaults } from './report-faults';
import { type RequestContext } from './request-context';
import { getSchema } from './schema';

export interface GraphQLDoorOptions extends RequestServices {
  readonly introspection: boolean;
  readonly isProduction: boolean;
  readonly limits: GraphQLLimits;
  /** Told what Apollo Server warns of. */
  readonly warn: (message: string) => void;
  /** Set on every answer to a JSON post. */
  readonly headers: Readonly<Record<string, string>>;
}

/** The largest body of a GraphQL request: 200 ids of 256 characters fit. */
const MAX_BODY_BYTES = 256 * 1024;

/** GraphQL over the lock service. */
export interface GraphQLDoor {
  /** Answers posts of JSON to `/graphql`. */
  readonly jsonPost: RequestListener;
  /** Answers everything else there: the landing page, queries by GET, what must be refused. */
  readonly router: Router;
  stop(): Promise<void>;
}

/** Starts Apollo Server over the lock service. */
export async function openGraphQLDoor(options: GraphQLDoorOptions): Promise<GraphQLDoor> {
  const apollo = createApollo(options);
  await apollo.start();
  const begin: Parameters<typeof createJsonPost>[0]['begin'] = (request, response) =>
    beginRequest(options, request, response);
  const router = Router();
  router.use(
    (request, response, next) => {
      const context = begin(request, response);
      (response.locals as Locals).context = context;
      response.set({ 'X-Request-Id': context.requestId, 'Cache-Control': 'no-store' });
      options.admit(request).then(() => next(), next);
    },
    json({ limit: MAX_BODY_BYTES, inflate: false }),
    expressMiddleware(apollo, { context: ({ res }) => Promise.resolve(contextOf(res)) }),
  );
  return {
    jsonPost: createJsonPost({ ...options, apollo, begin, maxBodyBytes: MAX_BODY_BYTES }),
    router,
    stop: () => apollo.stop(),
  };
}

/** Of a document with a hundred mistakes these say enough, and each costs time to describe. */
const MAX_VALIDATION_ERRORS = 5;

function createApollo(options: GraphQLDoorOptions): GuardedApollo {
  const documentStore = new DocumentStore();
  return new GuardedApollo({
    schema: getSchema(),
    introspection: options.introspection,
    guard: createDocumentGuard({ ...options, store: documentStore }),
    documentStore,
    logger: apolloLogger(options),
    parseOptions: { maxTokens: options.limits.maxTokens },
    validationOptions: { maxErrors: MAX_VALIDATION_ERRORS },
    allowBatchedHttpRequests: false,
    persistedQueries: false,
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
      landingPage({ isOn: options.introspection, hasDemoUsers: options.hasDemoUsers }),
      refuseUnsafeIntegers,
      reportFaults(options.observer),
    ],
    formatError,
  });
}

interface Locals {
  context: RequestContext;
}

function contextOf(response: Response): RequestContext {
  return (response.locals as Locals).context;
}
