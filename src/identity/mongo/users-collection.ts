import { type Connection, mongo } from 'mongoose';
import { UnreadableUsers } from './read-together';

const NAMESPACE_NOT_FOUND = 26;

/** The collection of the users on a connection; throws when the database was never reached. */
export function usersOf(connection: Connection, collection: string): mongo.Collection {
  const { db } = connection;
  if (!db) throw new Error('the database of the users was never reached');
  return db.collection(collection);
}

/** A query for users and the collection that it is for. */
export interface UsersQuery {
  readonly collection: string;
  readonly filter: mongo.Filter<mongo.Document>;
  readonly projection: object;
}

/** What lies in one document must not end the reading of all: broken text and foreign patterns are read as they are. */
const LENIENT = { enableUtf8Validation: false, bsonRegExp: true } as const;

/**
 * Reads users. Rejects with an error that quotes nothing of what was asked for or read, with
 * `UnreadableUsers` when the database answered and its answer cannot be decoded.
 */
export async function findUsers<User extends mongo.Document>(
  connection: Connection,
  collection: string,
  { filter, projection }: { filter: mongo.Filter<mongo.Document>; projection: object },
): Promise<User[]> {
  const users = usersOf(connection, collection);
  try {
    return await users.find<User>(filter, { projection, ...LENIENT }).toArray();
  } catch (error) {
    // The database's own message may quote the whole command, and with it the tokens; the decoder's
    // may quote the document: no cause.
    /* eslint-disable preserve-caught-error */
    if (error instanceof mongo.MongoServerError) {
      throw new Error(`the users cannot be read: ${error.codeName ?? 'code'} (${error.code})`);
    }
    if (error instanceof mongo.MongoError) throw error;
    throw new UnreadableUsers(`a user document cannot be decoded: ${(error as Error).name}`);
    /* eslint-enable preserve-caught-error */
  }
}

/**
 * What a person should know about the collection before it is asked for every request: one line
 * each. Reads only, and never rejects: what cannot be seen is told as well.
 */
export async function inspectUsers(
  connection: Connection,
  { collection, token }: { collection: string; token: string },
): Promise<string[]> {
  try {
    const indexes = (await usersOf(connection, collection).listIndexes().toArray()) as Index[];
    if (indexes.some((index) => serves(index, token))) return [];
    return [
      `The collection "${collection}" has no index on "${token}": ` +
        'every request reads all users. Build one with ' +
        `db.getCollection(${JSON.stringify(collection)}).createIndex({ "${token}": 1 })`,
    ];
  } catch (error) {
    return [
      error instanceof mongo.MongoServerError && error.code === NAMESPACE_NOT_FOUND
        ? `There is no collection "${collection}": nobody can be recognised until it is there.`
        : `Whether "${token}" of the collection "${collection}" has an index cannot be seen.`,
    ];
  }
}

interface Index {
  readonly key?: object;
  readonly partialFilterExpression?: unknown;
}

function serves({ key, partialFilterExpression }: Index, token: string): boolean {
  const [first] = Object.keys(key ?? {});
  return (first === token || first === '$**') && partialFilterExpression === undefined;
}
