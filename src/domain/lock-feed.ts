import { type LockEvent } from './lock-event';
import { type LockFilter } from './lock-store';

/** What a subscriber wants to be told of. */
export interface LockSubscriptionRequest {
  /** `nothing`: no lock can match; such a subscription has an empty snapshot and no changes. */
  readonly filter: LockFilter | 'nothing';
  /** Who is told: a subscription keeps the places of this user in the lines that it shows. */
  readonly viewerId: string;
  /** Whether it begins with the locks that stand. */
  readonly snapshot: boolean;
  /**
   * The cursor of the last event that was seen: the subscription then goes on after it, or begins
   * with a snapshot if that is too long ago.
   */
  readonly resumeAfter?: string | undefined;
  /** By `performance.now()`: how long to wait for the database; default: a share of the time budget. */
  readonly deadlineAt?: number | undefined;
}

/**
 * Events of one subscriber, in order: every change that the filter lets through, none twice. One who
 * reads too slowly, or for whom changes were lost, gets a fresh snapshot in place of what is missing.
 */
export interface LockSubscription extends AsyncIterator<LockEvent, undefined> {
  /** The next event as soon as there is one; `done` once the subscription has ended. */
  next(): Promise<IteratorResult<LockEvent, undefined>>;
  /** The next event if there is one already. */
  take(): LockEvent | undefined;
  /** True once there is no event any more. */
  readonly hasEnded: boolean;
  /** After `take` gave nothing: calls back once, when it gives an event again or has ended. */
  whenReady(call: () => void): void;
  /** Ends the subscription, and every call of `next` that waits. */
  return(): Promise<IteratorReturnResult<undefined>>;
  [Symbol.asyncIterator](): LockSubscription;
}

/** Tells subscribers what happens to locks, whichever gateway changes them. */
export interface LockFeed {
  /**
   * Resolves as soon as the subscription is complete from then on. Rejects with `NeedsReplicaSet` on
   * a database that does not tell what changes, with `DefiniteFault` when it refuses to, and with
   * `Unavailable` when it does not answer.
   */
  subscribe(request: LockSubscriptionRequest): Promise<LockSubscription>;
}
