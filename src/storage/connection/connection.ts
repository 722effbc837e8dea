import { setTimeout as delay } from 'node:timers/promises';
import mongoose, { type Connection, type ConnectOptions, mongo } from 'mongoose';
import { TIME_BUDGET } from '../../config/time-budget';
import { databaseNameProblem } from './database-name';
import { lastingCauseOf } from './lasting-cause';
import { tlsFileProblem } from './tls-files';
import { type SafeUri, safeUri, UnusableUri } from './uri-options';

/** What the database's logs call the gateway, unless the connection string has a name of its own. */
const APP_NAME = 'lock-gateway';

/** What the driver is told; together with `mongooseOptions` all that a connection is opened with. */
const driverOptions: mongo.MongoClientOptions = {
  // What was answered survives the loss of a minority of the nodes and a crash of all of them.
  writeConcern: { w: 'majority', journal: true, wtimeoutMS: TIME_BUDGET.commandMs },
  retryWrites: true,
  retryReads: true,
  // Decisions never come from a node that may lag behind.
  readPreference: 'primary',
  // Nothing waits for ever: neither for a node, nor for a connection, nor for its answer.
  serverSelectionTimeoutMS: TIME_BUDGET.commandMs,
  waitQueueTimeoutMS: TIME_BUDGET.commandMs,
  socketTimeoutMS: TIME_BUDGET.commandMs,
  connectTimeoutMS: TIME_BUDGET.connectMs,
  // A new primary is found soon after an election.
  heartbeatFrequencyMS: 1_000,
  maxPoolSize: 20,
  minPoolSize: 2,
};

const mongooseOptions: ConnectOptions = {
  // A command while the database is away fails at once instead of waiting in Mongoose.
  bufferCommands: false,
  autoIndex: false,
  autoCreate: false,
};

/** A connection that fails every command at once until `connect` has succeeded. */
export function createConnection(): Connection {
  mongoose.set('sanitizeFilter', true);
  return mongoose.createConnection();
}

/**
 * Reaches the database once and resolves with the warnings about its connection string; from then
 * on the connection outlives the database's absence by itself. Rejects with `UnusableUri`, which
 * names the setting, or with the driver's error when a later try may succeed.
 */
export async function connect(
  connection: Connection,
  uri: string,
  setting = 'MONGODB_URI',
): Promise<readonly string[]> {
  const { safe, appName = APP_NAME } = await readUri(uri, setting);
  try {
    await connection.openUri(safe.uri, { ...driverOptions, ...mongooseOptions, appName });
  } catch (error) {
    const cause = lastingCauseOf(error);
    if (cause === undefined) throw error;
    throw new UnusableUri(`${setting} cannot be used: ${cause}`, { cause: error });
  }
  return safe.warnings;
}

/** The connection string as it is used; rejects with `UnusableUri` for what no server could mend. */
async function readUri(
  uri: string,
  setting: string,
): Promise<{ safe: SafeUri; appName: string | undefined }> {
  const { safe, options } = parse(uri, setting);
  const problem = databaseNameProblem(options.dbName) ?? (await tlsFileProblem(options));
  if (problem) throw new UnusableUri(`${setting} cannot be used: ${problem}`);
  return { safe, appName: options.appName };
}

/** A client that only reads its connection string says of each mistake what it is, at once. */
function parse(uri: string, setting: string): { safe: SafeUri; options: mongo.MongoOptions } {
  try {
    // What is left out must be well spelled all the same.
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

/** A password with an `@` splits in the wrong place, and the driver would quote its second half. */
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

/** What a person should know about the database that was reached: one line each. */
export async function inspectDatabase(connection: Connection, uri: string): Promise<string[]> {
  const { setName, msg } = (await connection.db!.command({ hello: 1 })) as Hello;
  const isStandalone = setName === undefined && msg !== 'isdbgrid';
  const isUnnamed = connection.name === DEFAULT_DATABASE && !/\/test(\?|$)/.test(uri);
  return [
    ...(isUnnamed ? [`MONGODB_URI names no database, so it is "${DEFAULT_DATABASE}".`] : []),
    ...(isStandalone
      ? ['MONGODB_URI is a standalone MongoDB: locks are lost with it. Use a replica set.']
      : []),
  ];
}

/** What a member of a replica set, or a router of shards, says of itself. */
interface Hello {
  readonly setName?: string;
  readonly msg?: string;
}

/** MongoDB's own choice where a connection string names no database. */
const DEFAULT_DATABASE = 'test';

/** True when the primary answers within the time; never rejects. */
export async function answersWithin(connection: Connection, withinMs: number): Promise<boolean> {
  if (!connection.db) return false;
  const ping = connection.db.command({ ping: 1 }).then(
    () => true,
    () => false,
  );
  return Promise.race([ping, delay(withinMs, false, { ref: false })]);
}
