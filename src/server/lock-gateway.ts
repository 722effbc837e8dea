import { createServer, type Server } from 'node:http';
import { type Connection, ConnectionStates } from 'mongoose';
import { type Logger } from 'pino';
import { Registry } from 'prom-client';
import { type Config } from '../config/config';
import { DEFAULT_LIMITS } from '../config/limits-config';
import { LockService } from '../domain/lock-service';
import { openGraphQLDoor } from '../graphql/graphql-door';
import { createAuthenticate } from '../identity/authenticator';
import { measureKeySet } from '../metrics/key-set-metrics';
import { measureEventLoop } from '../metrics/event-loop-metrics';
import { processRegistry } from '../metrics/process-metrics';
import { measureRequests } from '../metrics/request-metrics';
import { serveMetrics } from '../metrics/serve-metrics';
import { measureState } from '../metrics/state-metrics';
import { observeByAll } from '../observation/observe-by-all';
import { RestDoor } from '../rest/rest-door';
import { connect, createConnection, inspectDatabase } from '../storage/connection';
import { MongoLockStore } from '../storage/mongo-lock-store';
import { checkServer, lasting } from '../storage/server-check';
import { createApp } from './app';
import { crossOrigin } from './cross-origin';
import { markExpiredNowAndThen } from './expiry-marking';
import { createFront } from './front';
import { listen, urlOf } from './listen';
import { logRequests } from './logger';
import { createMetricsServer } from './metrics-server';
import {
  CONTRACT_IDENTITY,
  type OpenUserDirectory,
  openUserDirectory,
} from './open-user-directory';
import { Readiness } from './readiness';
import { answerRefusals, requireHost } from './refusals';
import { CONNECTION_LIMITS, requestLimits } from './request-limits';
import { apiSecurityHeaders } from './security-headers';

export interface LockGatewayOptions {
  readonly config: Pick<
    Config,
    'host' | 'port' | 'lockTtlMs' | 'corsOrigins' | 'isProduction' | 'introspection'
  > & {
    /** Default: the collection `users` as a new installation has it. */
    readonly identity?: Config['identity'];
    /** Default: what counts where nothing is set. */
    readonly limits?: Config['limits'];
    readonly metricsPort?: Config['metricsPort'];
  };
  readonly mongodbUri: string;
  readonly logger: Logger;
  readonly hasDemoUsers: boolean;
}

/** A gateway that listens. */
export interface LockGateway {
  readonly url: string;
  /** True when the database is prepared, false when stopped before; rejects when it never can be. */
  readonly prepared: Promise<boolean>;
  /** Stops accepting, answers what is running, closes everything; safe to call twice. */
  stop(): Promise<void>;
}

/** Where Apollo Studio's own pages call from; never allowed in production. */
const STUDIO_ORIGIN = 'https://studio.apollographql.com';

/** How long running requests may take at the end before their connections are cut. */
const DRAIN_MS = 8_000;

/** How often connections that have got their answers are closed meanwhile. */
const CLOSE_IDLE_EVERY_MS = 50;

/** The setting of the locks' database, as it is named to people. */
const SETTING = 'MONGODB_URI';

/** Composes one gateway and starts it: listening at once, serving when the database is prepared. */
export async function startLockGateway(options: LockGatewayOptions): Promise<LockGateway> {
  const { config, logger } = options;
  const connection = createConnection();
  connection.on('error', () => {}); // Told by the commands that fail.
  const registry = new Registry();
  const store: MongoLockStore = new MongoLockStore(connection, {
    onBatch: (size) => meters.batch(size),
    onStoredFault: (fault) => logger.warn(fault, 'lock documents that cannot be used'),
  });
  const meters = measureState(registry, {
    countLocks: () => store.count({}),
    isDatabaseConnected: () => connection.readyState === ConnectionStates.connected,
    queueLength: () => store.queueLength,
  });
  const readiness = new Readiness(connection, logger);
  const observer = observeByAll([logRequests(logger), measureRequests(registry)]);
  const users = openUserDirectory(config.identity ?? CONTRACT_IDENTITY, connection);
  if (users.keySet) measureKeySet(registry, users.keySet);
  const limits = config.limits ?? DEFAULT_LIMITS;
  const locks = new LockService({
    store,
    defaultLeaseMs: config.lockTtlMs,
    maxLocksPerUser: limits.maxLocksPerUser,
  });
  const doors = {
    ...requestLimits(limits, createAuthenticate(users.directory)),
    locks,
    observer,
    headers: apiSecurityHeaders(),
  };
  const graphql = await openGraphQLDoor({
    ...doors,
    limits: limits.graphql,
    hasDemoUsers: options.hasDemoUsers,
    warn: (message) => logger.warn(message),
    introspection: config.introspection,
    isProduction: config.isProduction,
  });
  const metrics = serveMetrics([registry, processRegistry()]);
  const eventLoop = measureEventLoop(registry);
  const origins = [...config.corsOrigins, ...(config.isProduction ? [] : [STUDIO_ORIGIN])];
  const app = createApp({
    graphql,
    observer,
    isReady: async () => (await readiness.isReady()) && users.isReady(),
    crossOrigin: crossOrigin(origins),
    hasDemoUsers: options.hasDemoUsers,
    metrics: config.metricsPort === undefined ? metrics : undefined,
  });
  const rest = new RestDoor(doors);
  const server = createServer(
    { ...CONNECTION_LIMITS, requireHostHeader: false },
    requireHost(
      createFront({ rest, graphql, app, crossOrigin: crossOrigin(origins) }),
      doors.headers,
    ),
  );
  answerRefusals(server, doors.headers);
  const metricsServer = config.metricsPort === undefined ? undefined : createMetricsServer(metrics);
  const parts = { readiness, server, metricsServer, graphql, users, connection, eventLoop };
  try {
    const { host, port, metricsPort = 0 } = config;
    await listen(server, { host, port, setting: 'PORT' });
    if (metricsServer) {
      await listen(metricsServer, { host, port: metricsPort, setting: 'METRICS_PORT' });
    }
  } catch (error) {
    await stopAll({ ...parts, endMarking: () => {} });
    throw error;
  }
  const endMarking = markExpiredNowAndThen(
    () => store.markExpired(),
    (count) => meters.expired(count),
  );
  const prepareAll = async (): Promise<void> => {
    const { mongodbUri } = options;
    const reached = await connect(connection, mongodbUri, SETTING);
    const startedAt = performance.now();
    await checkServer(connection, SETTING);
    const helloMs = performance.now() - startedAt;
    const decisionMs = await lasting(SETTING, () => store.prepare());
    const inspected = await inspectDatabase(connection, mongodbUri);
    const warnings = [...reached, ...inspected, ...(await users.prepare())];
    for (const line of warnings) logger.warn(line);
    const checkedMs = Math.round(helloMs + decisionMs);
    logger.info({ checkedMs }, 'the database has all that decisions need');
  };
  let stopped: Promise<void> | undefined;
  return {
    url: urlOf(server, config.host),
    prepared: readiness.prepare(prepareAll),
    stop: () => (stopped ??= stopAll({ ...parts, endMarking })),
  };
}

async function stopAll(parts: {
  readiness: Readiness;
  server: Server;
  metricsServer: Server | undefined;
  graphql: { stop(): Promise<void> };
  eventLoop: { stop(): void };
  endMarking: () => void;
  users: Pick<OpenUserDirectory, 'close'>;
  connection: Connection;
}): Promise<void> {
  parts.readiness.stop();
  parts.endMarking();
  parts.eventLoop.stop();
  const servers = [parts.server, parts.metricsServer].filter((server) => server !== undefined);
  await Promise.all(servers.map(closeServer));
  await parts.graphql.stop();
  await parts.users.close();
  await parts.connection.close();
}

/** A kept connection would otherwise bring request after request for as long as its client likes. */
function closeServer(server: Server): Promise<void> {
  server.prependListener('request', (_request, response) => {
    response.shouldKeepAlive = false;
  });
  const closeIdle = setInterval(() => server.closeIdleConnections(), CLOSE_IDLE_EVERY_MS);
  const cut = setTimeout(() => server.closeAllConnections(), DRAIN_MS);
  return new Promise((resolve) => {
    server.close(() => {
      clearInterval(closeIdle);
      clearTimeout(cut);
      resolve();
    });
  });
}
