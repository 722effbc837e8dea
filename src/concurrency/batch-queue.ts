import { type Entry } from './batch';
import { inTurns } from './in-turns';
import { type Unanswered } from './unanswered';

/** The keys of one batch in flight, each with the entries that arrived meanwhile and wait for it. */
export type KeysInFlight<Item, Result> = Map<string, Entry<Item, Result>[]>;

/** A batch that was taken, and the keys it has until it is released. */
export interface TakenBatch<Item, Result> {
  readonly entries: readonly Entry<Item, Result>[];
  readonly keys: KeysInFlight<Item, Result>;
}

/**
 * The entries that wait for a batch, and which batch may have them: those of one key go into one
 * batch or into consecutive ones, and owners take turns when not all fit.
 */
export class BatchQueue<Item, Result> {
  private ready: Entry<Item, Result>[] = [];
  /** One for each batch in flight; short-lived maps, for the reason given in `Unanswered`. */
  private inFlight: KeysInFlight<Item, Result>[] = [];

  constructor(
    private readonly unanswered: Unanswered<Item, Result>,
    private readonly options: { readonly maxBatchSize: number; readonly hasOwners: boolean },
  ) {}

  /** How many batches were taken and not released. */
  get batchesInFlight(): number {
    return this.inFlight.length;
  }

  /** How many entries wait, but for those that wait for a key in flight. */
  get size(): number {
    return this.ready.length;
  }

  /** The keys of the entries that wait, in no particular order. */
  *waitingKeys(): Iterable<string> {
    for (const { key } of this.ready) if (key !== undefined) yield key;
  }

  add(entry: Entry<Item, Result>): void {
    this.ready.push(entry);
  }

  /** Takes the next batch; undefined if nothing can run now. Entries that are too late fail. */
  take(): TakenBatch<Item, Result> | undefined {
    const keys: KeysInFlight<Item, Result> = new Map();
    const entries: Entry<Item, Result>[] = [];
    const waiting = this.inOrder();
    const now = performance.now();
    let taken = 0;
    while (taken < waiting.length && entries.length < this.options.maxBatchSize) {
      const entry = waiting[taken++]!;
      // It failed while waiting, so it must not take effect now.
      if (entry.isSettled || this.unanswered.failIfLate(entry, now)) continue;
      if (this.waitsForItsKey(entry)) continue;
      if (entry.key !== undefined) keys.set(entry.key, []);
      entry.hasBegun = true;
      entry.isInFlight = true;
      entries.push(entry);
    }
    this.keepReady(waiting, taken);
    if (entries.length === 0) return undefined;
    this.inFlight.push(keys);
    return { entries, keys };
  }

  /** Ends a batch and frees its keys: first what is retried, then what waited for them, then the rest. */
  release(keys: KeysInFlight<Item, Result>, again: readonly Entry<Item, Result>[]): void {
    this.inFlight = this.inFlight.filter((others) => others !== keys);
    for (const entry of again) entry.isInFlight = false;
    const released = [...keys.values()].flat();
    if (again.length + released.length > 0) this.ready = [...again, ...released, ...this.ready];
  }

  /** The order in which a batch takes what is ready: of arrival, unless not all of it fits. */
  private inOrder(): readonly Entry<Item, Result>[] {
    const { maxBatchSize, hasOwners } = this.options;
    if (!hasOwners || this.ready.length <= maxBatchSize) return this.ready;
    return inTurns(this.ready, this.unanswered.all);
  }

  /** What was not taken stays ready, in order of arrival. */
  private keepReady(waiting: readonly Entry<Item, Result>[], taken: number): void {
    if (taken === waiting.length) this.ready = [];
    else if (waiting === this.ready) this.ready = this.ready.slice(taken);
    else {
      const gone = new Set(waiting.slice(0, taken));
      this.ready = this.ready.filter((entry) => !gone.has(entry));
    }
  }

  /** Queues the entry behind the batch that has its key, if there is one. */
  private waitsForItsKey(entry: Entry<Item, Result>): boolean {
    if (entry.key === undefined) return false;
    for (const keys of this.inFlight) {
      const waiting = keys.get(entry.key);
      if (waiting) return waiting.push(entry) > 0;
    }
    return false;
  }
}
