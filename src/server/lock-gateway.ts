import { createServer, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { type Connection } from 'mongoose';
import { type Logger } from 'pino';
import { type Config } from '../config/config';
import { LockService } from '../domain/lock-service';
import { openGraphQLDoor } from '../graphql/graphql-door';
import { createAuthenticate } from '../identity/authenticator';
import { RestDoor } from '../rest/rest-door';
import { connect, createConnection } from '../storage/connection';
import { MongoLockStore } from '../storage/mongo-lock-store';
import { createApp } from './app';
import { crossOrigin } from './cross-origin';
import { createFront } from './front';
import { logRequests } from './logger';
import {
  CONTRACT_IDENTITY,
  type OpenUserDirectory,
  openUserDirectory,
} from './open-user-directory';
import { Readiness } from './readiness';
import { apiSecurityHeaders } from './security-headers';

export interface LockGatewayOptions {
  readonly config: Pick<
    Config,
    'host' | 'port' | 'lockTtlMs' | 'corsOrigins' | 'isProduction' | 'introspection'
  > & {
    /** Default: the collection `users` as a new installation has it. */
    readonly identity?: Config['identity'];
  };
  readonly mongodbUri: string;
  readonly logger: Logger;
  readonly hasDemoUsers: boolean;
}

/** A gateway that listens. */
export interface LockGateway {
  readonly url: string;
  /** Settles when the database is prepared; rejects when it never can be. */
  readonly prepared: Promise<void>;
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
  const store = new MongoLockStore(connection);
  const readiness = new Readiness(connection, logger);
  const observer = logRequests(logger);
  const users = openUserDirectory(config.identity ?? CONTRACT_IDENTITY, connection);
  const authenticate = createAuthenticate(users.directory);
  const locks = new LockService({ store, defaultLeaseMs: config.lockTtlMs });
  const doors = { authenticate, locks, observer, headers: apiSecurityHeaders() };
  const graphql = await openGraphQLDoor({
    ...doors,
    introspection: config.introspection,
    isProduction: config.isProduction,
  });
  const origins = [...config.corsOrigins, ...(config.isProduction ? [] : [STUDIO_ORIGIN])];
  const app = createApp({
    graphql,
    observer,
    isReady: async () => (await readiness.isReady()) && users.isReady(),
    crossOrigin: crossOrigin(origins),
    hasDemoUsers: options.hasDemoUsers,
  });
  const rest = new RestDoor(doors);
  const server = createServer(
    createFront({ rest, graphql, app, crossOrigin: crossOrigin(origins) }),
  );
  await listen(server, config);
  const expiryMarking = markExpiredNowAndThen(store);
  let stopped: Promise<void> | undefined;
  return {
    url: `http://${config.host}:${(server.address() as AddressInfo).port}`,
    prepared: readiness.prepare(async () => {
      await connect(connection, options.mongodbUri);
      await store.prepare();
      for (const line of await users.prepare()) logger.warn(line);
    }),
    stop: () =>
      (stopped ??= stopAll({ readiness, server, graphql, users, connection, expiryMarking })),
  };
}

/** A failed round is made up for by the next; what keeps the database away is told elsewhere. */
function markExpiredNowAndThen(store: MongoLockStore): NodeJS.Timeout {
  return setInterval(() => void store.markExpired().catch(() => {}), MARK_EXPIRED_EVERY_MS);
}

function listen(server: Server, { host, port }: { host: string; port: number }): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

async function stopAll(parts: {
  readiness: Readiness;
  server: Server;
  graphql: { stop(): Promise<void> };
  expiryMarking: NodeJS.Timeout;
  users: Pick<OpenUserDirectory, 'close'>;
  connection: Connection;
}): Promise<void> {
  parts.readiness.stop();
  clearInterval(parts.expiryMarking);
  await closeServer(parts.server);
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
