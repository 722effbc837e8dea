import { type mongo } from 'mongoose';
import { DuplicateLock } from '../../domain/errors';
import { type AbandonedTransactions } from './abandoned-transactions';
import { groupsOf } from './change-plan';
import { documentsById } from './decode-readings';
import { type FaultReports } from './fault-reports';
import { type GroupAnswers } from './group-answers';
import { type LockDocument } from './lock-document';
import { type Presumption } from './presumption';
import { type ReadBarrier } from './read-barrier';
import { isWorthResending, type StatementFailure, type WriteResult } from './write-command';
import { fateOf, reasonOf, replaceUnreadable, type WritingPlan } from './write-plans';

/** What plans are written with. */
export interface PlanWriterParts {
  readonly locks: mongo.Collection<LockDocument>;
  readonly database: mongo.Db;
  readonly barrier: ReadBarrier;
  readonly reports: FaultReports;
  readonly abandoned: AbandonedTransactions;
  readonly presumption: Presumption;
}

type Write = (database: mongo.Db, plans: readonly WritingPlan[]) => Promise<WriteResult>;

/**
 * Writes the plans of one batch and answers each: as written; for a retry, if another gateway was
 * faster; or as failed, if the database rejected it or its outcome is unknown. No method rejects.
 */
export class PlanWriter {
  constructor(
    private readonly parts: PlanWriterParts,
    private readonly answers: GroupAnswers,
  ) {}

  /** Resolves with the term in which a majority has the write, if that is known. */
  async send(plans: readonly WritingPlan[], write: Write): Promise<number | undefined> {
    if (plans.length === 0) return undefined;
    const { abandoned, barrier, presumption } = this.parts;
    const startedAt = performance.now();
    try {
      const { failures, term, isResent } = await abandoned.unblock(this.sendTwice(plans, write));
      const isOtherPrimary = barrier.note({ term, tookMs: performance.now() - startedAt });
      if (isOtherPrimary) presumption.end();
      const doubtful: WritingPlan[] = [];
      plans.forEach((plan, index) => {
        const failure = failures.get(index);
        if (!failure) this.answers.written(plan);
        else if (isResent && reasonOf(failure) === 'changed') doubtful.push(plan);
        else this.resolveFailure(plan, failure);
      });
      if (doubtful.length > 0) await this.resolveDoubts(doubtful);
      return term;
    } catch (error) {
      this.answers.fail(groupsOf(plans), error);
      return undefined;
    }
  }

  /** Replaces a document that is not a valid lock. */
  async repair(plan: WritingPlan): Promise<void> {
    try {
      if (await replaceUnreadable(this.parts.locks, plan)) this.answers.written(plan);
      else this.answers.retry(plan.group);
    } catch (error) {
      this.answers.fail([plan.group], error);
    }
  }

  /** Sends the plans again when all or some of them got no answer, or none of the primary. */
  private async sendTwice(
    plans: readonly WritingPlan[],
    write: Write,
  ): Promise<WriteResult & { isResent: boolean }> {
    const { database, presumption } = this.parts;
    try {
      const result = await write(database, plans);
      const failures = [...result.failures.values()];
      if (!failures.some(({ reason }) => isWorthResending(reason))) {
        return { ...result, isResent: false };
      }
    } catch (error) {
      if (!isWorthResending(error)) throw error;
    }
    presumption.end();
    return { ...(await write(database, plans)), isResent: true };
  }

  /**
   * Of writes that were sent twice: another document stands in the place of the expected one, which may
   * be the work of the first sending.
   */
  private async resolveDoubts(plans: readonly WritingPlan[]): Promise<void> {
    try {
      const byId = documentsById(await this.parts.barrier.read(plans.map(({ next }) => next._id)));
      for (const plan of plans) {
        const fate = fateOf(plan.next, byId.get(plan.next._id));
        if (fate === 'written') this.answers.written(plan);
        else if (fate === 'not written') this.answers.retry(plan.group);
        else this.answers.fail([plan.group], new Error(OVERWRITTEN));
      }
    } catch (error) {
      this.answers.fail(groupsOf(plans), error);
    }
  }

  private resolveFailure({ group, expected }: WritingPlan, failure: StatementFailure): void {
    const reason = reasonOf(failure);
    if (!expected) this.parts.presumption.end();
    if (reason === 'changed') return this.answers.retry(group);
    if (reason === 'rejected') return this.answers.fail([group], failure.reason);
    this.parts.reports.duplicate(group.key);
    this.answers.fail([group], new DuplicateLock(group.key.id));
  }
}

const OVERWRITTEN = 'the write got no answer, and others have changed the lock since';
