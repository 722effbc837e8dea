import { mongo } from 'mongoose';
import { type Plan } from './change-plan';
import { type LockDocument } from './lock-document';
import { UNIQUE_INDEX } from './lock-model';
import { hasRevision } from './read-document';

type Locks = mongo.Collection<LockDocument>;

/** A plan that writes. */
export type WritingPlan = Plan & { readonly next: LockDocument };

const DUPLICATE_KEY = 11000;

/** Writes locks of keys that had no document; rejects with what `statementFailures` reads. */
export async function insertAll(locks: Locks, plans: readonly WritingPlan[]): Promise<void> {
  await locks.insertMany(
    plans.map((plan) => plan.next),
    { ordered: false },
  );
}

/**
 * Replaces the very documents that were read. With any other under this `_id` the upsert runs into
 * the unique `_id` and is reported by its position in the batch: so the answer is known statement
 * by statement, which a count of matched documents would not tell. A document that the clean-up
 * took in between is written anew. Rejects with what `statementFailures` reads.
 */
export async function replaceAll(locks: Locks, plans: readonly WritingPlan[]): Promise<void> {
  const statements = plans.map(({ expected, next: replacement }) => {
    const { _id, route, resourceId } = replacement;
    // Route and id are there for a sharded collection, which must find the one shard by them.
    const filter = { _id, route, resourceId, revision: expected!.revision };
    return { replaceOne: { filter, replacement, upsert: true } };
  });
  await locks.bulkWrite(statements, { ordered: false });
}

/**
 * Puts a proper document in the place of one that is no lock; false when somebody was faster. Where
 * it has no revision, that it still has none is what says so: everything a gateway writes has one.
 */
export async function mend(locks: Locks, { expected, next }: WritingPlan): Promise<boolean> {
  const revision = hasRevision(expected!) ? expected!.revision : { $not: { $type: 'objectId' } };
  const filter = { _id: next._id, revision } as mongo.Filter<LockDocument>;
  const { matchedCount } = await locks.replaceOne(filter, next);
  return matchedCount === 1;
}

/** The failed statements by position, or undefined when the fate of the whole batch is unknown. */
export function statementFailures(error: unknown): Map<number, mongo.WriteError> | undefined {
  if (!(error instanceof mongo.MongoBulkWriteError)) return undefined;
  // Written, but not known to survive: that is no success to anybody.
  if (error.result.getWriteConcernError()) return undefined;
  const failures: mongo.WriteError[] = [error.writeErrors].flat();
  return failures.length > 0
    ? new Map(failures.map((failure) => [failure.index, failure]))
    : undefined;
}

/**
 * Why a statement failed: the document was `changed` since it was read, another document already
 * holds the record (`duplicate`), or the database `refused` it.
 */
export function reasonOf(failure: mongo.WriteError): 'changed' | 'duplicate' | 'refused' {
  if (failure.code !== DUPLICATE_KEY) return 'refused';
  // The unique `_id` is checked first, so this one speaks of a document under another `_id`.
  return VIOLATED_INDEX.exec(failure.errmsg ?? '')?.[1] === UNIQUE_INDEX ? 'duplicate' : 'changed';
}

/** Up to the name nothing in the message is anybody's text. */
const VIOLATED_INDEX = /^E11000 duplicate key error collection: \S+ index: (\S+) /;
