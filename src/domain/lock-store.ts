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
  change<Outcome>(key: LockKey, transition: Transition<Outcome>): Promise<Outcome>;
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
