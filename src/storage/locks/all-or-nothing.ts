import { mongo } from 'mongoose';
import { TIME_BUDGET } from '../../config/time-budget';
import { assertInTime, DuplicateLock, NeedsReplicaSet } from '../../domain/errors';
import { type LockKey } from '../../domain/lock-key';
import { expire } from '../../domain/lock-state';
import { type ChangeTerms, type KeyChange } from '../../domain/lock-store';
import { type ChangeBatchParts } from './change-batch';
import { type Plan, planGroup } from './change-plan';
import { documentsById, type Reading } from './decode-readings';
import { readLocks } from './read-locks';
import {
  isWriting,
  reasonOf,
  replaceInTransaction,
  statementFailures,
  type WritingPlan,
} from './write-plans';

/** Changes of different keys that are made together or not at all. */
export interface JointChange {
  readonly changes: readonly KeyChange<unknown>[];
  readonly isAccepted: (outcome: unknown) => boolean;
  readonly terms?: ChangeTerms | undefined;
}

/** What a joint change works with. */
export interface JointChangeParts extends ChangeBatchParts {
  readonly client: mongo.MongoClient;
  /** Makes a change of one key in the ordinary way. */
  readonly change: (
    key: LockKey,
    transition: KeyChange<unknown>['transition'],
    terms: ChangeTerms | undefined,
  ) => Promise<unknown>;
}

/** Every command of a transaction ends in time, so that it cannot hold its documents for long. */
const maxTimeMS = 1_000;

const TRANSACTION: mongo.TransactionOptions = {
  readConcern: { level: 'snapshot' },
  writeConcern: { w: 'majority', journal: true, wtimeoutMS: TIME_BUDGET.commandMs },
  readPreference: 'primary',
  maxCommitTimeMS: TIME_BUDGET.commandMs,
};

/**
 * Makes a joint change in one transaction: one read, one write, commit. Resolves with the outcomes,
 * in order, of what was committed, or of what prevents it. Each key is written as a single change
 * would be, on the condition that its document is the one that was read; the database itself ends
 * one of two transactions that meet, and a transaction waits for nobody, so none wait for each other.
 */
export class AllOrNothing {
  constructor(private readonly parts: JointChangeParts) {}

  async run({ changes, isAccepted, terms }: JointChange): Promise<unknown[]> {
    const beginUntil = Math.min(
      performance.now() + TIME_BUDGET.beginTransactionMs,
      terms?.deadlineAt ?? Infinity,
    );
    // In one order for all, so that two that overlap meet at the first key that both have.
    const inOrder = [...changes].sort((one, other) => (one.key.id < other.key.id ? -1 : 1));
    const outcomesOf = (plans: readonly Plan[]): unknown[] => {
      const outcomes = new Map(plans.map(({ group, results }) => [group.key.id, results[0]!]));
      return changes.map(({ key }) => valueOf(outcomes.get(key.id)!));
    };
    const isRefused = (plan: Plan): boolean => !isAccepted(valueOf(plan.results[0]!));
    for (;;) {
      const attempt = this.attempt(inOrder, { isRefused, beginUntil });
      const attempted = await this.parts.abandoned.unblock(attempt);
      if (!attempted.some(isRefused)) return outcomesOf(attempted);
      assertInTime(beginUntil);
      // A deposed primary may have answered, as for every outcome that writes nothing.
      const plans = this.plan(inOrder, await this.parts.barrier.read(idsOf(inOrder)));
      const refused = plans.filter(isRefused);
      const due = refused.filter(isWriting);
      if (refused.length > 0 && due.length === 0) return outcomesOf(plans);
      // Their time is over and others wait: they are those others' now, whatever else happens.
      await Promise.all(due.map(({ group }) => this.parts.change(group.key, expire(), terms)));
    }
  }

  /** Commits the plans, or writes nothing if one of them is refused. */
  private async attempt(
    changes: readonly KeyChange<unknown>[],
    { isRefused, beginUntil }: { isRefused: (plan: Plan) => boolean; beginUntil: number },
  ): Promise<Plan[]> {
    let writing: WritingPlan[] = [];
    try {
      const plans = await this.parts.client.withSession((session) =>
        session.withTransaction(async () => {
          // The driver runs this again, after a pause, as long as others are faster.
          assertInTime(beginUntil);
          const reading = await readLocks(this.parts.database, idsOf(changes), {
            session,
            maxTimeMS,
          });
          const planned = this.plan(changes, reading);
          writing = planned.filter(isWriting);
          if (planned.some(isRefused)) await session.abortTransaction();
          else await replaceInTransaction(this.parts.locks, writing, { session, maxTimeMS });
          return planned;
        }, TRANSACTION),
      );
      if (!plans.some(isRefused)) for (const plan of plans) this.parts.onChanges?.(plan.changes);
      return plans;
    } catch (error) {
      throw this.explained(error, writing);
    }
  }

  private plan(changes: readonly KeyChange<unknown>[], reading: Reading): Plan[] {
    const byId = documentsById(reading);
    return changes.map(({ key, transition }) => {
      const plan = planGroup(
        { key, changes: [{ transition, index: 0 }] },
        byId.get(key.id),
        reading.now,
      );
      if (plan.problem !== undefined) this.parts.reports.unreadable(key.id, plan.problem);
      return plan;
    });
  }

  /** What a failure means to the caller; one that is not known here leaves the outcome open. */
  private explained(error: unknown, writing: readonly WritingPlan[]): unknown {
    const [failed] = statementFailures(error) ?? [];
    if (failed && reasonOf(failed[1]) === 'duplicate') {
      const { key } = writing[failed[0]]!.group;
      this.parts.reports.duplicate(key);
      return new DuplicateLock(key.id);
    }
    if (error instanceof mongo.MongoServerError && isWithoutTransactions(error)) {
      return new NeedsReplicaSet(NEEDS_REPLICA_SET, { cause: error });
    }
    return error;
  }
}

const NEEDS_REPLICA_SET =
  'To acquire several locks together the gateway needs MongoDB as a replica set; this is a standalone.';

function idsOf(changes: readonly KeyChange<unknown>[]): string[] {
  return changes.map(({ key }) => key.id);
}

function valueOf(result: PromiseSettledResult<unknown>): unknown {
  if (result.status === 'rejected') throw result.reason;
  return result.value;
}

/** IllegalOperation ("Transaction numbers are only allowed on a replica set") and NotAReplicaSet. */
function isWithoutTransactions({ code }: mongo.MongoServerError): boolean {
  return code === 20 || code === 123;
}
