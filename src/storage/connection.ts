import { setTimeout as delay } from 'node:timers/promises';
import mongoose, { type Connection, type ConnectOptions, mongo } from 'mongoose';
import { TIME_BUDGET } from '../config/time-budget';

const options: ConnectOptions = {
  appName: 'lock-gateway',
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
  // A command while the database is away fails at once instead of waiting in Mongoose.
  bufferCommands: false,
  autoIndex: false,
  autoCreate: false,
};

/** The connection string itself is wrong; no later try can succeed. */
export class UnusableUri extends Error {
  override readonly name = 'UnusableUri';
}

/** A connection that fails every command at once until `connect` has succeeded. */
export function createConnection(): Connection {
  mongoose.set('sanitizeFilter', true);
  return mongoose.createConnection();
}

/**
 * Reaches the database once; from then on the connection outlives its absence by itself. Rejects
 * with `UnusableUri`, which names the setting, or with the driver's error when a later try may succeed.
 */
export async function connect(
  connection: Connection,
  uri: string,
  setting = 'MONGODB_URI',
): Promise<void> {
  assertUsable(uri, setting);
  await connection.openUri(uri, options);
}

/** A client that only reads its connection string says of each mistake what it is, at once. */
function assertUsable(uri: string, setting: string): void {
  try {
    new mongo.MongoClient(uri);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new UnusableUri(`${setting} cannot be used: ${why}`, { cause: error });
  }
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
