import { type LockSnapshot } from './lock';
import { type LockKey } from './lock-key';
import { type Transition } from './transition';

/** Which held locks to list; every given part narrows. */
export interface LockFilter {
  readonly route?: string | undefined;
  /** Only together with `route`. */
  readonly resourceIds?: readonly string[] | undefined;
  readonly holderId?: string | undefined;
}

/** A position in the order of locks: by route, then resource id, compared by UTF-8 bytes. */
export interface LockPosition {
  readonly route: string;
  readonly resourceId: string;
}

/** A part of a list; both ends are exclusive. */
export interface LockQuery {
  readonly filter: LockFilter;
  readonly after?: LockPosition | undefined;
  readonly before?: LockPosition | undefined;
  /** The maximum number of locks: the first ones, or the last ones with `isFromEnd`. */
  readonly limit: number;
  readonly isFromEnd?: boolean;
  /** Sees every write acknowledged before the call, whichever node answers; costs a write. */
  readonly isForDecision?: boolean;
}

/** For whom a change is made, and until when it may begin. */
export interface ChangeTerms {
  /** Whose change it is: an owner has a fair part of the store's queue. */
  readonly ownerId?: string | undefined;
  /** By `performance.now()`: a change that has not begun by then is not tried. Default: none. */
  readonly deadlineAt?: number | undefined;
}

/** One change of several that are made together. */
export interface KeyChange<Outcome> {
  readonly key: LockKey;
  readonly transition: Transition<Outcome>;
}

/** The lines that a user stands in, in the order of their keys. */
export interface WaitingQuery {
  readonly userId: string;
  /** Exclusive. */
  readonly after?: LockKey | undefined;
  readonly limit: number;
}

/** A change whose key is known before its transition. Others may wait for it: decide or withdraw it. */
export interface BegunChange {
  /** Does what `LockStore.change` does with the key; call it at most once. */
  decide<Outcome>(transition: Transition<Outcome>, terms?: ChangeTerms): Promise<Outcome>;
  /** Gives up a change that was not decided; without effect on one that was. */
  withdraw(): void;
}

/**
 * Where locks are kept. Every method rejects with an error when the outcome is unknown, and with a
 * `DefiniteFault` when the call cannot succeed as things are stored. Reads show only what will not
 * be rolled back, and leave out documents that are not valid locks.
 */
export interface LockStore {
  /**
   * Runs one transition on what is stored for the key, atomically: nothing else changes the key
   * between the read and the write, and an acknowledged change survives the loss of a minority
   * of the database. Transitions of one key run in the order of the calls. Rejects with
   * `Overloaded` when nothing was tried.
   */
  change<Outcome>(
    key: LockKey,
    transition: Transition<Outcome>,
    terms?: ChangeTerms,
  ): Promise<Outcome>;
  /**
   * Runs one transition of each of these different keys on one state of all of them, and stores all
   * that they change in one step, so that nobody sees a part, whatever fails: or nothing, if one of
   * the outcomes is not accepted. Returns the outcomes in order in both cases. Rejects as `change`
   * does, and with `NeedsReplicaSet` on a database that cannot do this.
   */
  changeAll<Outcome>(
    changes: readonly KeyChange<Outcome>[],
    isAccepted: (outcome: Outcome) => boolean,
    terms?: ChangeTerms,
  ): Promise<Outcome[]>;
  /**
   * Begins a change of the key while the caller is identified, so that the store can read ahead and
   * write it together with others.
   */
  beginChange(key: LockKey): BegunChange;
  /** The lock that holds the key now by the database's clock, or undefined when it is free. */
  find(key: LockKey): Promise<LockSnapshot | undefined>;
  /** The locks that hold any of these different keys, in no order, as they were at one moment. */
  findAll(keys: readonly LockKey[]): Promise<LockSnapshot[]>;
  /**
   * The held locks that a query selects, in order; fewer than `limit` only when there are no more.
   */
  list(query: LockQuery): Promise<LockSnapshot[]>;
  /**
   * The keys in whose lines a user stands, in order; fewer than `limit` only when there are no more.
   * Sees every write acknowledged before the call.
   */
  listWaiting(query: WaitingQuery): Promise<LockKey[]>;
  /** How many held locks match; documents that are not valid locks may be included. */
  count(filter: LockFilter): Promise<number>;
}
