import { mongo } from 'mongoose';
import { type Plan } from './change-plan';
import { type LockDocument } from './lock-document';
import { UNIQUE_INDEX } from './lock-model';
import { hasRevision } from './read-document';

type Locks = mongo.Collection<LockDocument>;

/** A plan that writes. */
export type WritingPlan = Plan & { readonly next: LockDocument };

/** MongoDB's code of a violated unique index. */
export const DUPLICATE_KEY = 11000;

/** A statement that failed, as the database reports it. */
export interface StatementFailure {
  readonly code: unknown;
  readonly text: string;
  /** As the driver has it. */
  readonly reason: unknown;
}

/** Writes locks of keys that had no document; rejects with what `statementFailures` reads. */
export async function insertAll(locks: Locks, plans: readonly WritingPlan[]): Promise<void> {
  const documents = plans.map((plan) => plan.next);
  // For one document the driver has a shorter way: it saves a tenth of what a lone caller waits.
  if (documents.length === 1) await locks.insertOne(documents[0]!);
  else await locks.insertMany(documents, { ordered: false });
}

/**
 * Replaces exactly the documents that were read. If another one has the `_id` by now, the upsert
 * violates the unique `_id` and is reported by its position in the batch: so the outcome of every
 * statement is known, which a count of matched documents would not show. A document that the TTL
 * index deleted in between is inserted. Rejects with what `statementFailures` reads.
 */
export async function replaceAll(locks: Locks, plans: readonly WritingPlan[]): Promise<void> {
  const statements = plans.map(({ expected, next: replacement }) => {
    const { _id, route, resourceId } = replacement;
    // Route and id let a sharded collection route the statement to one shard.
    const filter = { _id, route, resourceId, revision: expected!.revision };
    return { filter, replacement, upsert: true };
  });
  if (statements.length === 1) {
    const { filter, replacement, upsert } = statements[0]!;
    await locks.replaceOne(filter, replacement, { upsert });
  } else {
    await locks.bulkWrite(
      statements.map((replaceOne) => ({ replaceOne })),
      { ordered: false },
    );
  }
}

/**
 * Writes within a transaction, where the snapshot and the conflicts with other writers take the place
 * of an expected revision; one statement for each plan, in order. Rejects with what
 * `statementFailures` reads.
 */
export async function replaceInTransaction(
  locks: Locks,
  plans: readonly WritingPlan[],
  options: { readonly session: mongo.ClientSession; readonly maxTimeMS: number },
): Promise<void> {
  const statements = plans.map(({ next: replacement }) => {
    const { _id, route, resourceId } = replacement;
    return { replaceOne: { filter: { _id, route, resourceId }, replacement, upsert: true } };
  });
  await locks.bulkWrite(statements, { ...options, ordered: true });
}

/** True for a plan that writes. */
export function isWriting(plan: Plan): plan is WritingPlan {
  return plan.next !== undefined;
}

/**
 * Replaces a document that is not a valid lock; false when another gateway changed it first. If it
 * has no revision, it must still have none: every document that a gateway writes has one.
 */
export async function replaceUnreadable(
  locks: Locks,
  { expected, next }: WritingPlan,
): Promise<boolean> {
  const revision = hasRevision(expected!) ? expected!.revision : { $not: { $type: 'objectId' } };
  const filter = { _id: next._id, revision } as mongo.Filter<LockDocument>;
  const { matchedCount } = await locks.replaceOne(filter, next);
  return matchedCount === 1;
}

/** The failed statements by position, or undefined when every outcome is unknown. */
export function statementFailures(error: unknown): Map<number, StatementFailure> | undefined {
  if (isOnlyStatement(error)) {
    return new Map([[0, { code: error.code, text: error.message, reason: error }]]);
  }
  if (!(error instanceof mongo.MongoBulkWriteError)) return undefined;
  // Written but not acknowledged by a majority: it may be rolled back.
  if (error.result.getWriteConcernError()) return undefined;
  const failures: mongo.WriteError[] = [error.writeErrors].flat();
  if (failures.length === 0) return undefined;
  return new Map(
    failures.map((reason) => [
      reason.index,
      { code: reason.code, text: reason.errmsg ?? '', reason },
    ]),
  );
}

/** True for what the driver makes of the failure of a write's only statement: it alone has a position. */
function isOnlyStatement(error: unknown): error is mongo.MongoServerError {
  return (
    error instanceof mongo.MongoServerError &&
    !(
      error instanceof mongo.MongoBulkWriteError || error instanceof mongo.MongoWriteConcernError
    ) &&
    error['index'] === 0
  );
}

/**
 * Why a statement failed: the document was `changed` since it was read, another document already
 * holds the record (`duplicate`), or the database `rejected` it.
 */
export function reasonOf(failure: StatementFailure): 'changed' | 'duplicate' | 'rejected' {
  if (failure.code !== DUPLICATE_KEY) return 'rejected';
  // The unique `_id` is checked first, so this violation is by a document under another `_id`.
  return VIOLATED_INDEX.exec(failure.text)?.[1] === UNIQUE_INDEX ? 'duplicate' : 'changed';
}

/** Nothing before the index name is text that a caller controls. */
const VIOLATED_INDEX = /^E11000 duplicate key error collection: \S+ index: (\S+) /;
