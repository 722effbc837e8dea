import { type BatchTrace, traced } from './batch-trace';
import { NotBegun } from './unanswered';

interface Waiting<Item, Result> {
  readonly item: Item;
  readonly since: number;
  readonly call: unknown;
  readonly resolve: (result: Result | Promise<Result>) => void;
  readonly reject: (error: unknown) => void;
}

/** How callers share reads. */
export interface SharedReadsOptions<Item> {
  readonly trace?: BatchTrace | undefined;
  /** How many callers take a turn together at most. */
  readonly maxShared: number;
  /** Who waits longer than this for a turn is rejected with `NotBegun`. */
  readonly maxWaitMs: number;
  /** The reads of one turn: each answers its callers as soon as it ends. Default: one read for all. */
  readonly inGroups?: (items: readonly Item[]) => readonly (readonly Item[])[];
}

/**
 * Lets reads of one key take turns: all that wait for the same turn share its reads. A read begins
 * after every call that it answers, so that nobody is told what was true before the call. There is no
 * timer: a lone call reads at once. Keys do not wait for each other.
 */
export class SharedReads<Item, Result> {
  /** Those who wait for the next turn of each key that is being read. */
  private readonly lines = new Map<string, Waiting<Item, Result>[]>();

  constructor(
    /**
     * Reads for many callers; resolves with the results in the order of the items. For one that is
     * still a promise its caller waits, but not the next turn.
     */
    private readonly read: (
      key: string,
      items: readonly Item[],
    ) => Promise<readonly (Result | Promise<Result>)[]>,
    private readonly options: SharedReadsOptions<Item>,
  ) {}

  /** Settles as the read of the next turn does. */
  ask(key: string, item: Item): Promise<Result> {
    return new Promise((resolve, reject) => {
      const call = this.options.trace?.currentCall();
      const waiting = { item, since: performance.now(), call, resolve, reject };
      const line = this.lines.get(key);
      if (line) {
        line.push(waiting);
        return;
      }
      this.lines.set(key, [waiting]);
      // Input that has already arrived shares the turn.
      setImmediate(() => void this.takeTurns(key));
    });
  }

  private async takeTurns(key: string): Promise<void> {
    const line = this.lines.get(key)!;
    while (line.length > 0) {
      this.rejectLate(line);
      const taken = line.splice(0, this.options.maxShared);
      const groups = this.options.inGroups?.(taken.map(({ item }) => item)) ?? [taken];
      let start = 0;
      const reads = groups.map(({ length }) => {
        const group = taken.slice(start, start + length);
        start += length;
        return this.readFor(key, group);
      });
      await Promise.all(reads);
    }
    this.lines.delete(key);
  }

  /** After reads that got no answer for seconds: the time of these calls would be up before theirs. */
  private rejectLate(line: Waiting<Item, Result>[]): void {
    const { maxWaitMs } = this.options;
    const earliest = performance.now() - maxWaitMs;
    const inTime = line.findIndex(({ since }) => since >= earliest);
    const late = line.splice(0, inTime < 0 ? line.length : inTime);
    const error = new NotBegun(`no turn to read within ${maxWaitMs} ms`);
    for (const { reject } of late) reject(error);
  }

  /** Resolves when the read has ended; never rejects. */
  private async readFor(key: string, taken: readonly Waiting<Item, Result>[]): Promise<void> {
    if (taken.length === 0) return;
    let settle: () => void;
    try {
      const items = taken.map(({ item }) => item);
      const results = await traced(this.options.trace, taken, () => this.read(key, items));
      // Handled by the caller, who gets it a moment later.
      for (const result of results) if (result instanceof Promise) result.catch(() => {});
      settle = () => taken.forEach(({ resolve }, index) => resolve(results[index]!));
    } catch (error) {
      settle = () => taken.forEach(({ reject }) => reject(error));
    }
    // The next turn first: callers use the processor when they get their answers.
    setImmediate(settle);
  }
}
