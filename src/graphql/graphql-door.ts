import { ApolloServerPluginCacheControlDisabled } from '@apollo/server/plugin/disabled';
import { type GraphQLSchema } from 'graphql';
import { type Authenticate } from '../domain/caller';
import { type LockFeed } from '../domain/lock-feed';
import { type FederationConfig } from '../config/federation-config';
import { type GraphQLLimits } from '../config/graphql-limits';
import { type Door, type DoorOptions } from '../http/door';
import { type CountRequest } from '../http/admission/rate-limiter';
import { type OpenWebSocket } from '../http/upgrades';
import { type RequestHead } from '../http/request-head';
import { type LiveObserver } from '../observability/live-observer';
import { DirectAnswers } from './execution/direct-answers';
import { apolloLogger } from './errors/apollo-logger';
import { type BegunRequest, beginRequest } from './transport/begin-request';
import { formatError } from './errors/format-error';
import { createDocumentGuard } from './limits/document-guard';
import { DocumentStore } from './limits/document-store';
import { GuardedApollo } from './limits/guarded-apollo';
import { GRAPHIQL_FILES } from './pages/graphiql-router';
import { landingPage } from './pages/landing-page';
import { plainPage } from './pages/plain-page';
import { refuseUnsafeIntegers } from './limits/refuse-unsafe-integers';
import { refusalBody } from './transport/http-answer';
import { reportFaults } from './errors/report-faults';
import { getSchema } from './schema/schema';
import { serveByArrival } from './transport/serve-by-arrival';
import { createSendHttpAnswer, createServeHttp } from './transport/serve-http';
import { acceptsStream } from './transport/accepts-stream';
import { type LiveLimits, openLive } from './transport/open-live';
import { type LiveTiming } from './live/live-options';
import { type Arrival } from './schema/request-context';

export interface GraphQLDoorOptions extends DoorOptions {
  /** True when a caller who is not signed in can sign in as a demo user. */
  readonly hasDemoUsers: boolean;
  readonly introspection: boolean;
  /** Undefined: the schema is no subgraph. */
  readonly federation?: FederationConfig | undefined;
  readonly isProduction: boolean;
  /** The origins whose pages can send queries by GET. */
  readonly allowedOrigins: ReadonlySet<string>;
  readonly limits: GraphQLLimits;
  readonly liveLimits: LiveLimits;
  readonly liveTiming?: LiveTiming | undefined;
  readonly liveObserver: LiveObserver;
  readonly feed: LockFeed;
  /** Without a rate: looks again whether those with subscriptions are still signed in. */
  readonly authenticateAgain: Authenticate;
  readonly onRefusedOrigin: (origin: string, socketHost: string) => void;
  /** Counts an operation of a user who was looked up before; undefined: without a rate. */
  readonly countUser?: CountRequest | undefined;
  /** Called with each warning of Apollo Server. */
  readonly warn: (message: string) => void;
  /** Set on the landing page, instead of `headers`. */
  readonly pageHeaders: Readonly<Record<string, string>>;
}

/** The largest body of a GraphQL request: 200 ids of 256 characters fit. */
const MAX_BODY_BYTES = 256 * 1024;

/** GraphQL over the lock service. */
export interface GraphQLDoor extends Door {
  /** Opens a WebSocket at `paths`. */
  readonly upgrade: OpenWebSocket;
  /** Ends all subscriptions and WebSockets, and begins none any more. */
  disconnect(): Promise<void>;
  /** Stops Apollo Server; requests must be answered before. */
  stop(): Promise<void>;
}

/** Starts Apollo Server over the lock service. */
export async function openGraphQLDoor(options: GraphQLDoorOptions): Promise<GraphQLDoor> {
  const schema = await openSchema(options);
  const apollo = createApollo(options, schema);
  await apollo.start();
  const begin = (request: RequestHead, arrival?: Arrival): BegunRequest =>
    beginRequest(options, request, arrival);
  const sendAnswer = createSendHttpAnswer(options);
  const bodyLimits = { maxBytes: MAX_BODY_BYTES, unfinished: options.unfinishedBodies };
  const serve = createServeHttp({
    ...{ ...options, apollo, begin, sendAnswer, bodyLimits },
    page: options.introspection ? undefined : plainPage(options),
  });
  const live = openLive({ ...options, apollo, begin, sendAnswer, bodyLimits });
  return {
    paths: ['/graphql'],
    allowsTrailingSlash: false,
    refusalBody,
    handle: (_path, request, response) =>
      acceptsStream(request) === 'no'
        ? serve(request, response)
        : live.eventStreams.handle(request, response),
    upgrade: live.webSockets.upgrade,
    disconnect: async () => {
      live.eventStreams.stop();
      await live.webSockets.stop();
    },
    stop: () => apollo.stop(),
  };
}

/** Enough to fix a document; each further error costs time to describe. */
const MAX_VALIDATION_ERRORS = 5;

/** Federation is loaded by those who use it. */
async function openSchema({
  federation,
  introspection,
}: GraphQLDoorOptions): Promise<GraphQLSchema> {
  if (!federation) return getSchema();
  const { createSubgraph } = await import('./federation/subgraph.js');
  return createSubgraph({ base: getSchema(), ...federation, introspection });
}

function createApollo(options: GraphQLDoorOptions, schema: GraphQLSchema): GuardedApollo {
  const documentStore = new DocumentStore();
  return new GuardedApollo({
    schema,
    introspection: options.introspection,
    allowedOrigins: options.allowedOrigins,
    guard: createDocumentGuard({ ...options, schema, store: documentStore }),
    direct: new DirectAnswers(documentStore, schema),
    documentStore,
    logger: apolloLogger(options),
    parseOptions: { maxTokens: options.limits.maxTokens },
    validationOptions: { maxErrors: MAX_VALIDATION_ERRORS },
    allowBatchedHttpRequests: false,
    persistedQueries: false,
    csrfPrevention: true,
    includeStacktraceInErrorResponses: false,
    hideSchemaDetailsFromClientErrors: options.isProduction,
    // main.ts handles signals: requests are answered before the database connection closes.
    stopOnTerminationSignals: false,
    // Compact JSON: people use Sandbox, which indents.
    stringifyResult: (value) => JSON.stringify(value),
    plugins: [
      // Answers are never cached, and computing a cache policy costs a call for every field.
      ApolloServerPluginCacheControlDisabled(),
      landingPage({
        isOn: options.introspection,
        hasDemoUsers: options.hasDemoUsers,
        hasGraphiql: () => GRAPHIQL_FILES.areThere(),
      }),
      refuseUnsafeIntegers,
      serveByArrival,
      reportFaults(options.observer),
    ],
    formatError,
  });
}
