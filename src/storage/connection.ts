import mongoose, { type Connection, type ConnectOptions } from 'mongoose';

/** How long one database operation may take, retries included, before it counts as failed. */
export const OPERATION_TIMEOUT_MS = 2_500;

const options: ConnectOptions = {
  appName: 'lock-gateway',
  // What was answered survives the loss of a minority of the nodes and a crash of all of them.
  writeConcern: { w: 'majority', journal: true },
  retryWrites: true,
  retryReads: true,
  // Decisions never come from a node that may lag behind.
  readPreference: 'primary',
  timeoutMS: OPERATION_TIMEOUT_MS,
  serverSelectionTimeoutMS: OPERATION_TIMEOUT_MS,
  connectTimeoutMS: 2_000,
  // A new primary is found soon after an election.
  heartbeatFrequencyMS: 1_000,
  maxPoolSize: 20,
  minPoolSize: 2,
  // A command while the database is away fails at once instead of waiting in Mongoose.
  bufferCommands: false,
  autoIndex: false,
  autoCreate: false,
};

/**
 * Opens a connection that outlives the absence of the database: it returns at once, commands fail
 * until the database is there and work again by themselves when it is back. Rejects only when the
 * URI cannot be used.
 */
export function openConnection(uri: string): Connection {
  mongoose.set('sanitizeFilter', true);
  return mongoose.createConnection(uri, options);
}
