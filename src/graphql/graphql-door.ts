import { ApolloServerPluginCacheControlDisabled } from '@apollo/server/plugin/disabled';
import { type RequestListener } from 'node:http';
import { type UnfinishedBodies } from '../http/read-body';
import { apolloLogger } from './apollo-logger';
import { beginRequest, type RequestServices } from './begin-request';
import { formatError } from './format-error';
import { createDocumentGuard } from './document-guard';
import { DocumentStore } from './document-store';
import { GuardedApollo } from './guarded-apollo';
import { landingPage } from './landing-page';
import { type GraphQLLimits } from './limits';
import { refuseUnsafeIntegers } from './refuse-unsafe-integers';
import { reportFaults } from './report-faults';
import { getSchema } from './schema';
import { createServeHttp } from './serve-http';

export interface GraphQLDoorOptions extends RequestServices {
  readonly introspection: boolean;
  readonly isProduction: boolean;
  readonly limits: GraphQLLimits;
  readonly unfinishedBodies: UnfinishedBodies;
  /** Told what Apollo Server warns of. */
  readonly warn: (message: string) => void;
  /** Set on every answer but the landing page, which has its own. */
  readonly headers: Readonly<Record<string, string>>;
  readonly pageHeaders: Readonly<Record<string, string>>;
}

/** The largest body of a GraphQL request: 200 ids of 256 characters fit. */
const MAX_BODY_BYTES = 256 * 1024;

/** GraphQL over the lock service. */
export interface GraphQLDoor {
  /** Answers every request to `/graphql`. */
  readonly serve: RequestListener;
  stop(): Promise<void>;
}

/** Starts Apollo Server over the lock service. */
export async function openGraphQLDoor(options: GraphQLDoorOptions): Promise<GraphQLDoor> {
  const apollo = createApollo(options);
  await apollo.start();
  return {
    serve: createServeHttp({
      ...options,
      apollo,
      begin: (request) => beginRequest(options, request),
      maxBodyBytes: MAX_BODY_BYTES,
    }),
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
