import { mongo } from 'mongoose';

/** The actions that each command of the gateway needs. */
const ACTIONS: Readonly<Record<string, string>> = {
  aggregate: 'find',
  find: 'find',
  insert: 'insert',
  update: 'update and insert',
  createIndexes: 'createIndex',
  collMod: 'collMod',
  findAndModify: 'update and insert',
  listIndexes: 'listIndexes',
};

const REFUSED_COMMAND = /^not authorized on (\S+) to execute command \{ (\w+): (?:"([^"]+)"|1)/;

/**
 * Describes the privilege that the user lacks, from the server's message; of the rejected command it
 * reveals only the name and the collection.
 */
export function privilegeOf(message: string): string {
  const [, database, command = '', collection] = REFUSED_COMMAND.exec(message) ?? [];
  const action = isOfStream(message) ? 'changeStream' : ACTIONS[command];
  if (!database || !action)
    return 'the user lacks a privilege that the gateway needs; see the README';
  const on = collection
    ? `the collection "${collection}" of the database "${database}"`
    : `the whole database "${database}"`;
  return `the user needs ${action} on ${on}; the README has the whole role`;
}

/** By the first stage alone: what follows can have text that a caller controls. */
function isOfStream(message: string): boolean {
  return /^not authorized on \S+ to execute command \{ aggregate: "[^"]+", pipeline: \[ \{ \$changeStream:/.test(
    message,
  );
}

const UNAUTHORIZED = 13;

/** True for the answer to a command that the user may not send. */
export function isUnauthorized(error: unknown): error is mongo.MongoServerError {
  return error instanceof mongo.MongoServerError && error.code === UNAUTHORIZED;
}
