/** A batch that the test ends. */
export interface ManualBatch {
  readonly items: readonly string[];
  /** Answers every item with its own text and `!`. */
  answer(): void;
  settle(results: PromiseSettledResult<string>[]): void;
  reject(error: Error): void;
}

/** A `run` whose batches the test ends. */
export class ManualBatches {
  /** All batches started so far, in order. */
  readonly started: ManualBatch[] = [];
  /** The batches that have not ended. */
  readonly inFlight = new Set<ManualBatch>();

  readonly run = (items: readonly string[]): Promise<PromiseSettledResult<string>[]> =>
    new Promise((resolve, reject) => {
      const settle = (results: PromiseSettledResult<string>[]): void => {
        this.inFlight.delete(batch);
        resolve(results);
      };
      const batch: ManualBatch = {
        items,
        answer: () => settle(items.map((item) => ({ status: 'fulfilled', value: `${item}!` }))),
        settle,
        reject: (error) => {
          this.inFlight.delete(batch);
          reject(error);
        },
      };
      this.started.push(batch);
      this.inFlight.add(batch);
    });

  /** The items started so far, batch by batch. */
  get items(): string[][] {
    return this.started.map((batch) => [...batch.items]);
  }
}

/** Resolves when all immediates have run. */
export async function turnOfTheLoop(): Promise<void> {
  // Two turns: an answer in the first may schedule the next batch.
  for (let turn = 0; turn < 2; turn += 1) await new Promise(setImmediate);
}
