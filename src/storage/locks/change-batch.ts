import { type mongo } from 'mongoose';
import { DuplicateLock } from '../../domain/errors';
import { type LockChange } from '../../domain/lock-change';
import { type BatchInProgress } from '../../concurrency/batch';
import { type Change, type Group, groupByKey, type Plan, planGroup } from './change-plan';
import { type AbandonedTransactions } from './abandoned-transactions';
import { type FaultReports } from './fault-reports';
import { type LockDocument } from './lock-document';
import { type Presumption } from './presumption';
import { type ReadAhead } from './read-ahead';
import { type ReadBarrier } from './read-barrier';
import { type Reading } from './decode-readings';
import {
  fateOf,
  insertAll,
  isWriting,
  replaceUnreadable,
  reasonOf,
  replaceAll,
  type WritingPlan,
} from './write-plans';
import { isWorthResending, type StatementFailure, type StatementFailures } from './write-command';

/** What a batch works with. */
export interface ChangeBatchParts {
  readonly locks: mongo.Collection<LockDocument>;
  readonly database: mongo.Db;
  /** Reads documents by `_id` with the database's time. */
  readonly read: (ids: readonly string[]) => Promise<Reading>;
  readonly barrier: ReadBarrier;
  readonly reports: FaultReports;
  readonly abandoned: AbandonedTransactions;
  readonly readAhead: ReadAhead;
  readonly presumption: Presumption;
  /** Receives what acknowledged writes did to each lock. Must not throw. */
  readonly onChanges?: ((changes: readonly LockChange[]) => void) | undefined;
}

/**
 * Applies a batch of changes: reads the documents and the database's time, runs the transitions in
 * order of arrival, and writes each key's last state on the condition that its document is still
 * the one that was read (compare-and-set by `revision`). Outcomes that write nothing are confirmed
 * by a read behind a barrier, which a deposed primary cannot answer. Each key is answered as soon
 * as it is decided; if another gateway changed it in between, its changes are retried in the next
 * batch. A write whose outcome is unknown is a rejection.
 */
export class ChangeBatch {
  private constructor(
    private readonly parts: ChangeBatchParts,
    private readonly batch: BatchInProgress<unknown>,
  ) {}

  /** Settles or retries every change. */
  static run(
    parts: ChangeBatchParts,
    changes: readonly Change[],
    batch: BatchInProgress<unknown>,
  ): Promise<void> {
    return new ChangeBatch(parts, batch).attempt(changes);
  }

  private async attempt(changes: readonly Change[]): Promise<void> {
    const plans = await this.planAll(changes);
    const inserts: WritingPlan[] = [];
    const replacements: WritingPlan[] = [];
    const repairs: WritingPlan[] = [];
    const unwritten: Group[] = [];
    for (const plan of plans) {
      if (!isWriting(plan)) {
        if (isAllRejected(plan)) this.answer(plan);
        else unwritten.push(plan.group);
      } else if (!plan.expected) inserts.push(plan);
      else if (plan.problem === undefined) replacements.push(plan);
      else repairs.push(plan);
    }
    await Promise.all([
      this.send(inserts, insertAll),
      this.send(replacements, replaceAll),
      this.confirm(unwritten),
      ...repairs.map((plan) => this.repair(plan)),
    ]);
  }

  /**
   * On what is stored, possibly a moment ago, or on the presumption that nothing is: the write and the
   * barrier detect what is different.
   */
  private async planAll(changes: readonly Change[]): Promise<Plan[]> {
    const { presumption, readAhead } = this.parts;
    const ahead = readAhead.take();
    const { now } = presumption;
    const presumed: Plan[] = [];
    const known: Group[] = [];
    const unread: Group[] = [];
    for (const group of groupByKey(changes)) {
      if (ahead && group.changes.every(({ index }) => ahead.covers(changes[index]!))) {
        known.push(group);
        continue;
      }
      const plan = now && planGroup(group, undefined, now);
      if (plan && isProvenByWrite(plan)) presumed.push(plan);
      else unread.push(group);
    }
    if (now && unread.length > 0) presumption.end();
    const read = await Promise.all([
      this.planOn(known, () => ahead!.reading),
      this.planOn(unread, this.parts.read),
    ]);
    return [...presumed, ...read.flat()];
  }

  /** The plans of groups; none when they cannot be read, which fails them. */
  private async planOn(
    groups: Group[],
    read: (ids: readonly string[]) => Promise<Reading>,
  ): Promise<Plan[]> {
    if (groups.length === 0) return [];
    try {
      return this.plan(groups, await read(idsOf(groups)));
    } catch (error) {
      for (const group of groups) this.fail(group, error);
      return [];
    }
  }

  private plan(groups: Group[], { documents, now }: Reading): Plan[] {
    const byId = new Map(documents.map((document) => [document._id, document]));
    return groups.map((group) => {
      const { id } = group.key;
      const plan = planGroup(group, byId.get(id), now);
      if (plan.problem !== undefined) this.parts.reports.unreadable(id, plan.problem);
      for (const { index } of plan.postponed) this.batch.postpone(index);
      return plan;
    });
  }

  /** Answers the groups that still change nothing, and retries those that now would. */
  private async confirm(groups: Group[]): Promise<void> {
    for (const plan of await this.planOn(groups, (ids) => this.parts.barrier.read(ids))) {
      if (plan.next) this.retry(plan.group);
      else this.answer(plan);
    }
  }

  private async send(
    plans: WritingPlan[],
    write: (database: mongo.Db, plans: WritingPlan[]) => Promise<StatementFailures>,
  ): Promise<void> {
    if (plans.length === 0) return;
    const { abandoned, database, presumption } = this.parts;
    let isResent = false;
    const doubtful: WritingPlan[] = [];
    try {
      const writing = write(database, plans).catch((error: unknown) => {
        if (!isWorthResending(error)) throw error;
        isResent = true;
        presumption.end();
        return write(database, plans);
      });
      const failures = await abandoned.unblock(writing);
      plans.forEach((plan, index) => {
        const failure = failures.get(index);
        if (!failure) this.answerWritten(plan);
        else if (isResent && reasonOf(failure) === 'changed') doubtful.push(plan);
        else this.resolveFailure(plan, failure);
      });
    } catch (error) {
      for (const { group } of plans) this.fail(group, error);
    }
    if (doubtful.length > 0) await this.resolveDoubts(doubtful);
  }

  /**
   * Of writes that were sent twice: another document stands in the place of the expected one, which may
   * be the work of the first sending.
   */
  private async resolveDoubts(plans: WritingPlan[]): Promise<void> {
    try {
      const { documents } = await this.parts.barrier.read(idsOf(plans.map(({ group }) => group)));
      const byId = new Map(documents.map((document) => [document._id, document]));
      for (const plan of plans) {
        const fate = fateOf(plan.next, byId.get(plan.next._id));
        if (fate === 'written') this.answerWritten(plan);
        else if (fate === 'not written') this.retry(plan.group);
        else this.fail(plan.group, new Error('others changed the lock since the write'));
      }
    } catch (error) {
      for (const { group } of plans) this.fail(group, error);
    }
  }

  private resolveFailure({ group, expected }: Plan, failure: StatementFailure): void {
    const reason = reasonOf(failure);
    if (!expected) this.parts.presumption.end();
    if (reason === 'changed') return this.retry(group);
    if (reason === 'rejected') return this.fail(group, failure.reason);
    this.parts.reports.duplicate(group.key);
    this.fail(group, new DuplicateLock(group.key.id));
  }

  private async repair(plan: WritingPlan): Promise<void> {
    try {
      if (await replaceUnreadable(this.parts.locks, plan)) this.answerWritten(plan);
      else this.retry(plan.group);
    } catch (error) {
      this.fail(plan.group, error);
    }
  }

  private answerWritten(plan: WritingPlan): void {
    this.parts.onChanges?.(plan.changes);
    this.answer(plan);
  }

  private answer({ group, results }: Plan): void {
    group.changes.forEach(({ index }, place) => this.batch.settle(index, results[place]!));
  }

  private retry(group: Group): void {
    for (const { index } of group.changes) this.batch.retry(index);
  }

  private fail(group: Group, reason: unknown): void {
    for (const { index } of group.changes) this.batch.settle(index, { status: 'rejected', reason });
  }
}

function idsOf(groups: readonly Group[]): string[] {
  return groups.map((group) => group.key.id);
}

/** True when the write of the plan proves what all its outcomes were decided on. */
function isProvenByWrite({ next, results, postponed }: Plan): boolean {
  return !!next && postponed.length === 0 && results.every(({ status }) => status === 'fulfilled');
}

/** True when the plan has no outcome that a barrier would have to confirm. */
function isAllRejected({ results }: Plan): boolean {
  return results.every(({ status }) => status === 'rejected');
}
