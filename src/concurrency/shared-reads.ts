interface Waiting<Item, Result> {
  readonly item: Item;
  readonly resolve: (result: Result) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Lets reads of one key take turns: all that wait for the same turn share one read. A read begins
 * after every call that it answers, so that nobody is told what was true before the call. There is no
 * timer: a lone call reads at once. Keys do not wait for each other.
 */
export class SharedReads<Item, Result> {
  /** Those who wait for the next turn of each key that is being read. */
  private readonly lines = new Map<string, Waiting<Item, Result>[]>();

  constructor(
    /** Reads for many callers; resolves with the results in the order of the items. */
    private readonly read: (key: string, items: readonly Item[]) => Promise<readonly Result[]>,
    /** How many callers share a read at most. */
    private readonly maxShared: number,
  ) {}

  /** Settles as the read of the next turn does. */
  ask(key: string, item: Item): Promise<Result> {
    return new Promise((resolve, reject) => {
      const waiting = { item, resolve, reject };
      const line = this.lines.get(key);
      if (line) {
        line.push(waiting);
        return;
      }
      this.lines.set(key, [waiting]);
      // Input that has already arrived shares the turn.
      setImmediate(() => void this.takeTurn(key));
    });
  }

  private async takeTurn(key: string): Promise<void> {
    const line = this.lines.get(key)!;
    const taken = line.splice(0, this.maxShared);
    const settle = await this.readFor(key, taken);
    // The next turn first: callers use the processor when they get their answers.
    if (line.length > 0) void this.takeTurn(key);
    else this.lines.delete(key);
    setImmediate(settle);
  }

  /** Resolves with what answers them; never rejects. */
  private async readFor(key: string, taken: readonly Waiting<Item, Result>[]): Promise<() => void> {
    try {
      const items = taken.map(({ item }) => item);
      const results = await this.read(key, items);
      return () => taken.forEach(({ resolve }, index) => resolve(results[index]!));
    } catch (error) {
      return () => taken.forEach(({ reject }) => reject(error));
    }
  }
}
