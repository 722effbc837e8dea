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
import { type ReadBarrier, type TermReading } from './read-barrier';
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
import { isWorthResending, type StatementFailure, type WriteResult } from './write-command';

/** What a batch works with. */
export interface ChangeBatchParts {
  readonly locks: mongo.Collection<LockDocument>;
  readonly database: mongo.Db;
  /** Reads documents by `_id` with the database's time. */
  readonly read: (ids: readonly string[]) => Promise<TermReading>;
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
  /** Those of the last writes before each reading that plans were made on. */
  private readonly terms = new Set<number | undefined>();

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
    const unwritten: Plan[] = [];
    for (const plan of plans) {
      if (!isWriting(plan)) {
        if (isAllRejected(plan)) this.answer(plan);
        else unwritten.push(plan);
      } else if (!plan.expected) inserts.push(plan);
      else if (plan.problem === undefined) replacements.push(plan);
      else repairs.push(plan);
    }
    const writes = [this.send(inserts, insertAll), this.send(replacements, replaceAll)];
    await Promise.all([
      ...writes,
      this.confirm(unwritten, writes),
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
    read: (ids: readonly string[]) => Promise<TermReading>,
  ): Promise<Plan[]> {
    if (groups.length === 0) return [];
    try {
      const reading = await read(idsOf(groups));
      this.terms.add(reading.term);
      return this.plan(groups, reading);
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

  /**
   * Answers plans that change nothing, if nothing needs to change by what is known for certain; retries
   * the others.
   */
  private async confirm(
    unwritten: Plan[],
    writes: readonly Promise<number | undefined>[],
  ): Promise<void> {
    if (unwritten.length === 0) return;
    const groups = unwritten.map(({ group }) => group);
    try {
      if (await this.isReadForCertain(writes)) {
        for (const plan of unwritten) this.answer(plan);
        return;
      }
    } catch (error) {
      for (const group of groups) this.fail(group, error);
      return;
    }
    for (const plan of await this.planOn(groups, (ids) => this.parts.barrier.read(ids))) {
      if (plan.next) this.retry(plan.group);
      else this.answer(plan);
    }
  }

  /** True when the readings lie between two writes of one term, of which these may be the second. */
  private async isReadForCertain(writes: readonly Promise<number | undefined>[]): Promise<boolean> {
    const [term, ...others] = this.terms;
    if (term === undefined || others.length > 0) return false;
    if ((await Promise.all(writes)).includes(term)) return true;
    return (await this.parts.barrier.write()) === term;
  }

  /** Resolves with the term in which a majority has the write, if it has; never rejects. */
  private async send(
    plans: WritingPlan[],
    write: (database: mongo.Db, plans: WritingPlan[]) => Promise<WriteResult>,
  ): Promise<number | undefined> {
    if (plans.length === 0) return undefined;
    const { abandoned, barrier, database, presumption } = this.parts;
    let isResent = false;
    let term: number | undefined;
    const doubtful: WritingPlan[] = [];
    try {
      const writing = write(database, plans).catch((error: unknown) => {
        if (!isWorthResending(error)) throw error;
        isResent = true;
        presumption.end();
        return write(database, plans);
      });
      const result = await abandoned.unblock(writing);
      const { failures } = result;
      term = result.term;
      barrier.note(term);
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
    return term;
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
