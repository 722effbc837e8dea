import { type Connection, mongo } from 'mongoose';
import { UnreadableUsers } from './read-together';

const NAMESPACE_NOT_FOUND = 26;

/** The collection of users; throws if the connection was never established. */
export function usersOf(connection: Connection, collection: string): mongo.Collection {
  const { db } = connection;
  if (!db) throw new Error('the database of the users was never connected');
  return db.collection(collection);
}

/** A query for users and its collection. */
export interface UsersQuery {
  readonly collection: string;
  readonly filter: mongo.Filter<mongo.Document>;
  readonly projection: object;
}

/** One document must not fail the whole read, so invalid UTF-8 and foreign regular expressions are accepted. */
const LENIENT = { enableUtf8Validation: false, bsonRegExp: true } as const;

/**
 * Reads users. Rejects with an error that contains neither the query nor any document, with
 * `UnreadableUsers` if the answer of the database cannot be decoded.
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
    // No cause: the message of the database can quote the command with its tokens, and that of the
    // decoder can quote the document.
    /* eslint-disable preserve-caught-error */
    if (error instanceof mongo.MongoServerError) {
      throw new Error(`cannot read the users: ${error.codeName ?? 'code'} (${error.code})`);
    }
    if (error instanceof mongo.MongoError) throw error;
    throw new UnreadableUsers(`cannot decode a user document: ${(error as Error).name}`);
    /* eslint-enable preserve-caught-error */
  }
}

/**
 * Checks the collection before every request reads it; one line per warning. Only reads, and never
 * rejects: a check that is not possible is a warning too.
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
        'every request scans all users. Create one with ' +
        `db.getCollection(${JSON.stringify(collection)}).createIndex({ "${token}": 1 })`,
    ];
  } catch (error) {
    return [
      error instanceof mongo.MongoServerError && error.code === NAMESPACE_NOT_FOUND
        ? `The collection "${collection}" does not exist: no user can sign in until it is created.`
        : `Cannot check whether the collection "${collection}" has an index on "${token}".`,
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
