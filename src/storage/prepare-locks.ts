import { type Model, mongo } from 'mongoose';
import { type LockDocument } from './lock-document';

/** The indexes cannot be built as things are; a restart without a change would fail again. */
export class IndexImpossible extends Error {
  override readonly name = 'IndexImpossible';
}

const DUPLICATE_KEY = 11000;

/**
 * Builds the indexes of the locks and returns when they are there. Rejects with `IndexImpossible`,
 * naming what stands in the way, or with the database's error when it may work later.
 */
export async function prepareLocks(model: Model<LockDocument>): Promise<void> {
  try {
    await model.createIndexes();
  } catch (error) {
    if (!(error instanceof mongo.MongoServerError) || isPassing(error)) throw error;
    throw new IndexImpossible(
      error.code === DUPLICATE_KEY
        ? await describeDuplicates(model, error)
        : `The indexes of the collection "${model.collection.name}" cannot be built: ${error.message}`,
      { cause: error },
    );
  }
}

function isPassing(error: mongo.MongoServerError): boolean {
  return (
    error.hasErrorLabel('RetryableWriteError') ||
    error.hasErrorLabel('TransientTransactionError') ||
    error instanceof mongo.MongoWriteConcernError ||
    // An index build that an election or a shutdown ended is simply built again.
    ['IndexBuildAborted', 'InterruptedDueToReplStateChange', 'NotWritablePrimary'].includes(
      error.codeName ?? '',
    )
  );
}

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
