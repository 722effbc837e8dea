import { type BatchInProgress } from '../../concurrency/batch';
import { type LockChange } from '../../domain/lock-change';
import { type Group, type Plan } from './change-plan';

/** Answers the changes of groups in their batch. */
export class GroupAnswers {
  constructor(
    private readonly batch: BatchInProgress<unknown>,
    private readonly onChanges?: (changes: readonly LockChange[]) => void,
  ) {}

  /** Answers what was decided; a plan that writes is `written` instead. */
  decided({ group, results }: Plan): void {
    group.changes.forEach(({ index }, place) => this.batch.settle(index, results[place]!));
  }

  /** Answers what was decided, and tells what the write of the plan did. */
  written(plan: Plan): void {
    this.onChanges?.(plan.changes);
    this.decided(plan);
  }

  /** Lets the changes of a group be judged again in the next batch. */
  retry(group: Group): void {
    for (const { index } of group.changes) this.batch.retry(index);
  }

  /** The same for changes that were not tried at all. */
  postpone(changes: Group['changes']): void {
    for (const { index } of changes) this.batch.postpone(index);
  }

  fail(groups: readonly Group[], reason: unknown): void {
    for (const { changes } of groups) {
      for (const { index } of changes) this.batch.settle(index, { status: 'rejected', reason });
    }
  }
}
