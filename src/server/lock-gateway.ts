import { createServer, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { type Connection, ConnectionStates } from 'mongoose';
import { type Logger } from 'pino';
import { Registry } from 'prom-client';
import { type Config } from '../config/config';
import { DEFAULT_LIMITS } from '../config/limits-config';
import { LockService } from '../domain/lock-service';
import { openGraphQLDoor } from '../graphql/graphql-door';
import { createAuthenticate } from '../identity/authenticator';
import { measureRequests } from '../metrics/request-metrics';
import { serveMetrics } from '../metrics/serve-metrics';
import { measureState } from '../metrics/state-metrics';
import { observeByAll } from '../observation/observe-by-all';
import { RestDoor } from '../rest/rest-door';
import { connect, createConnection, inspectDatabase } from '../storage/connection';
import { MongoLockStore } from '../storage/mongo-lock-store';
import { createApp } from './app';
import { crossOrigin } from './cross-origin';
import { createFront } from './front';
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

/** How often locks that ran out are moved out of the way of lists. */
const MARK_EXPIRED_EVERY_MS = 10_000;

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
  const metrics = serveMetrics(registry);
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
  await listen(server, { ...config, setting: 'PORT' });
  const metricsServer = config.metricsPort === undefined ? undefined : createMetricsServer(metrics);
  if (metricsServer) {
    const { host, metricsPort: port = 0 } = config;
    await listen(metricsServer, { host, port, setting: 'METRICS_PORT' });
  }
  const expiryMarking = markExpiredNowAndThen(store, (count) => meters.expired(count));
  let stopped: Promise<void> | undefined;
  return {
    url: `http://${config.host}:${(server.address() as AddressInfo).port}`,
    prepared: readiness.prepare(async () => {
      await connect(connection, options.mongodbUri);
      await store.prepare();
      const warnings = await inspectDatabase(connection, options.mongodbUri);
      for (const line of [...warnings, ...(await users.prepare())]) logger.warn(line);
    }),
    stop: () =>
      (stopped ??= stopAll({
        readiness,
        server,
        metricsServer,
        graphql,
        users,
        connection,
        expiryMarking,
      })),
  };
}

/** A failed round is made up for by the next; what keeps the database away is told elsewhere. */
function markExpiredNowAndThen(
  store: MongoLockStore,
  tell: (count: number) => void,
): NodeJS.Timeout {
  const mark = (): void => void store.markExpired().then(tell, () => {});
  return setInterval(mark, MARK_EXPIRED_EVERY_MS);
}

/** Rejects with an error that names the setting. */
function listen(
  server: Server,
  { host, port, setting }: { host: string; port: number; setting: string },
): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const hint = error.code === 'EADDRINUSE' ? '; another program listens there' : '';
      reject(new Error(`${setting}: ${error.message}${hint}`, { cause: error }));
    });
    server.listen(port, host, () => {
      server.removeAllListeners('error');
      resolve();
    });
  });
}

async function stopAll(parts: {
  readiness: Readiness;
  server: Server;
  metricsServer: Server | undefined;
  graphql: { stop(): Promise<void> };
  expiryMarking: NodeJS.Timeout;
  users: Pick<OpenUserDirectory, 'close'>;
  connection: Connection;
}): Promise<void> {
  parts.readiness.stop();
  clearInterval(parts.expiryMarking);
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
