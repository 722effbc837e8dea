import { type BatchTrace, traced } from './batch-trace';

/** How a batch waits for items that are announced. */
export interface GatherOptions {
  /** How long a batch waits at most. An item that has not come by then is not waited for again. */
  readonly waitMs: number;
  /**
   * Prepares the batch while it waits; receives the keys of what is waiting and announced, as many as
   * fit into it. Nobody is told of a rejection.
   */
  readonly prepare: (keys: readonly string[]) => Promise<unknown>;
  /** Follows those who are waited for into the preparation. */
  readonly trace?: BatchTrace | undefined;
}

interface Announcement {
  readonly key: string;
  readonly call: unknown;
  wasWaitedFor: boolean;
}

/** The wait of the next batch for what was announced before it began. */
interface Wait {
  readonly left: Set<Announcement>;
  readonly timer: NodeJS.Timeout;
  isOver: boolean;
}

/**
 * Lets a batch wait for items that are already on their way, so that those that arrived together are
 * written together. What is announced after the wait began does not prolong it.
 */
export class Gathering {
  private readonly announced = new Set<Announcement>();
  private wait: Wait | undefined;

  constructor(
    private readonly options: GatherOptions,
    private readonly batches: {
      readonly maxBatchSize: number;
      /** Called when the batch need not wait any longer. */
      readonly onOver: () => void;
    },
  ) {}

  /** Announces an item of this key; call what is returned when it has come, or does not come. */
  announce(key: string): () => void {
    const call = this.options.trace?.currentCall();
    const announcement: Announcement = { key, call, wasWaitedFor: false };
    this.announced.add(announcement);
    return () => {
      this.announced.delete(announcement);
      const { wait } = this;
      if (wait?.left.delete(announcement) && wait.left.size === 0) this.end(wait);
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
  }

  /** Begins a wait if there is anything to wait for. */
  private begin(waitingKeys: Iterable<string>): boolean {
    const { waitMs, prepare, trace } = this.options;
    const left = new Set<Announcement>();
    for (const announcement of this.announced) {
      if (!announcement.wasWaitedFor) left.add(announcement);
      announcement.wasWaitedFor = true;
    }
    if (left.size === 0) return false;
    const keys = this.keysOf(waitingKeys);
    traced(trace, [...left], async () => prepare(keys)).catch(() => {});
    const wait: Wait = { left, isOver: false, timer: setTimeout(() => this.end(wait), waitMs) };
    this.wait = wait;
    return true;
  }

  private keysOf(waitingKeys: Iterable<string>): string[] {
    const keys = new Set<string>();
    const add = (key: string): boolean => keys.add(key).size >= this.batches.maxBatchSize;
    for (const key of waitingKeys) if (add(key)) return [...keys];
    for (const { key } of this.announced) if (add(key)) break;
    return [...keys];
  }

  private end(wait: Wait): void {
    if (wait.isOver) return;
    clearTimeout(wait.timer);
    wait.isOver = true;
    this.batches.onOver();
  }
}
