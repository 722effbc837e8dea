/** Thrown for an item whose retry would exceed the maximum number of batches. */
export class TooManyAttempts extends Error {
  override readonly name = 'TooManyAttempts';
}

/** Lets a run answer its items one by one, by their positions in the batch. */
export interface BatchInProgress<Result> {
  /** Answers one item without waiting for the others; later results of the item are ignored. */
  settle(index: number, result: PromiseSettledResult<Result>): void;
  /** Runs one item again in the next batch, before all items that arrived after it. */
  retry(index: number): void;
  /** The same for an item that was not tried at all, which is no attempt. */
  postpone(index: number): void;
}

/** One item that waits for its result. */
export interface Entry<Item, Result> {
  readonly item: Item;
  readonly key: string | undefined;
  readonly owner: string | undefined;
  /** What a trace knows its call by. */
  readonly call: unknown;
  readonly deadlineAt: number;
  /** True if `deadlineAt` is the deadline of its own caller. */
  readonly hasCallersDeadline: boolean;
  /** True once it was in a batch: it may have taken effect. */
  hasBegun: boolean;
  isInFlight: boolean;
  /** The number of batches it was in before the current one. */
  attempts: number;
  isSettled: boolean;
  resolve(result: Result): void;
  reject(error: unknown): void;
}

/** What a run returned: the results of the items it did not settle itself, or its failure. */
export type RunOutcome<Result> =
  { readonly results: readonly PromiseSettledResult<Result>[] } | { readonly reason: unknown };

/** The entries of one batch in flight, and the results not yet passed to their callers. */
export class Batch<Item, Result> implements BatchInProgress<Result> {
  private readonly results: (PromiseSettledResult<Result> | undefined)[];
  private readonly toRetry = new Set<number>();
  private readonly postponed = new Set<number>();
  private hasEnded = false;
  private isAnswerDue = false;

  constructor(
    readonly entries: readonly Entry<Item, Result>[],
    /** Called after callers got their answers. */
    private readonly onAnswered: () => void,
  ) {
    this.results = new Array<PromiseSettledResult<Result> | undefined>(entries.length);
  }

  settle(index: number, result: PromiseSettledResult<Result>): void {
    if (this.hasEnded) return;
    this.results[index] ??= result;
    this.answerSoon();
  }

  retry(index: number): void {
    this.toRetry.add(index);
  }

  postpone(index: number): void {
    this.postponed.add(index);
  }

  /** Gives every entry a result except those to retry, which it returns in order. */
  end(rest: RunOutcome<Result>, maxAttempts: number): Entry<Item, Result>[] {
    this.hasEnded = true;
    return this.entries.filter((entry, index) => {
      if (this.results[index] || entry.isSettled) return false;
      if (this.postponed.has(index)) return true;
      if (this.toRetry.has(index) && (entry.attempts += 1) < maxAttempts) return true;
      this.results[index] = this.lastResult(index, rest);
      return false;
    });
  }

  /** Answers what is decided after input that has already arrived is read; callers run at once. */
  answerSoon(): void {
    if (this.isAnswerDue) return;
    this.isAnswerDue = true;
    setImmediate(() => {
      if (this.isAnswerDue) this.answer();
    });
  }

  /** Answers what is decided and not answered yet. */
  answer(): void {
    this.isAnswerDue = false;
    this.entries.forEach((entry, index) => {
      const result = this.results[index];
      if (result) settle(entry, result);
    });
    this.onAnswered();
  }

  private lastResult(index: number, rest: RunOutcome<Result>): PromiseSettledResult<Result> {
    if (this.toRetry.has(index)) {
      return rejected(
        new TooManyAttempts(`gave up after ${this.entries[index]!.attempts} attempts`),
      );
    }
    if ('reason' in rest) return rejected(rest.reason);
    return rest.results[index] ?? rejected(new Error('the batch gave no result for this item'));
  }
}

/** Resolves or rejects the entry unless it already has its result. */
export function settle<Result>(
  entry: Entry<unknown, Result>,
  result: PromiseSettledResult<Result>,
): void {
  if (entry.isSettled) return;
  entry.isSettled = true;
  if (result.status === 'fulfilled') entry.resolve(result.value);
  else entry.reject(result.reason);
}

function rejected(reason: unknown): PromiseRejectedResult {
  return { status: 'rejected', reason };
}
