import {
  type AcquireLockMutation,
  type AcquireLocksMutation,
  type AcquireMode,
  type LineFieldsFragment,
  type ListLocksQuery,
  type LockEventType,
  type LockFieldsFragment,
  type MeQuery,
  type ReadHistoryQuery,
  type RecordFieldsFragment,
  type RemoveLockMutation,
  type RenewLockMutation,
  type RequestLockMutation,
  type TakeOverLockMutation,
} from './generated/operations';

/** Names one record: the base route and the id within it, as the gateway spells them. */
export interface LockKey {
  readonly route: string;
  readonly id: string;
}

/** A grant of the caller: the record, and the fencing token that the gateway gave. */
export interface GrantKey extends LockKey {
  readonly fencingToken: number;
}

/** A lock of the caller to remove; with a token only that grant, and with a session only one in it. */
export interface Removal extends LockKey {
  readonly fencingToken?: number | undefined;
  readonly sessionId?: string | undefined;
}

/** A user who can hold a lock. */
export type LockUser = Readonly<LockFieldsFragment['holder']>;

/** Who waits in line for a lock; the message is null to everybody but the holder and its author. */
export type LockWaiter = Readonly<LineFieldsFragment['waiters'][number]>;

/** Who is editing a record, since when and until when, and how many wait for it. */
export type Lock = Readonly<LockFieldsFragment>;

/** A lock with its line, in the order of asking. */
export type LockWithLine = Lock & { readonly waiters: readonly LockWaiter[] };

/** A lock of a list that is watched: with its line, unless the list is polled. */
export type PicturedLock = Lock & Partial<Pick<LockWithLine, 'waiters'>>;

/** A record, and its lock: null when it is free. */
export type LockableRecord = Readonly<RecordFieldsFragment>;

/** The outcomes of `acquireLock`. */
export type AcquireOutcome = Readonly<AcquireLockMutation['acquireLock']>;
/** The outcomes of `requestLock`. */
export type RequestOutcome = Readonly<RequestLockMutation['requestLock']>;
/** The outcomes of `renewLock`. */
export type RenewOutcome = Readonly<RenewLockMutation['renewLock']>;
/** The outcomes of `removeLock` and `forceRemoveLock`. */
export type RemoveOutcome = Readonly<RemoveLockMutation['removeLock']>;
/** The outcomes of `takeOverLock`. */
export type TakeOverOutcome = Readonly<TakeOverLockMutation['takeOverLock']>;

type Named<Outcome, Name> = Extract<Outcome, { __typename: Name }>;

/** The caller has the lock; `created` is false when they had it before. */
export type LockAcquired = Named<AcquireOutcome, 'LockAcquired'>;
/** Somebody else has the lock, or the caller in another session (`lock.heldByMe`); nothing changed. */
export type LockConflict = Named<AcquireOutcome, 'LockConflict'>;
/** The caller waits in line; `position` 1 is next. */
export type LockQueued = Named<RequestOutcome, 'LockQueued'>;
/** The caller still has the lock; one that had expired has a new fencing token. */
export type LockRenewed = Named<RenewOutcome, 'LockRenewed'>;
/** That grant is over; `currentLock` has the record now, null when it is free. */
export type LockLost = Named<RenewOutcome, 'LockLost'>;
/** The lock was removed; `record.lock` is who got it from the line, if somebody waited. */
export type LockRemoved = Named<RemoveOutcome, 'LockRemoved'>;
/** There was nothing to remove or to take over; nothing changed. */
export type LockNotFound = Named<RemoveOutcome, 'LockNotFound'>;
/** The caller has the lock of `previousHolder`. */
export type LockTakenOver = Named<TakeOverOutcome, 'LockTakenOver'>;

/** The locks that the caller got, and those that stood in the way. */
export type AcquiredLocks = Readonly<AcquireLocksMutation['acquireLocks']>;
/** A page of held locks. */
export type LockPage = Readonly<ListLocksQuery['locks']>;
/** A page of the history, newest first. */
export type LockHistoryPage = Readonly<ReadHistoryQuery['lockHistory']>;
/** One grant of a lock, or the end of one. */
export type LockHistoryEntry = Readonly<LockHistoryPage['nodes'][number]>;
/** The signed-in user, and what they may do. */
export type Viewer = Readonly<MeQuery['me']>;

/** A change of a lock, as the gateway tells it. */
export interface LockEvent {
  readonly type: Exclude<LockEventType, 'SNAPSHOT' | 'SNAPSHOT_END'>;
  readonly at: string;
  /** The lock after the event, or as it was when it ended. */
  readonly lock: LockWithLine;
  /** Who has the record now; null when it became free. */
  readonly currentLock: LockWithLine | null;
  readonly previousHolder: LockUser | null;
  readonly actor: LockUser | null;
  readonly reason: string | null;
}

export type { AcquireMode, LockEventType };
