import { mongo } from 'mongoose';
import { type Plan } from './change-plan';
import { type LockDocument } from './lock-document';
import { LOCKS_COLLECTION, UNIQUE_INDEX } from './lock-model';
import { hasRevision } from './read-document';
import {
  runWrite,
  type StatementFailure,
  type StatementFailures,
  type WriteResult,
} from './write-command';

type Locks = mongo.Collection<LockDocument>;

/** A plan that writes. */
export type WritingPlan = Plan & { readonly next: LockDocument };

/** MongoDB's code of a violated unique index. */
export const DUPLICATE_KEY = 11000;

/** Writes locks of keys that had no document, as `runWrite` does. */
export function insertAll(database: mongo.Db, plans: readonly WritingPlan[]): Promise<WriteResult> {
  return runWrite(database, { insert: LOCKS_COLLECTION, documents: plans.map(({ next }) => next) });
}

/**
 * Replaces exactly the documents that were read, as `runWrite` does. If another one has the `_id` by
 * now, the upsert violates the unique `_id` and is reported by its position: so the outcome of every
 * statement is known, which a count of matched documents would not show. A document that the TTL
 * index deleted in between is inserted.
 */
export function replaceAll(
  database: mongo.Db,
  plans: readonly WritingPlan[],
): Promise<WriteResult> {
  const updates = plans.map(({ expected, next }) => {
    const { _id, route, resourceId } = next;
    // Route and id let a sharded collection route the statement to one shard.
    const q = { _id, route, resourceId, revision: expected!.revision };
    return { q, u: next, upsert: true };
  });
  return runWrite(database, { update: LOCKS_COLLECTION, updates });
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

/**
 * The failed statements of a write within a transaction, or undefined when every outcome is unknown.
 */
export function statementFailures(error: unknown): StatementFailures | undefined {
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

/**
 * Why a statement failed: the document was `changed` since it was read, another document already
 * holds the record (`duplicate`), or the database `rejected` it.
 */
export function reasonOf(failure: StatementFailure): 'changed' | 'duplicate' | 'rejected' {
  if (failure.code !== DUPLICATE_KEY) return 'rejected';
  // The unique `_id` is checked first, so this violation is by a document under another `_id`.
  return VIOLATED_INDEX.exec(failure.text)?.[1] === UNIQUE_INDEX ? 'duplicate' : 'changed';
}

/**
 * What became of a write, by the document that is stored later: every write leaves a revision of its
 * own, and a larger version than the one before.
 */
export function fateOf(
  next: LockDocument,
  stored: LockDocument | undefined,
): 'written' | 'not written' | 'unknown' {
  if (!stored) return 'unknown';
  if (hasRevision(stored) && stored.revision.equals(next.revision)) return 'written';
  const { version } = stored;
  return typeof version === 'number' && version <= next.version! ? 'not written' : 'unknown';
}

/** Nothing before the index name is text that a caller controls. */
const VIOLATED_INDEX = /^E11000 duplicate key error collection: \S+ index: (\S+) /;
