import { Batch, type BatchInProgress, type Entry, type RunOutcome, settle } from './batch';
import { isFairPart } from './fair-part';
import { inTurns } from './in-turns';

/** Thrown by `submit` without having run anything: the queue is full, or its owner's part of it. */
export class QueueFull extends Error {
  override readonly name = 'QueueFull';
}

/** Thrown by `submit` when no answer came in time; what was on its way may still take effect. */
export class DeadlineExceeded extends Error {
  override readonly name = 'DeadlineExceeded';
}

/** Thrown by `submit` without having run anything: the time of the item's caller was up before. */
export class NotBegun extends Error {
  override readonly name = 'NotBegun';
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
  /**
   * Whose an item is. An owner has a fair part of the queue, and when more items wait than a batch
   * takes, owners take turns. Items without an owner are bounded by the queue alone.
   */
  readonly ownerOf?: (item: Item) => string | undefined;
  /**
   * Until when, by `performance.now()`, the caller of an item waits, if that is less than
   * `deadlineMs`: an item that is in no batch by then is not run and fails with `NotBegun`.
   */
  readonly deadlineOf?: (item: Item) => number | undefined;
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

  /**
   * Runs the item in one of the next batches; rejects with `QueueFull`, `NotBegun` or
   * `DeadlineExceeded`.
   */
  submit(item: Item): Promise<Result> {
    const owner = this.options.ownerOf?.(item);
    if (!this.hasRoomFor(owner)) {
      return Promise.reject(new QueueFull('too many operations are waiting'));
    }
    const ownDeadlineAt = performance.now() + this.options.deadlineMs;
    const callersDeadlineAt = this.options.deadlineOf?.(item) ?? Infinity;
    return new Promise<Result>((resolve, reject) => {
      const entry: Entry<Item, Result> = {
        item,
        key: this.options.keyOf?.(item),
        owner,
        deadlineAt: Math.min(ownDeadlineAt, callersDeadlineAt),
        hasCallersDeadline: callersDeadlineAt < ownDeadlineAt,
        hasBegun: false,
        isInFlight: false,
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

  private hasRoomFor(owner: string | undefined): boolean {
    const total = this.capacity();
    const free = total - this.size - 1;
    if (free < 0) return false;
    // Up to a half of the queue anybody has a fair part, and nothing is counted.
    if (owner === undefined || this.size < free) return true;
    let held = 1;
    for (const entry of this.unanswered) if (entry.owner === owner) held += 1;
    return isFairPart({ held, free, total });
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
    const waiting = this.inOrder();
    const now = performance.now();
    let taken = 0;
    while (taken < waiting.length && batch.length < this.options.maxBatchSize) {
      const entry = waiting[taken++]!;
      // A caller that was told "too late" while waiting is not run behind its back.
      if (entry.isSettled || this.failIfLate(entry, now)) continue;
      if (this.waitsForItsKey(entry)) continue;
      if (entry.key !== undefined) ownKeys.set(entry.key, []);
      entry.hasBegun = true;
      entry.isInFlight = true;
      batch.push(entry);
    }
    this.keepReady(waiting, taken);
    return batch;
  }

  /** The order in which a batch takes what is ready: of arrival, unless not all of it fits. */
  private inOrder(): readonly Entry<Item, Result>[] {
    const { maxBatchSize, ownerOf } = this.options;
    if (!ownerOf || this.ready.length <= maxBatchSize) return this.ready;
    return inTurns(this.ready, this.unanswered);
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
    for (const entry of again) entry.isInFlight = false;
    const released = [...keys.values()].flat();
    if (again.length + released.length > 0) this.ready = [...again, ...released, ...this.ready];
  }

  private failIfLate(entry: Entry<Item, Result>, now: number): boolean {
    if (entry.deadlineAt > now) return false;
    const reason =
      entry.hasCallersDeadline && !entry.hasBegun
        ? new NotBegun('the time of the caller is up')
        : new DeadlineExceeded(`no answer within ${this.options.deadlineMs} ms`);
    settle(entry, { status: 'rejected', reason });
    return true;
  }

  private forgetSettled(): void {
    this.unanswered = this.unanswered.filter((entry) => !entry.isSettled);
  }

  private watchDeadlines(): void {
    this.deadlineTimer ??= setInterval(() => this.failLateEntries(), DEADLINE_CHECK_MS).unref();
  }

  private failLateEntries(): void {
    const now = performance.now();
    for (const entry of this.unanswered) this.failIfLate(entry, now);
    this.forgetSettled();
    if (this.unanswered.length > 0) return;
    clearInterval(this.deadlineTimer);
    this.deadlineTimer = undefined;
  }
}
