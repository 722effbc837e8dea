import mongoose, { type Connection, type ConnectOptions, mongo } from 'mongoose';
import { within } from '../../concurrency/within';
import { TIME_BUDGET } from '../../config/time-budget';
import { COMMAND_REPORTS, traceCommands } from '../../observability/tracing/trace-commands';
import { databaseNameProblem } from './database-name';
import { lastingCauseOf } from './lasting-cause';
import { tlsFileProblem } from './tls-files';
import { type SafeUri, safeUri, UnusableUri } from './uri-options';

/** The name of the gateway in the database's logs, unless the connection string sets `appName`. */
const APP_NAME = 'lock-gateway';

/**
 * Tells the database that a client is a gateway, whatever its `appName` is: connection strings of
 * hosting providers give all applications the same one.
 */
export const GATEWAY_CLIENT = 'lock-gateway';

/** With `mongooseOptions` all options that a connection is opened with. */
const driverOptions: mongo.MongoClientOptions = {
  // An acknowledged write survives the loss of a minority of the nodes and a crash of all of them.
  writeConcern: { w: 'majority', journal: true, wtimeoutMS: TIME_BUDGET.commandMs },
  retryWrites: true,
  retryReads: true,
  // Never read from a node that may lag behind.
  readPreference: 'primary',
  // Every wait is limited: for a node, for a connection and for its answer.
  serverSelectionTimeoutMS: TIME_BUDGET.commandMs,
  waitQueueTimeoutMS: TIME_BUDGET.commandMs,
  socketTimeoutMS: TIME_BUDGET.commandMs,
  connectTimeoutMS: TIME_BUDGET.connectMs,
  // Finds a new primary soon after an election.
  heartbeatFrequencyMS: 1_000,
  maxPoolSize: 20,
  minPoolSize: 2,
  driverInfo: { name: GATEWAY_CLIENT },
  ...COMMAND_REPORTS,
};

const mongooseOptions: ConnectOptions = {
  // A command while the database is unreachable fails at once instead of waiting in Mongoose.
  bufferCommands: false,
  autoIndex: false,
  autoCreate: false,
};

/** Creates a connection on which every command fails at once until `connect` has succeeded. */
export function createConnection(): Connection {
  mongoose.set('sanitizeFilter', true);
  return mongoose.createConnection();
}

/**
 * Connects to the database and resolves with the warnings about its connection string; from then on
 * the driver reconnects by itself. Rejects with `UnusableUri`, which names the setting, or with the
 * driver's error if a retry may succeed.
 *
 * @example
 * const connection = createConnection();
 * for (const warning of await connect(connection, uri)) logger.warn(warning);
 */
export async function connect(
  connection: Connection,
  uri: string,
  setting = 'MONGODB_URI',
): Promise<readonly string[]> {
  const { safe, appName = APP_NAME } = await readUri(uri, setting);
  try {
    await connection.openUri(safe.uri, { ...driverOptions, ...mongooseOptions, appName });
    traceCommands(connection.getClient());
  } catch (error) {
    const cause = lastingCauseOf(error);
    if (cause === undefined) throw error;
    throw new UnusableUri(`${setting} cannot be used: ${cause}`, { cause: error });
  }
  return safe.warnings;
}

/** Checks the connection string; rejects with `UnusableUri` if it is wrong whatever the server is. */
async function readUri(
  uri: string,
  setting: string,
): Promise<{ safe: SafeUri; appName: string | undefined }> {
  const { safe, options } = parse(uri, setting);
  const problem = databaseNameProblem(options.dbName) ?? (await tlsFileProblem(options));
  if (problem) throw new UnusableUri(`${setting} cannot be used: ${problem}`);
  return { safe, appName: options.appName };
}

/** Parses the connection string with the driver, which reports each mistake without connecting. */
function parse(uri: string, setting: string): { safe: SafeUri; options: mongo.MongoOptions } {
  try {
    // Options that are left out later must be valid too.
    new mongo.MongoClient(uri);
    const safe = safeUri(uri, setting);
    return { safe, options: new mongo.MongoClient(safe.uri, driverOptions).options };
  } catch (error) {
    if (error instanceof UnusableUri) throw error;
    const why = error instanceof Error ? error.message : String(error);
    throw new UnusableUri(`${setting} cannot be used: ${withoutSecrets(why, uri)}`, {
      cause: error,
    });
  }
}

/** With an unescaped `@` in the password, the driver's message would quote a part of it. */
function withoutSecrets(message: string, uri: string): string {
  const isAboutEncoding = /URI malformed|unescaped characters/.test(message);
  return isAboutEncoding || uri.split('@').length > 2
    ? 'percent-encode the special characters of user and password: %40 for @, %2F for /, %3A for :, %25 for %'
    : withOptionOf(message, uri);
}

/** The driver names some options as Node.js does; a person looks for what the URI says. */
function withOptionOf(message: string, uri: string): string {
  const [, internal = '', rule = ''] =
    /^(\w+) (must be either "true" or "false")$/.exec(message) ?? [];
  const written = uri.match(/[?&](tlsAllowInvalid\w+)=/i)?.[1];
  const isRenamed = /^(rejectUnauthorized|checkServerIdentity)$/.test(internal);
  return isRenamed && written ? `${written} ${rule}, in small letters` : message;
}

/** True when the primary answers within `withinMs` milliseconds; never rejects. */
export async function answersWithin(connection: Connection, withinMs: number): Promise<boolean> {
  if (!connection.db) return false;
  return within(withinMs, connection.db.command({ ping: 1 })).then(
    () => true,
    () => false,
  );
}
