import { type Connection, mongo } from 'mongoose';

const NAMESPACE_NOT_FOUND = 26;

/** The collection of the users on a connection; throws when the database was never reached. */
export function usersOf(connection: Connection, collection: string): mongo.Collection {
  const { db } = connection;
  if (!db) throw new Error('the database of the users was never reached');
  return db.collection(collection);
}

/** Reads users; rejects with an error that quotes nothing of what was asked for. */
export async function findUsers<User extends mongo.Document>(
  connection: Connection,
  collection: string,
  { filter, projection }: { filter: mongo.Filter<mongo.Document>; projection: object },
): Promise<User[]> {
  try {
    return await usersOf(connection, collection).find<User>(filter, { projection }).toArray();
  } catch (error) {
    // The database's own message may quote the whole command, and with it the tokens: no cause.
    if (!(error instanceof mongo.MongoServerError)) throw error;
    // eslint-disable-next-line preserve-caught-error
    throw new Error(`the users cannot be read: ${error.codeName ?? 'code'} (${error.code})`);
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
