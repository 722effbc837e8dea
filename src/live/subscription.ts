import { type SnapshotReason } from '../domain/feed-observer';
import { type LockEvent } from '../domain/lock-event';
import { type LockSubscription } from '../domain/lock-feed';
import { type LockFilter } from '../domain/lock-store';
import { type HeldLock } from './lock-mirror';

/** What a subscription reads from, and whom it tells. */
export interface SubscriptionSource {
  /** The locks that match now, and the event that follows them. */
  snapshot(filter: LockFilter | 'nothing'): { held: readonly HeldLock[]; end: LockEvent };
  now(): Date;
  /** How many events wait for a reader before a snapshot replaces them. */
  readonly maxBuffered: number;
  onSnapshot(reason: SnapshotReason): void;
  onOverflow(): void;
  onEnd(subscription: Subscription): void;
}

type Result = IteratorResult<LockEvent, undefined>;

const DONE = { done: true, value: undefined } as const;
const NOTHING: readonly HeldLock[] = [];

/**
 * The events of one subscriber. It is written as an object: an async generator that waits would not
 * see `return` before its next event. A snapshot is copied when it is read, in one turn of the event
 * loop; so a subscriber who reads nothing has nothing that grows.
 */
export class Subscription implements LockSubscription {
  private held = NOTHING;
  private heldRead = 0;
  private snapshotEnd: LockEvent | undefined;
  private buffer: LockEvent[] = [];
  private bufferRead = 0;
  private readonly readers: ((result: Result) => void)[] = [];
  private isOver = false;
  private onReady: (() => void) | undefined;

  constructor(
    readonly filter: LockFilter | 'nothing',
    readonly viewerId: string,
    private readonly source: SubscriptionSource,
    /** Why the next event is the first of a snapshot. */
    private needsSnapshot?: SnapshotReason,
  ) {}

  [Symbol.asyncIterator](): this {
    return this;
  }

  next(): Promise<Result> {
    if (this.isOver) return Promise.resolve(DONE);
    // Those who wait come first.
    const event = this.readers.length === 0 ? this.take() : undefined;
    if (event) return Promise.resolve({ done: false, value: event });
    return new Promise((resolve) => void this.readers.push(resolve));
  }

  take(): LockEvent | undefined {
    if (this.isOver) return undefined;
    if (this.needsSnapshot) this.beginSnapshot(this.needsSnapshot);
    return this.nextOfSnapshot() ?? this.nextOfBuffer();
  }

  get hasEnded(): boolean {
    return this.isOver;
  }

  whenReady(call: () => void): void {
    this.onReady = call;
    if (this.isOver) this.tellReady();
  }

  return(): Promise<typeof DONE> {
    if (!this.isOver) {
      this.isOver = true;
      this.drop();
      for (const resolve of this.readers.splice(0)) resolve(DONE);
      this.tellReady();
      this.source.onEnd(this);
    }
    return Promise.resolve(DONE);
  }

  /** Tells the next event, which a snapshot that is still to come will have. */
  push(event: LockEvent): void {
    if (this.needsSnapshot || this.isOver) return;
    const resolve = this.readers.shift();
    if (resolve) return resolve({ done: false, value: event });
    if (this.buffer.length - this.bufferRead < this.source.maxBuffered) {
      this.buffer.push(event);
      this.tellReady();
      return;
    }
    this.restart('overflow');
    this.source.onOverflow();
  }

  /** Replaces all that is not read yet by a snapshot; call `wake` afterwards. */
  restart(reason: SnapshotReason): void {
    this.drop();
    this.needsSnapshot = reason;
  }

  /** Answers those who wait with what there is. */
  wake(): void {
    while (this.readers.length > 0) {
      const event = this.take();
      if (!event) return;
      this.readers.shift()!({ done: false, value: event });
    }
    this.tellReady();
  }

  private tellReady(): void {
    const call = this.onReady;
    this.onReady = undefined;
    call?.();
  }

  private beginSnapshot(reason: SnapshotReason): void {
    const { held, end } = this.source.snapshot(this.filter);
    this.needsSnapshot = undefined;
    this.held = held;
    this.snapshotEnd = end;
    this.source.onSnapshot(reason);
  }

  private nextOfSnapshot(): LockEvent | undefined {
    while (this.heldRead < this.held.length) {
      const event = this.held[this.heldRead]!.standingAt(this.source.now());
      this.heldRead += 1;
      if (event) return event;
    }
    const end = this.snapshotEnd;
    if (end) {
      this.held = NOTHING;
      this.heldRead = 0;
      this.snapshotEnd = undefined;
    }
    return end;
  }

  private nextOfBuffer(): LockEvent | undefined {
    const event = this.buffer[this.bufferRead];
    if (!event) return undefined;
    this.bufferRead += 1;
    if (this.bufferRead === this.buffer.length) {
      this.buffer = [];
      this.bufferRead = 0;
    }
    return event;
  }

  private drop(): void {
    this.held = NOTHING;
    this.heldRead = 0;
    this.snapshotEnd = undefined;
    this.buffer = [];
    this.bufferRead = 0;
  }
}
