import { type Model, mongo } from 'mongoose';
import { LastingFailure } from '../connection/lasting-failure';
import { type LockDocument } from './lock-document';
import { DUPLICATE_KEY } from './write-plans';

/** The indexes cannot be built on the stored data; a restart would fail again. */
export class IndexImpossible extends LastingFailure {
  override readonly name = 'IndexImpossible';
}

/**
 * Builds the indexes of the locks and waits for them. Rejects with `IndexImpossible`, which names
 * the cause, or with the database's error if a retry may succeed.
 */
export async function prepareLocks(model: Model<LockDocument>): Promise<void> {
  try {
    await model.createIndexes();
  } catch (error) {
    if (!(error instanceof mongo.MongoServerError)) throw error;
    if (!LASTING_ERRORS.has(Number(error.code))) throw error;
    throw new IndexImpossible(
      error.code === DUPLICATE_KEY
        ? await describeDuplicates(model, error)
        : `The indexes of the collection "${model.collection.name}" cannot be built: ${error.message}`,
      { cause: error },
    );
  }
}

/** Errors that a retry repeats; all others (an election, a shutdown, a timeout) are temporary. */
const LASTING_ERRORS = new Set([
  DUPLICATE_KEY,
  67, // CannotCreateIndex
  85, // IndexOptionsConflict
  86, // IndexKeySpecsConflict
  166, // CommandNotSupportedOnView
]);

async function describeDuplicates(
  model: Model<LockDocument>,
  error: mongo.MongoServerError,
): Promise<string> {
  const keyValue = (error['keyValue'] ?? {}) as Record<string, unknown>;
  const duplicates = await model.collection
    .find(keyValue, { projection: { _id: 1 }, limit: 5 })
    .toArray();
  const names = duplicates.map(({ _id }) => JSON.stringify(_id)).join(' and ');
  return (
    `The unique index on the collection "${model.collection.name}" cannot be built: ` +
    `the documents with _id ${names} are both locks on ${JSON.stringify(keyValue)}. ` +
    'Remove all but one of them and start again.'
  );
}
