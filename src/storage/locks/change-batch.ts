import { type BatchInProgress } from '../../concurrency/batch';
import { within } from '../../concurrency/within';
import { type LockChange } from '../../domain/lock-change';
import { type Change, type Group, groupByKey, groupsOf, type Plan, planGroup } from './change-plan';
import { documentsById, type Reading } from './decode-readings';
import { GroupAnswers } from './group-answers';
import { PlanWriter, type PlanWriterParts } from './plan-writer';
import { type ReadAhead } from './read-ahead';
import { type TermReading } from './read-barrier';
import { insertAll, isWriting, replaceAll, type WritingPlan } from './write-plans';

/** What a batch works with. */
export interface ChangeBatchParts extends PlanWriterParts {
  /** Reads documents by `_id` with the database's time. */
  readonly read: (ids: readonly string[]) => Promise<TermReading>;
  readonly readAhead: ReadAhead;
  /** Receives what acknowledged writes did to each lock. Must not throw. */
  readonly onChanges?: ((changes: readonly LockChange[]) => void) | undefined;
}

/**
 * Applies a batch of changes: reads the documents and the database's time, runs the transitions in
 * order of arrival, and writes each key's last state on the condition that its document is still
 * the one that was read (compare-and-set by `revision`). Outcomes that write nothing are confirmed as
 * `ReadBarrier` says, so that none is of a deposed primary. Each key is answered as soon as it is
 * decided; if another gateway changed it in between, its changes are retried in the next batch. A
 * write whose outcome is unknown is a rejection.
 */
export class ChangeBatch {
  /** The terms of the last writes before the readings that plans were made on. */
  private readonly terms = new Set<number | undefined>();

  private readonly answers: GroupAnswers;
  private readonly writer: PlanWriter;

  private constructor(
    private readonly parts: ChangeBatchParts,
    batch: BatchInProgress<unknown>,
  ) {
    this.answers = new GroupAnswers(batch, parts.onChanges);
    this.writer = new PlanWriter(parts, this.answers);
  }

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
        if (isAllRejected(plan)) this.answers.decided(plan);
        else unwritten.push(plan);
      } else if (!plan.expected) inserts.push(plan);
      else if (plan.problem === undefined) replacements.push(plan);
      else repairs.push(plan);
    }
    const { writer } = this;
    const writes = [writer.send(inserts, insertAll), writer.send(replacements, replaceAll)];
    await Promise.all([
      ...writes,
      this.confirm(unwritten, writes),
      ...repairs.map((plan) => writer.repair(plan)),
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
      const reading = await read(groups.map(({ key }) => key.id));
      this.terms.add(reading.term);
      return this.plan(groups, reading);
    } catch (error) {
      this.answers.fail(groups, error);
      return [];
    }
  }

  private plan(groups: Group[], reading: Reading): Plan[] {
    const byId = documentsById(reading);
    return groups.map((group) => {
      const { id } = group.key;
      const plan = planGroup(group, byId.get(id), reading.now);
      if (plan.problem !== undefined) this.parts.reports.unreadable(id, plan.problem);
      this.answers.postpone(plan.postponed);
      return plan;
    });
  }

  /** Answers plans that write nothing, once it is certain that nothing has to be written. */
  private async confirm(
    unwritten: readonly Plan[],
    writes: readonly Promise<number | undefined>[],
  ): Promise<void> {
    if (unwritten.length === 0) return;
    const { answers } = this;
    const groups = groupsOf(unwritten);
    try {
      if (await this.isReadForCertain(writes)) {
        for (const plan of unwritten) answers.decided(plan);
        return;
      }
    } catch (error) {
      answers.fail(groups, error);
      return;
    }
    for (const plan of await this.planOn(groups, (ids) => this.parts.barrier.read(ids))) {
      if (plan.next) answers.retry(plan.group);
      else answers.decided(plan);
    }
  }

  /** True when the readings lie between two writes of one term, of which these may be the second. */
  private async isReadForCertain(writes: readonly Promise<number | undefined>[]): Promise<boolean> {
    const [term, ...others] = this.terms;
    if (term === undefined || others.length > 0) return false;
    const isOfTerm = writes.map(async (write) => {
      if ((await write) !== term) throw new Error('this write confirms nothing');
    });
    const { barrier } = this.parts;
    return within(barrier.patienceMs, Promise.any(isOfTerm)).then(
      () => true,
      async () => (await barrier.write()) === term,
    );
  }
}

/** True when the write of the plan proves what all its outcomes were decided on. */
function isProvenByWrite({ next, results, postponed }: Plan): boolean {
  return !!next && postponed.length === 0 && results.every(({ status }) => status === 'fulfilled');
}

/** True when the plan has no outcome that a barrier would have to confirm. */
function isAllRejected({ results }: Plan): boolean {
  return results.every(({ status }) => status === 'rejected');
}
