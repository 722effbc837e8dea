import { type LockSnapshot } from './lock';
import { type LockKey } from './lock-key';
import { type Transition } from './lock-state';

/** Which held locks to list; every given part narrows. */
export interface LockFilter {
  readonly route?: string | undefined;
  /** Only together with `route`. */
  readonly resourceIds?: readonly string[] | undefined;
  readonly holderId?: string | undefined;
}

/** A place in the order of locks: by route, then resource id, compared by UTF-8 bytes. */
export interface LockPosition {
  readonly route: string;
  readonly resourceId: string;
}

/** A part of a list; both ends are open. */
export interface LockQuery {
  readonly filter: LockFilter;
  readonly after?: LockPosition | undefined;
  readonly before?: LockPosition | undefined;
  /** How many locks at most: the first ones, or the last ones with `isFromEnd`. */
  readonly limit: number;
  readonly isFromEnd?: boolean;
  /** Sees all that was acknowledged before the call, whatever machine it asks; costs a write. */
  readonly isForDecision?: boolean;
}

/** For whom a change is made, and until when it may begin. */
export interface ChangeTerms {
  /** Whose change it is: an owner has a fair part of the store's queue. */
  readonly ownerId?: string | undefined;
  /** By `performance.now()`: a change that has not begun by then is not tried. Default: none. */
  readonly deadlineAt?: number | undefined;
}

/**
 * Where locks are kept. Every method rejects with an error when the outcome is unknown, and with a
 * `DefiniteFault` when the call cannot succeed as things are stored. Reads show only what will not
 * be undone, and leave out what cannot be read as a lock.
 */
export interface LockStore {
  /**
   * Runs one transition on what is stored for the key, atomically: nothing else changes the key
   * between the judgement and the write, and what was acknowledged survives the loss of a minority
   * of the database. Transitions of one key run in the order of the calls. Rejects with
   * `Overloaded` when it was not tried at all.
   */
  change<Outcome>(
    key: LockKey,
    transition: Transition<Outcome>,
    terms?: ChangeTerms,
  ): Promise<Outcome>;
  /** A hint that a change of this very key object is about to come; it may be of no use. */
  prefetch(key: LockKey): void;
  /** The lock that holds the key now by the database's clock, or undefined when it is free. */
  find(key: LockKey): Promise<LockSnapshot | undefined>;
  /**
   * The held locks that a query selects, in order; fewer than `limit` only when there are no more.
   */
  list(query: LockQuery): Promise<LockSnapshot[]>;
  /** How many held locks match; what cannot be read as a lock may be counted. */
  count(filter: LockFilter): Promise<number>;
}

/** Thrown without having tried: too much is waiting already, a later try may succeed. */
export class Overloaded extends Error {
  override readonly name = 'Overloaded';
}

/** Throws `Overloaded` when this time, by `performance.now()`, has passed. */
export function assertInTime(deadlineAt: number | undefined): void {
  if (deadlineAt !== undefined && performance.now() >= deadlineAt) {
    throw new Overloaded('the time of the call is up');
  }
}

/**
 * Thrown when the database gave no answer: whether a change took effect is unknown. The same call
 * may be tried again.
 */
export class Unavailable extends Error {
  override readonly name = 'Unavailable';
}
