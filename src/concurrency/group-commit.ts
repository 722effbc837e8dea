import { Batch, type BatchInProgress, type Entry, type RunOutcome, settle } from './batch';

/** Thrown by `submit` without having run anything: the queue is full. */
export class QueueFull extends Error {
  override readonly name = 'QueueFull';
}

/** Thrown by `submit` when no answer came in time; what was on its way may still take effect. */
export class DeadlineExceeded extends Error {
  override readonly name = 'DeadlineExceeded';
}

export interface GroupCommitOptions<Item, Result> {
  /**
   * Runs one batch, in order of arrival. It settles or retries each item through the second
   * argument as soon as it can, or returns the results of all that are left; a rejection is the
   * failure of every item that has neither.
   */
  readonly run: (
    items: readonly Item[],
    batch: BatchInProgress<Result>,
  ) => Promise<readonly PromiseSettledResult<Result>[] | void>;
  /**
   * Items of one key share a batch or run one batch after the other, in order of arrival. Without
   * it every item may run beside every other.
   */
  readonly keyOf?: (item: Item) => string;
  readonly maxBatchSize: number;
  readonly maxBatchesInFlight: number;
  /** How many items may wait or be on their way; fewer when batches take long. */
  readonly maxQueued: number;
  /** Told of the size of each batch as it goes out. Must not throw. */
  readonly onBatch?: ((size: number) => void) | undefined;
  /** An item that has no answer after this time fails with `DeadlineExceeded`. */
  readonly deadlineMs: number;
  /** In how many batches an item may be before it fails with `TooManyAttempts`. Default: 50. */
  readonly maxAttempts?: number;
}

/** The keys of one batch, each with the entries that arrived meanwhile and wait for it. */
type KeysInFlight<Item, Result> = Map<string, Entry<Item, Result>[]>;

/**
 * The part of its deadline that an item may spend waiting for earlier ones. A longer queue would
 * spend the database's time on items whose callers have been told "too late" by then.
 */
const WAITING_SHARE = 0.25;

/** How much the latest batch counts in the pace of the batches. */
const PACE_WEIGHT = 0.2;

/** After so many times the deadline of its items a batch is given up. */
const LOST_AFTER_DEADLINES = 2;

const DEFAULT_MAX_ATTEMPTS = 50;

/** How often waiting items are held against their deadline. */
const DEADLINE_CHECK_MS = 100;

/**
 * Operations that arrive while a batch is on its way form the next one, so that many share one
 * round trip and one acknowledged write. There is no timer: a lone operation goes out at once.
 * Every caller gets its own answer.
 */
export class GroupCommit<Item, Result> {
  private readonly options: GroupCommitOptions<Item, Result>;
  // Lists and short-lived maps: one set or map that thousands of entries pass through leaves its
  // outgrown tables to the old generation, and with them all that the entries refer to.
  /** In order of arrival. */
  private unanswered: Entry<Item, Result>[] = [];
  private ready: Entry<Item, Result>[] = [];
  /** One for each batch that is on its way. */
  private inFlight: KeysInFlight<Item, Result>[] = [];
  /** How long batches took of late; 0 until the first one is done. */
  private paceMs = 0;
  private isScheduled = false;
  private deadlineTimer: NodeJS.Timeout | undefined;

  constructor(options: GroupCommitOptions<Item, Result>) {
    this.options = options;
  }

  /** How many items have no answer yet. */
  get size(): number {
    return this.unanswered.length;
  }

  /** Runs the item in one of the next batches; rejects with `QueueFull` or `DeadlineExceeded`. */
  submit(item: Item): Promise<Result> {
    if (this.size >= this.capacity()) {
      return Promise.reject(new QueueFull('too many operations are waiting'));
    }
    return new Promise<Result>((resolve, reject) => {
      const entry: Entry<Item, Result> = {
        item,
        key: this.options.keyOf?.(item),
        deadlineAt: performance.now() + this.options.deadlineMs,
        attempts: 0,
        isSettled: false,
        resolve,
        reject,
      };
      this.unanswered.push(entry);
      this.watchDeadlines();
      this.ready.push(entry);
      this.scheduleBatches();
    });
  }

  /** How many items may be on their way or wait, so that all are answered in time at the latest pace. */
  private capacity(): number {
    const { maxBatchSize, maxBatchesInFlight, maxQueued, deadlineMs } = this.options;
    if (this.paceMs === 0) return maxQueued;
    const batchesInTime = ((deadlineMs * WAITING_SHARE) / this.paceMs) * maxBatchesInFlight;
    const waitingBatches = Math.max(1, Math.floor(batchesInTime) - maxBatchesInFlight);
    return Math.min(maxQueued, (maxBatchesInFlight + waitingBatches) * maxBatchSize);
  }

  /** After the input that has arrived already is read, so that it shares a batch; no later. */
  private scheduleBatches(): void {
    if (this.isScheduled || this.inFlight.length >= this.options.maxBatchesInFlight) return;
    this.isScheduled = true;
    setImmediate(() => {
      this.isScheduled = false;
      this.startBatches();
    });
  }

  private startBatches(): void {
    while (this.inFlight.length < this.options.maxBatchesInFlight) {
      const keys: KeysInFlight<Item, Result> = new Map();
      const entries = this.takeBatch(keys);
      if (entries.length === 0) return;
      this.inFlight.push(keys);
      this.options.onBatch?.(entries.length);
      void this.runBatch(new Batch(entries, () => this.forgetSettled()), keys);
    }
  }

  private takeBatch(ownKeys: KeysInFlight<Item, Result>): Entry<Item, Result>[] {
    const batch: Entry<Item, Result>[] = [];
    let taken = 0;
    while (taken < this.ready.length && batch.length < this.options.maxBatchSize) {
      const entry = this.ready[taken++]!;
      // A caller that was told "too late" while waiting is not run behind its back.
      if (entry.isSettled) continue;
      if (this.waitsForItsKey(entry)) continue;
      if (entry.key !== undefined) ownKeys.set(entry.key, []);
      batch.push(entry);
    }
    this.ready = taken === this.ready.length ? [] : this.ready.slice(taken);
    return batch;
  }

  /** Lines the entry up behind the batch that has its key, if there is one. */
  private waitsForItsKey(entry: Entry<Item, Result>): boolean {
    if (entry.key === undefined) return false;
    for (const keys of this.inFlight) {
      const waiting = keys.get(entry.key);
      if (waiting) return waiting.push(entry) > 0;
    }
    return false;
  }

  private async runBatch(
    batch: Batch<Item, Result>,
    keys: KeysInFlight<Item, Result>,
  ): Promise<void> {
    const startedAt = performance.now();
    const rest = await this.outcomeOf(batch);
    const tookMs = performance.now() - startedAt;
    this.paceMs += (tookMs - this.paceMs) * (this.paceMs === 0 ? 1 : PACE_WEIGHT);
    const again = batch.end(rest, this.options.maxAttempts ?? DEFAULT_MAX_ATTEMPTS);
    this.release(keys, again);
    if (this.ready.length === 0) return batch.answer();
    // What the callers do with their answers takes the processor for a while: the next batch is on
    // its way before that.
    this.startBatches();
    batch.answerSoon();
  }

  /** What the run returned for the items it did not settle itself; never rejects. */
  private async outcomeOf(batch: Batch<Item, Result>): Promise<RunOutcome<Result>> {
    try {
      return { results: (await this.runInTime(batch)) ?? [] };
    } catch (reason) {
      return { reason };
    }
  }

  /**
   * A batch that never comes back must not keep its place for ever. Its callers were told long
   * before; what it may still do is judged like the doing of another gateway.
   */
  private async runInTime(
    batch: Batch<Item, Result>,
  ): Promise<readonly PromiseSettledResult<Result>[] | void> {
    let timer: NodeJS.Timeout | undefined;
    const lost = new Promise<never>((_, reject) => {
      const lostAfterMs = LOST_AFTER_DEADLINES * this.options.deadlineMs;
      timer = setTimeout(() => reject(new DeadlineExceeded('the batch was lost')), lostAfterMs);
    });
    try {
      const items = batch.entries.map((entry) => entry.item);
      return await Promise.race([this.options.run(items, batch), lost]);
    } finally {
      clearTimeout(timer);
    }
  }

  /** Lets the keys go: first what is tried again, then what waited for them, then everybody else. */
  private release(keys: KeysInFlight<Item, Result>, again: Entry<Item, Result>[]): void {
    this.inFlight = this.inFlight.filter((others) => others !== keys);
    const released = [...keys.values()].flat();
    if (again.length + released.length > 0) this.ready = [...again, ...released, ...this.ready];
  }

  private forgetSettled(): void {
    this.unanswered = this.unanswered.filter((entry) => !entry.isSettled);
  }

  private watchDeadlines(): void {
    this.deadlineTimer ??= setInterval(() => this.failLateEntries(), DEADLINE_CHECK_MS).unref();
  }

  private failLateEntries(): void {
    const now = performance.now();
    for (const entry of this.unanswered) {
      // In order of arrival, and all with the same allowance: the first in time ends the search.
      if (entry.deadlineAt > now) break;
      settle(entry, {
        status: 'rejected',
        reason: new DeadlineExceeded(`no answer within ${this.options.deadlineMs} ms`),
      });
    }
    this.forgetSettled();
    if (this.unanswered.length > 0) return;
    clearInterval(this.deadlineTimer);
    this.deadlineTimer = undefined;
  }
}
