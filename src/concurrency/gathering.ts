import { type BatchTrace, traced } from './batch-trace';

/** How a batch waits for items that are announced. */
export interface GatherOptions {
  /** How long a batch waits at most. An item that has not come by then is not waited for again. */
  readonly waitMs: number;
  /**
   * Prepares the batch while it waits; receives the keys of what is waiting and of what it waits for, as
   * many as fit into it. Nobody is told of a rejection.
   */
  readonly prepare: (keys: readonly string[]) => Promise<unknown>;
  /** Follows those who are waited for into the preparation. */
  readonly trace?: BatchTrace | undefined;
}

/** A wait is in vain if less than half of the items come. After so many in a row ... */
const VAIN_WAITS = 3;
/** ... so many batches do not wait. */
const BATCHES_WITHOUT_WAIT = 15;

interface Announcement {
  readonly key: string;
  readonly call: unknown;
  hasEnded: boolean;
}

/** The wait of the next batch for what was announced before it began. */
interface Wait {
  readonly count: number;
  readonly left: Set<Announcement>;
  readonly timer: NodeJS.Timeout;
  came: number;
  isOver: boolean;
}

/**
 * Lets a batch wait for items that are already on their way, so that those that arrived together are
 * written together. What is announced after the wait began does not prolong it. Where most items do not
 * come, or come late, hardly any batch waits.
 */
export class Gathering {
  /** Those nobody has waited for yet; a list, for the reason given in `Unanswered`. */
  private announced: Announcement[] = [];
  private wait: Wait | undefined;
  private vainWaits = 0;
  private batchesWithoutWait = 0;

  constructor(
    private readonly options: GatherOptions,
    private readonly batches: {
      readonly maxBatchSize: number;
      /** Called when the batch need not wait any longer. */
      readonly onOver: () => void;
    },
  ) {}

  /** Announces an item of this key; call what is returned once it is known whether it comes. */
  announce(key: string): (comes: boolean) => void {
    const call = this.options.trace?.currentCall();
    const announcement: Announcement = { key, call, hasEnded: false };
    this.announced.push(announcement);
    return (comes) => {
      if (announcement.hasEnded) return;
      announcement.hasEnded = true;
      const { wait } = this;
      if (!wait?.left.delete(announcement)) return;
      if (comes) wait.came += 1;
      if (wait.left.size === 0) this.end(wait);
    };
  }

  /** True when the next batch can start; otherwise begins the wait, or goes on with it. */
  isOver(waitingKeys: Iterable<string>): boolean {
    const { wait } = this;
    if (!wait) return !this.begin(waitingKeys);
    if (wait.isOver) this.wait = undefined;
    return wait.isOver;
  }

  /** Lets the next batch start without those it waits for. */
  stop(): void {
    clearTimeout(this.wait?.timer);
    this.wait = undefined;
    this.forgetEnded();
  }

  /** Begins a wait if there is anything to wait for. */
  private begin(waitingKeys: Iterable<string>): boolean {
    const { waitMs, prepare, trace } = this.options;
    this.forgetEnded();
    if (this.announced.length === 0) return false;
    if (this.batchesWithoutWait > 0) {
      this.batchesWithoutWait -= 1;
      return false;
    }
    const waitedFor = this.announced;
    this.announced = [];
    const keys = new Set([...waitingKeys, ...waitedFor.map(({ key }) => key)]);
    const ofBatch = [...keys].slice(0, this.batches.maxBatchSize);
    traced(trace, waitedFor, async () => prepare(ofBatch)).catch(() => {});
    const timer = setTimeout(() => this.end(wait), waitMs);
    const left = new Set(waitedFor);
    const wait: Wait = { count: left.size, left, timer, came: 0, isOver: false };
    this.wait = wait;
    return true;
  }

  private end(wait: Wait): void {
    if (wait.isOver) return;
    clearTimeout(wait.timer);
    wait.isOver = true;
    const isInVain = wait.came * 2 < wait.count;
    this.vainWaits = isInVain ? this.vainWaits + 1 : 0;
    if (this.vainWaits >= VAIN_WAITS) this.batchesWithoutWait = BATCHES_WITHOUT_WAIT;
    this.batches.onOver();
  }

  private forgetEnded(): void {
    this.announced = this.announced.filter(({ hasEnded }) => !hasEnded);
  }
}
