import { TIME_BUDGET } from '../config/time-budget';
import { DefiniteFault, NeedsReplicaSet, Unavailable } from '../domain/errors';
import { type FeedObserver } from '../domain/feed-observer';
import { type LockEvent } from '../domain/lock-event';
import {
  type LockFeed,
  type LockSubscription,
  type LockSubscriptionRequest,
} from '../domain/lock-feed';
import { type LockKey } from '../domain/lock-key';
import { type LockRecord } from '../domain/lock-record';
import {
  type FollowedStream,
  type LockFollower,
  type LockStream,
  type LockWrite,
} from '../domain/lock-stream';
import { Audience } from './audience';
import { isFor } from './event-filter';
import { LockMirror } from './lock-mirror';
import { parseCursor } from './position';
import { RecentEvents } from './recent-events';
import { Subscription, type SubscriptionSource } from './subscription';
import { isAbout, snapshotEnd, toEvents } from './to-events';
import { UntilLive } from './until-live';

/** How many events wait for one reader before a snapshot replaces them. */
const MAX_BUFFERED = 1_000;
/** How many events are kept for those who come back: at 100 a second those of 20 seconds and more. */
const KEPT_EVENTS = 2_048;
/** How long the mirror is kept when nobody is subscribed. */
const IDLE_MS = 60_000;

/** A place in a line whose user is subscribed to the record. */
export interface WatchedPlace {
  readonly key: LockKey;
  readonly userId: string;
  readonly placeEndsAt: Date;
}

/** What live locks work with; each number has a default. */
export interface LiveLocksOptions {
  readonly stream: LockStream;
  readonly observer: FeedObserver;
  readonly maxBuffered?: number;
  readonly keptEvents?: number;
  readonly idleMs?: number;
}

/**
 * Keeps a mirror of the held locks while anybody is subscribed, and tells every change to those whose
 * filter lets it through. A subscriber is registered and gets its part of the mirror without a read of
 * the database.
 */
export class LiveLocks implements LockFeed, LockFollower {
  private readonly audience = new Audience();
  private readonly untilLive = new UntilLive();
  private mirror = new LockMirror();
  private reading = new LockMirror();
  private recent = recentSince(0n, 1);
  private lastEnd: LockEvent | undefined;
  private followed: FollowedStream | undefined;
  private idleTimer: NodeJS.Timeout | undefined;
  private isStopped = false;
  private readonly source: SubscriptionSource;

  constructor(private readonly options: LiveLocksOptions) {
    this.source = this.sourceOf(options);
  }

  /** How many are subscribed. */
  get size(): number {
    return this.audience.size;
  }

  async subscribe(request: LockSubscriptionRequest): Promise<LockSubscription> {
    if (this.isStopped) throw new Unavailable('the gateway is stopping');
    clearTimeout(this.idleTimer);
    this.followed ??= this.options.stream.follow(this);
    const { deadlineAt = performance.now() + TIME_BUDGET.watchMs } = request;
    try {
      await this.untilLive.wait(deadlineAt);
      return this.register(request);
    } finally {
      this.leaveIfIdle();
    }
  }

  /** The places in lines whose users are subscribed to the record. */
  *watchedPlaces(): Generator<WatchedPlace> {
    for (const { record } of this.mirror.waitedFor()) {
      const { key } = record.lock;
      const isWatching = this.audience.watchersOf(key);
      for (const { user, placeEndsAt } of record.waiters) {
        if (isWatching(user.id)) yield { key, userId: user.id, placeEndsAt };
      }
    }
  }

  /** The time by the database's clock. */
  now(): Date {
    return this.followed?.now() ?? new Date();
  }

  /** Ends every subscription and the stream. */
  async stop(): Promise<void> {
    this.isStopped = true;
    clearTimeout(this.idleTimer);
    this.untilLive.fail(new Unavailable('the gateway is stopping'));
    this.audience.end();
    await this.leave();
  }

  find(id: string): LockRecord | undefined {
    return this.mirror.find(id);
  }

  read(held: readonly LockRecord[]): void {
    for (const record of held) this.reading.set(record.lock.key.id, record);
  }

  begin(time: bigint): void {
    this.mirror = this.reading;
    this.reading = new LockMirror();
    this.recent = recentSince(time, this.options.keptEvents ?? KEPT_EVENTS);
    this.audience.restart('lost');
  }

  write(write: LockWrite): void {
    const { id } = write.key;
    const events = toEvents(write, this.mirror.find(id));
    this.mirror.set(id, write.held);
    for (const placed of events) {
      this.recent.add(placed);
      this.audience.tell(placed.event);
    }
  }

  live(): void {
    this.untilLive.live();
  }

  interrupted(error: unknown): void {
    this.reading = new LockMirror();
    this.untilLive.interrupted(error);
    if (!(error instanceof NeedsReplicaSet || error instanceof DefiniteFault)) return;
    this.untilLive.fail(error);
    // The next one who asks is told at once again.
    if (this.audience.size === 0) void this.leave();
  }

  private register(request: LockSubscriptionRequest): LockSubscription {
    const { filter, viewerId, snapshot, resumeAfter } = request;
    const position = resumeAfter === undefined ? undefined : parseCursor(resumeAfter);
    const missed = position && this.recent.after(position);
    const isLost = resumeAfter !== undefined && !missed;
    const reason = isLost ? 'cursor' : snapshot && !missed ? 'asked' : undefined;
    const subscription = new Subscription(filter, viewerId, this.source, reason);
    for (const { event } of missed ?? []) {
      if (isFor(filter, event)) subscription.push(event);
    }
    this.audience.add(subscription);
    return subscription;
  }

  private sourceOf({ observer, maxBuffered = MAX_BUFFERED }: LiveLocksOptions): SubscriptionSource {
    return {
      snapshot: (filter) => ({
        held: filter === 'nothing' ? [] : this.mirror.select(filter),
        end: this.endOfSnapshot(),
      }),
      now: () => this.now(),
      maxBuffered,
      onSnapshot: (reason) => observer.snapshot(reason),
      onOverflow: () => observer.overflowed(),
      onEnd: (subscription) => {
        this.audience.remove(subscription);
        this.leaveIfIdle();
      },
    };
  }

  /** The same event for all who begin between two changes at about the same time. */
  private endOfSnapshot(): LockEvent {
    const end = snapshotEnd(this.recent.end, this.now());
    const isSame = this.lastEnd?.cursor === end.cursor && isAbout(this.lastEnd.at, end.at);
    return isSame ? this.lastEnd! : (this.lastEnd = end);
  }

  private leaveIfIdle(): void {
    if (this.audience.size > 0 || this.untilLive.size > 0 || this.isStopped) return;
    clearTimeout(this.idleTimer);
    this.idleTimer = setTimeout(() => void this.leave(), this.options.idleMs ?? IDLE_MS).unref();
  }

  private async leave(): Promise<void> {
    const { followed } = this;
    this.followed = undefined;
    this.untilLive.interrupted();
    this.mirror = new LockMirror();
    this.reading = new LockMirror();
    this.recent = recentSince(0n, 1);
    await followed?.stop();
  }
}

/** Larger than the place of any write among those of its time. */
const AFTER_ALL = 2 ** 32 - 1;

function recentSince(time: bigint, capacity: number): RecentEvents {
  return new RecentEvents({ time, index: AFTER_ALL, change: 0 }, capacity);
}
