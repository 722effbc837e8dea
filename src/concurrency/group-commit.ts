import { Batch, type BatchInProgress, type Entry, type RunOutcome } from './batch';
import { BatchQueue, type TakenBatch } from './batch-queue';
import { type BatchTrace, traced } from './batch-trace';
import { isFairPart } from './fair-part';
import { type GatherOptions, Gathering } from './gathering';
import { Pace, type QueueBounds } from './pace';
import { Unanswered } from './unanswered';
import { within } from './within';

/** Thrown by `submit` without having run anything: the queue, or the owner's part of it, is full. */
export class QueueFull extends Error {
  override readonly name = 'QueueFull';
}

export interface GroupCommitOptions<Item, Result> extends QueueBounds {
  /**
   * Runs one batch, in order of arrival. It settles or retries each item through the second
   * argument as soon as it can, or returns the results of all that are left; a rejection fails
   * every item that it has neither settled nor retried.
   */
  readonly run: (
    items: readonly Item[],
    batch: BatchInProgress<Result>,
  ) => Promise<readonly PromiseSettledResult<Result>[] | void>;
  /**
   * Items of one key share a batch or run in consecutive batches, in order of arrival. Without it
   * any two items may run at the same time.
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
  readonly trace?: BatchTrace | undefined;
  /** How a batch waits for items that are announced. Default: it does not. */
  readonly gather?: GatherOptions | undefined;
  /** Receives the size of each batch when it starts. Must not throw. */
  readonly onBatch?: ((size: number) => void) | undefined;
  /** In how many batches an item may be before it fails with `TooManyAttempts`. Default: 50. */
  readonly maxAttempts?: number;
}

/** An item that comes as soon as something else is known; until then a batch may wait for it. */
export interface AnnouncedItem<Item, Result> {
  /** Does what `GroupCommit.submit` does; call it at most once. */
  submit(item: Item): Promise<Result>;
  /** Says that the item does not come; without effect once it was submitted. */
  withdraw(): void;
}

/** A batch that is still running after this many deadlines of its items is abandoned. */
const ABANDONED_AFTER_DEADLINES = 2;

const DEFAULT_MAX_ATTEMPTS = 50;

/**
 * Items that arrive while a batch is in flight form the next one, so that many share one round trip
 * and one acknowledged write. A batch waits only for items that are announced, and not for long: a
 * lone item runs at once. Every caller gets the result of its own item.
 *
 * @example
 * const inserts = new GroupCommit<Order, void>({
 *   run: async (orders) => {
 *     await collection.insertMany(orders);
 *     return orders.map(() => ({ status: 'fulfilled', value: undefined }));
 *   },
 *   maxBatchSize: 100,
 *   maxBatchesInFlight: 1,
 *   maxQueued: 1_000,
 *   deadlineMs: 2_000,
 * });
 * await Promise.all(orders.map((order) => inserts.submit(order)));
 */
export class GroupCommit<Item, Result> {
  private readonly options: GroupCommitOptions<Item, Result>;
  private readonly unanswered: Unanswered<Item, Result>;
  private readonly pace = new Pace();
  private readonly queue: BatchQueue<Item, Result>;
  private readonly gathering: Gathering | undefined;
  private isScheduled = false;

  constructor(options: GroupCommitOptions<Item, Result>) {
    this.options = options;
    this.unanswered = new Unanswered(options.deadlineMs);
    const { maxBatchSize, ownerOf, gather } = options;
    this.queue = new BatchQueue(this.unanswered, { maxBatchSize, hasOwners: !!ownerOf });
    if (gather) {
      this.gathering = new Gathering(gather, {
        maxBatchSize,
        onOver: () => this.scheduleBatches(),
      });
    }
  }

  /** How many items have no answer yet. */
  get size(): number {
    return this.unanswered.size;
  }

  /**
   * Runs the item in one of the next batches. Rejects with `QueueFull`, `NotBegun`,
   * `DeadlineExceeded`, `TooManyAttempts` or the failure of the run.
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
        call: this.options.trace?.currentCall(),
        deadlineAt: Math.min(ownDeadlineAt, callersDeadlineAt),
        hasCallersDeadline: callersDeadlineAt < ownDeadlineAt,
        hasBegun: false,
        isInFlight: false,
        attempts: 0,
        isSettled: false,
        resolve,
        reject,
      };
      this.unanswered.add(entry);
      this.queue.add(entry);
      this.scheduleBatches();
    });
  }

  /** Announces an item of this key, which must be submitted or withdrawn. */
  announce(key: string): AnnouncedItem<Item, Result> {
    const end = this.gathering?.announce(key) ?? (() => {});
    this.scheduleBatches();
    return {
      submit: (item) => {
        const result = this.submit(item);
        end(true);
        return result;
      },
      withdraw: () => end(false),
    };
  }

  private hasRoomFor(owner: string | undefined): boolean {
    const total = this.pace.capacity(this.options);
    const free = total - this.size - 1;
    if (free < 0) return false;
    // Up to a half of the queue anybody has a fair part, and nothing is counted.
    if (owner === undefined || this.size < free) return true;
    let held = 1;
    for (const entry of this.unanswered.all) if (entry.owner === owner) held += 1;
    return isFairPart({ held, free, total });
  }

  private get canStartBatch(): boolean {
    return this.queue.batchesInFlight < this.options.maxBatchesInFlight;
  }

  /** Waits only until input that has already arrived is read, so that it shares the batch. */
  private scheduleBatches(): void {
    if (this.isScheduled || !this.canStartBatch) return;
    this.isScheduled = true;
    setImmediate(() => {
      this.isScheduled = false;
      this.startBatches();
    });
  }

  private startBatches(): void {
    while (this.canStartBatch && this.isGathered()) {
      const taken = this.queue.take();
      if (!taken) return;
      this.options.onBatch?.(taken.entries.length);
      void this.runBatch(taken);
    }
  }

  /** False while the next batch waits for items that are announced. */
  private isGathered(): boolean {
    const { gathering, queue } = this;
    if (!gathering) return true;
    if (queue.size < this.options.maxBatchSize) return gathering.isOver(queue.waitingKeys());
    gathering.stop();
    return true;
  }

  private async runBatch({ entries, keys }: TakenBatch<Item, Result>): Promise<void> {
    const batch = new Batch(entries, () => this.unanswered.forgetSettled());
    const startedAt = performance.now();
    const rest = await this.outcomeOf(batch);
    this.pace.add(performance.now() - startedAt);
    const again = batch.end(rest, this.options.maxAttempts ?? DEFAULT_MAX_ATTEMPTS);
    this.queue.release(keys, again);
    if (this.queue.size >= (this.gathering ? this.options.maxBatchSize : 1)) {
      // Callers use the processor when they get their answers: start the next batch first.
      this.startBatches();
      batch.answerSoon();
    } else {
      batch.answer();
      // Whoever comes back at once with the next call gets into the next batch.
      if (this.gathering) setImmediate(() => this.scheduleBatches());
    }
  }

  /**
   * What the run returned for the items it did not settle; never rejects. A batch that does not end
   * must not keep its place for ever: its callers have failed long before, and what it may still do
   * is handled like a change by another gateway.
   */
  private async outcomeOf(batch: Batch<Item, Result>): Promise<RunOutcome<Result>> {
    const { run, trace, deadlineMs } = this.options;
    try {
      const items = batch.entries.map((entry) => entry.item);
      const running = traced(trace, batch.entries, () => run(items, batch));
      const results = await within(ABANDONED_AFTER_DEADLINES * deadlineMs, running);
      return { results: results ?? [] };
    } catch (reason) {
      return { reason };
    }
  }
}
