/** Thrown for an item that was to run again after it had been in as many batches as it may. */
export class TooManyAttempts extends Error {
  override readonly name = 'TooManyAttempts';
}

/** How a run answers its items one by one, by their positions in the batch. */
export interface BatchInProgress<Result> {
  /** Answers one item without waiting for the others; its first result counts. */
  settle(index: number, result: PromiseSettledResult<Result>): void;
  /** Runs one item again in the next batch, before everything that arrived after it. */
  retry(index: number): void;
}

/** One item that waits for its result. */
export interface Entry<Item, Result> {
  readonly item: Item;
  readonly key: string | undefined;
  readonly owner: string | undefined;
  readonly deadlineAt: number;
  /** True when `deadlineAt` is when its own caller stops waiting. */
  readonly hasCallersDeadline: boolean;
  /** True once it was in a batch: it may have taken effect. */
  hasBegun: boolean;
  isInFlight: boolean;
  /** In how many batches it was before the one it is in. */
  attempts: number;
  isSettled: boolean;
  resolve(result: Result): void;
  reject(error: unknown): void;
}

/** What a run left behind: the results of the items it did not settle itself, or its failure. */
export type RunOutcome<Result> =
  { readonly results: readonly PromiseSettledResult<Result>[] } | { readonly reason: unknown };

/** The entries of one batch on their way, and the results that their callers have not got yet. */
export class Batch<Item, Result> implements BatchInProgress<Result> {
  private readonly results: (PromiseSettledResult<Result> | undefined)[];
  private readonly toRetry = new Set<number>();
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

  /** Gives every entry a result but those that are to run again, which it returns in order. */
  end(rest: RunOutcome<Result>, maxAttempts: number): Entry<Item, Result>[] {
    this.hasEnded = true;
    return this.entries.filter((entry, index) => {
      if (this.results[index] || entry.isSettled) return false;
      if (this.toRetry.has(index) && (entry.attempts += 1) < maxAttempts) return true;
      this.results[index] = this.lastResult(index, rest);
      return false;
    });
  }

  /** Hands out what is decided once the input that has arrived is read; callers then run at once. */
  answerSoon(): void {
    if (this.isAnswerDue) return;
    this.isAnswerDue = true;
    setImmediate(() => {
      if (this.isAnswerDue) this.answer();
    });
  }

  /** Hands out what is decided and was not handed out before. */
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

/** Resolves or rejects the entry unless it has its result already. */
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
