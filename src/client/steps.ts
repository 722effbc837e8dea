/** One request of a hold, with what follows from its answer. */
export type Step = () => Promise<void>;

/**
 * Takes one step at a time; of those that are wanted meanwhile the last one follows. Knows all that is on the
 * way, also what was not sent as a step.
 */
export class Steps {
  readonly #onTheWay = new Set<Promise<unknown>>();
  #current: Promise<void> | null = null;
  #next: Step | null = null;

  constructor(
    private readonly options: {
      /** Called before each step. */
      readonly begins: () => void;
      readonly failed: (error: unknown, step: Step) => void;
      /** True once nothing more is to be done. */
      readonly isOver: () => boolean;
    },
  ) {}

  /** True once nothing more is to be done. */
  isOver(): boolean {
    return this.options.isOver();
  }

  /** Takes a step now, or after the current one; resolves when no step is left. */
  run(step: Step): Promise<void> {
    if (this.options.isOver()) return Promise.resolve();
    this.#next = step;
    this.#current ??= this.track(this.#take());
    return this.#current;
  }

  /** Counts a request as on the way until it is answered. */
  track<Result>(asked: Promise<Result>): Promise<Result> {
    this.#onTheWay.add(asked);
    const done = (): void => void this.#onTheWay.delete(asked);
    asked.then(done, done);
    return asked;
  }

  /** Resolves when nothing is on the way. */
  async settled(): Promise<void> {
    while (this.#onTheWay.size > 0) await Promise.allSettled(this.#onTheWay);
  }

  async #take(): Promise<void> {
    // So that `run` has set what it returns before a step can run to its end.
    await Promise.resolve();
    while (this.#next && !this.options.isOver()) {
      const step = this.#next;
      this.#next = null;
      this.options.begins();
      try {
        await step();
      } catch (error) {
        if (!this.options.isOver()) this.options.failed(error, step);
      }
    }
    this.#current = null;
  }
}
