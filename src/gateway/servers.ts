import { type RequestListener, type Server } from 'node:http';
import { type GraphQLDoor, openGraphQLDoor } from '../graphql/graphql-door';
import { LANDING_PAGE_SOURCES } from '../graphql/pages/landing-page';
import { limitRate, limitUsers } from '../http/admission/rate-limiter';
import { requestLimits } from '../http/admission/request-limits';
import { crossOrigin } from '../http/cross-origin';
import { createFront } from '../http/front';
import { createRefusals } from '../http/refusals';
import { apiSecurityHeaders, pageSecurityHeaders } from '../http/security-headers';
import { createAuthenticate } from '../identity/authenticator';
import { logRefusedOrigins } from '../observability/logs/refused-origins';
import { processRegistry } from '../observability/metrics/process-metrics';
import { serveMetrics } from '../observability/metrics/serve-metrics';
import { createRestDoor } from '../rest/rest-door';
import { createApp } from './app';
import { closerOf } from './close-server';
import { type LockGatewayOptions } from './gateway-options';
import { createHttpServer } from './http-server';
import { createMetricsServer } from './metrics-server';
import { type Services } from './services';

/** The servers of a gateway, not yet listening. */
export interface Servers {
  readonly main: Server;
  /** Undefined: the main server serves metrics. */
  readonly metrics: Server | undefined;
  readonly graphql: GraphQLDoor;
  /** Stops both, as `closerOf` says. */
  close(): Promise<void>;
}

/** The origin of Apollo Studio; never allowed in production. */
const STUDIO_ORIGIN = 'https://studio.apollographql.com';

/** Opens the doors to the services and composes the servers in front of them. */
export async function composeServers(
  options: LockGatewayOptions,
  services: Services,
): Promise<Servers> {
  const { config, logger, demoPages } = options;
  const { locks, observer, users } = services;
  const { limits, keepAliveTimeoutMs } = config;
  const authenticate = createAuthenticate(users.directory);
  const countUser = limits.rate && limitRate(limits.rate.perUser);
  const doors = {
    ...requestLimits(limits),
    authenticate: limitUsers(authenticate, countUser),
    ...{ locks, observer, headers: apiSecurityHeaders() },
  };
  const allowedOrigins: ReadonlySet<string> = new Set([
    ...config.corsOrigins,
    ...(config.isProduction ? [] : [STUDIO_ORIGIN]),
  ]);
  const onRefusedOrigin = logRefusedOrigins(logger);
  const graphql = await openGraphQLDoor({
    ...{ ...doors, allowedOrigins, onRefusedOrigin },
    pageHeaders: pageSecurityHeaders(LANDING_PAGE_SOURCES),
    limits: limits.graphql,
    liveLimits: limits.live,
    liveTiming: options.liveTiming,
    ...{ feed: services.live, liveObserver: services.transports, authenticateAgain: authenticate },
    countUser,
    hasDemoUsers: demoPages !== undefined,
    warn: (message) => logger.warn(message),
    introspection: config.introspection,
    federation: config.federation,
    isProduction: config.isProduction,
  });
  const allDoors = [createRestDoor(doors), graphql];
  const refusals = createRefusals({ headers: doors.headers, observer, doors: allDoors });
  const acrossOrigins = crossOrigin(allowedOrigins, onRefusedOrigin);
  const metrics = serveMetrics([services.registry, processRegistry()]);
  const hasOwnMetricsPort = config.metricsPort !== undefined;
  const app = createApp({
    ...{ observer, refusals, demoPages, hasPages: config.introspection },
    isReady: async () => (await services.readiness.isReady()) && users.isReady(),
    crossOrigin: acrossOrigins,
    metrics: hasOwnMetricsPort ? undefined : metrics,
  });
  const listener: RequestListener = createFront({
    doors: allDoors,
    ...{ refusals, app, crossOrigin: acrossOrigins },
  });
  const main = createHttpServer({ listener, refusals, webSockets: graphql, keepAliveTimeoutMs });
  const metricsServer = hasOwnMetricsPort ? createMetricsServer(metrics) : undefined;
  const closers = (metricsServer ? [main, metricsServer] : [main]).map(closerOf);
  return {
    ...{ main, metrics: metricsServer, graphql },
    close: async () => void (await Promise.all(closers.map((close) => close()))),
  };
}
