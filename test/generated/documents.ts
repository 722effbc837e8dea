import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
export type Maybe<T> = T | null;
export type InputMaybe<T> = Maybe<T>;
export type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
export type MakeOptional<T, K extends keyof T> = Omit<T, K> & { [SubKey in K]?: Maybe<T[SubKey]> };
export type MakeMaybe<T, K extends keyof T> = Omit<T, K> & { [SubKey in K]: Maybe<T[SubKey]> };
export type MakeEmpty<T extends { [key: string]: unknown }, K extends keyof T> = { [_ in K]?: never };
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
/** All built-in and custom scalars, mapped to their actual values */
export type Scalars = {
  ID: { input: string; output: string; }
  String: { input: string; output: string; }
  Boolean: { input: boolean; output: boolean; }
  Int: { input: number; output: number; }
  Float: { input: number; output: number; }
  /** An instant in UTC by the clock of the database, as RFC 3339 text with milliseconds, e.g. `2026-03-01T10:00:00.000Z`. */
  DateTime: { input: string; output: string; }
  /** An integer from -(2^53 - 1) to 2^53 - 1, which every JSON parser reads exactly. A number outside this range is rejected. */
  SafeInt: { input: number; output: number; }
};

/** The results of `acquireLock`. */
export type AcquireLockResult = LockAcquired | LockConflict;

/** The result of `acquireLocks`. */
export type AcquireLocksPayload = {
  __typename?: 'AcquireLocksPayload';
  /** The caller's locks, new or renewed, in the order of the items; with `ALL` every one or none. */
  acquired: Array<Lock>;
  /** True when the caller has every lock that was asked for. */
  complete: Scalars['Boolean']['output'];
  /** The locks that other users have, or the caller in another session (`heldByMe` is true), in the order of the items; empty when `complete` is true. */
  conflicts: Array<Lock>;
  /** The records of `acquired` and `conflicts` at the moment of the decision, with its effect; the others are unchanged. */
  records: Array<LockableRecord>;
};

/** What an acquire of several records does when one of them is held elsewhere. */
export type AcquireMode =
  /** Acquires none of them: nobody ever sees a part. Needs a MongoDB replica set. */
  | 'ALL'
  /** Acquires the others. */
  | 'AVAILABLE';

/** Names one grant to check. */
export type CheckLockInput = {
  /** The fencing token that came with the save. */
  fencingToken: Scalars['SafeInt']['input'];
  /** The id of the resource within the route, e.g. `1234`: 1 to 256 characters. */
  id: Scalars['ID']['input'];
  /** The base route, e.g. `volume`: 1 to 128 characters. Surrounding slashes are ignored; otherwise routes are compared exactly. */
  route: Scalars['String']['input'];
};

/** The results of each item of `checkLocks`. */
export type CheckLockResult = LockHeld | LockLost;

/** Who is editing a record, since when and until when, and who waits for it. */
export type Lock = {
  __typename?: 'Lock';
  /** When this grant began; unchanged by renewal. */
  acquiredAt: Scalars['DateTime']['output'];
  /** True when another user is the holder and the caller has the permission to take the lock over or force-remove it. */
  canTakeOver: Scalars['Boolean']['output'];
  /** When the lock expires unless renewed; null means never. */
  expiresAt?: Maybe<Scalars['DateTime']['output']>;
  /** Milliseconds until `expiresAt` by the clock of the database, so that clients need not rely on their own; null when the lock never expires. */
  expiresInMs?: Maybe<Scalars['SafeInt']['output']>;
  /** Strictly larger for every new grant of this lock; unchanged by renewal. Send it when the record is saved: the service that saves it can reject a token smaller than the largest it has seen. */
  fencingToken: Scalars['SafeInt']['output'];
  /** True when the caller is the holder, even if another tab acquired the lock, and also while it is reserved for the caller. */
  heldByMe: Scalars['Boolean']['output'];
  /** When this grant ends at the latest, whatever renews it (`MAX_HOLD`); null means no limit. */
  holdEndsAt?: Maybe<Scalars['DateTime']['output']>;
  /** Who has the lock, or for whom it is reserved. */
  holder: User;
  /** The full lock identifier, unique over all routes, e.g. `volume/1234`: a safe key for client caches. */
  id: Scalars['ID']['output'];
  /** A note of the holder for others; null when there is none. */
  note?: Maybe<Scalars['String']['output']>;
  /** When the lock was last renewed; equal to `acquiredAt` until the first renewal. */
  renewedAt: Scalars['DateTime']['output'];
  /** True while the lock is reserved for its holder, who was the first in line when the lock before it ended: for 30 seconds, until the holder acquires, requests or renews it. Unclaimed, it passes to the next in line. */
  reserved: Scalars['Boolean']['output'];
  /** The id of the resource within the route, e.g. `1234`. */
  resourceId: Scalars['ID']['output'];
  /** The base route without surrounding slashes, e.g. `volume`. */
  route: Scalars['String']['output'];
  /** The session (tab) of the holder that has the lock, shown to the holder alone; null to others, and when the lock was acquired without one. */
  sessionId?: Maybe<Scalars['ID']['output']>;
  /** How many wait in line for the lock: 0 to 50. */
  waiterCount: Scalars['Int']['output'];
  /** Who waits in line for the lock, in the order of asking: at most 50. In a list, `waiterCount` costs less. */
  waiters: Array<LockWaiter>;
};

/** The caller has the lock. */
export type LockAcquired = {
  __typename?: 'LockAcquired';
  /** True for a new grant, also one that was reserved for the caller; false when the caller had the lock and it was renewed, or moved here from another session. */
  created: Scalars['Boolean']['output'];
  /** The caller's lock. */
  lock: Lock;
  /** The record at the moment of the decision, with its effect. */
  record: LockableRecord;
};

/** Another user has the lock, or the caller has it in another session (`lock.heldByMe` is true); nothing was changed. */
export type LockConflict = {
  __typename?: 'LockConflict';
  /** The conflicting lock. */
  lock: Lock;
  /** A sentence for people: who has held the lock since when, and until when. */
  message: Scalars['String']['output'];
  /** The record at the moment of the decision, with its effect. */
  record: LockableRecord;
};

/** One page of held locks, ordered by route and resource id. */
export type LockConnection = {
  __typename?: 'LockConnection';
  /** The locks on the page, each with its cursor. */
  edges: Array<LockEdge>;
  /** The locks on the page, for clients that do not need edges. */
  nodes: Array<Lock>;
  /** The position of the page in its list. */
  pageInfo: PageInfo;
  /** The number of matching locks on all pages; counted only when selected. */
  totalCount: Scalars['Int']['output'];
};

/** A lock on a page, with its position in the list. */
export type LockEdge = {
  __typename?: 'LockEdge';
  /** The position of the lock in this list, for use as `after` or `before`. It is valid only with the same `route`, `ids`, `holderId` and `mine`. */
  cursor: Scalars['String']['output'];
  /** The lock. */
  node: Lock;
};

/** Something that happened to a lock, or that it stands. */
export type LockEvent = {
  __typename?: 'LockEvent';
  /** Who did it; null when nobody did, as for `EXPIRED` and `RESERVED`, and for a `SNAPSHOT`. */
  actor?: Maybe<User>;
  /** When it happened; for an expiry, when the time of the lock was over. */
  at: Scalars['DateTime']['output'];
  /** Pass it as `after` to go on behind this event on a new connection. Null for `SNAPSHOT`. */
  cursor?: Maybe<Scalars['String']['output']>;
  /** The lock after the event, or as it was when it ended. Null for `SNAPSHOT_END`. */
  lock?: Maybe<Lock>;
  /** Whose lock it was, when it ended or passed to somebody; otherwise null. */
  previousHolder?: Maybe<User>;
  /** The reason given for a take-over or a forced removal; otherwise null. */
  reason?: Maybe<Scalars['String']['output']>;
  /** The record as it is after the event: its `lock` is null when it became free. Null for `SNAPSHOT_END`. */
  record?: Maybe<LockableRecord>;
  /** What the event tells. */
  type: LockEventType;
};

/** What an event tells. */
export type LockEventType =
  /** The lock was granted to somebody who asked. */
  | 'ACQUIRED'
  /** The time of the lock was over. */
  | 'EXPIRED'
  /** Somebody else removed the lock. */
  | 'FORCE_REMOVED'
  /** Its holder removed the lock. */
  | 'RELEASED'
  /** The lock goes on, or the user it was reserved for acquired it. */
  | 'RENEWED'
  /** The lock passed to the first in line. */
  | 'RESERVED'
  /** A lock stands: the subscription begins, or begins anew. */
  | 'SNAPSHOT'
  /** All that stand have been told since the first `SNAPSHOT`: every other record is free. Without any `SNAPSHOT` before it, all records are. */
  | 'SNAPSHOT_END'
  /** The lock passed to another user, or to another session of its holder. */
  | 'TAKEN_OVER'
  /** Somebody joined or left the line, or changed a message. */
  | 'WAITERS_CHANGED';

/** The caller holds the record under exactly that fencing token. */
export type LockHeld = {
  __typename?: 'LockHeld';
  /** The caller's lock. */
  lock: Lock;
  /** The record at the moment of the decision, with its effect. */
  record: LockableRecord;
};

/** One page of the history, newest first. */
export type LockHistoryConnection = {
  __typename?: 'LockHistoryConnection';
  /** The entries, each with its cursor. */
  edges: Array<LockHistoryEdge>;
  /** The times of which entries may be missing, on any page, newest first: at most 100. Read only when selected. */
  gaps: Array<LockHistoryGap>;
  /** The entries on the page, for clients that do not need edges. */
  nodes: Array<LockHistoryEntry>;
  /** The position of the page in the history. */
  pageInfo: PageInfo;
};

/** An entry on a page, with its position in the history. */
export type LockHistoryEdge = {
  __typename?: 'LockHistoryEdge';
  /** The position of the entry, for use as `after`. It is valid only with the same `route` and `id`, or `actorId`. */
  cursor: Scalars['String']['output'];
  /** The entry. */
  node: LockHistoryEntry;
};

/** One grant of a lock, or the end of one. */
export type LockHistoryEntry = {
  __typename?: 'LockHistoryEntry';
  /** Who did it; null when nobody did (`EXPIRED`, `RESERVED`), or when it is not known. */
  actor?: Maybe<User>;
  /** When; of an expiry, when the time was over. */
  at: Scalars['DateTime']['output'];
  /** The fencing token of the grant. */
  fencingToken: Scalars['SafeInt']['output'];
  /** Who got the lock, or who had it when it ended. */
  holder: User;
  /** Unique, and always the same for this entry. */
  id: Scalars['ID']['output'];
  /** The note of the holder. */
  note?: Maybe<Scalars['String']['output']>;
  /** From whom the lock passed; null unless it was `TAKEN_OVER` or `RESERVED`. */
  previousHolder?: Maybe<User>;
  /** The reason that was given for taking the lock over or removing it by force. */
  reason?: Maybe<Scalars['String']['output']>;
  /** The id of the record within the route. */
  resourceId: Scalars['ID']['output'];
  /** The base route of the record. */
  route: Scalars['String']['output'];
  /** What happened. */
  type: LockHistoryType;
};

/** A time of which entries may be missing, of any lock: no gateway was there to record them, for longer than the database remembers its changes. */
export type LockHistoryGap = {
  __typename?: 'LockHistoryGap';
  /** When it begins; null when nothing was recorded before `until`. */
  from?: Maybe<Scalars['DateTime']['output']>;
  /** When it ends. */
  until: Scalars['DateTime']['output'];
};

/** What happened to a lock: the first three grant it, the others end a grant. */
export type LockHistoryType =
  /** It was granted to somebody who asked. */
  | 'ACQUIRED'
  /** Its time was over. */
  | 'EXPIRED'
  /** Somebody else removed it. */
  | 'FORCE_REMOVED'
  /** Its holder removed it. */
  | 'RELEASED'
  /** It was granted to the first in line. */
  | 'RESERVED'
  /** It was granted in place of its holder, whose grant ended with it. */
  | 'TAKEN_OVER';

/** Names one record. */
export type LockKeyInput = {
  /** The id of the resource within the route, e.g. `1234`: 1 to 256 characters. */
  id: Scalars['ID']['input'];
  /** The base route, e.g. `volume`: 1 to 128 characters. Surrounding slashes are ignored; otherwise routes are compared exactly. */
  route: Scalars['String']['input'];
};

/** The grant of that fencing token does not hold the record: it has ended, or is a reservation that the caller has not acquired yet. Do not save the record with it. */
export type LockLost = {
  __typename?: 'LockLost';
  /** The lock that holds the record now; null when the record is free. `heldByMe` is true when the caller has it under a newer grant, for example in another tab. */
  currentLock?: Maybe<Lock>;
  /** A sentence for people: why the lock is lost. */
  message: Scalars['String']['output'];
  /** The record at the moment of the decision, with its effect. */
  record: LockableRecord;
};

/** There is no such lock; nothing was changed. Either the record is free, or the caller holds it with another fencing token than the given one. */
export type LockNotFound = {
  __typename?: 'LockNotFound';
  /** A sentence for people. */
  message: Scalars['String']['output'];
  /** The record at the moment of the decision, with its effect. */
  record: LockableRecord;
};

/** Another user has the lock, or the caller has it in another session (`lock.heldByMe` is true), and the caller waits in line for it. The place is kept for 60 seconds: ask again before, for example every 20 seconds. */
export type LockQueued = {
  __typename?: 'LockQueued';
  /** The lock that the caller waits for. */
  lock: Lock;
  /** The caller's place in the line: 1 is next, 50 the last. */
  position: Scalars['Int']['output'];
  /** The record at the moment of the decision, with its effect. */
  record: LockableRecord;
};

/** The lock was removed. The record is free, or if somebody waited, reserved for the first in line (`record.lock`). */
export type LockRemoved = {
  __typename?: 'LockRemoved';
  /** The fencing token of the removed grant. */
  fencingToken: Scalars['SafeInt']['output'];
  /** Who had the lock. */
  previousHolder: User;
  /** The record at the moment of the decision, with its effect. */
  record: LockableRecord;
};

/** The caller still has the lock, and its lease has a new end. */
export type LockRenewed = {
  __typename?: 'LockRenewed';
  /** The caller's lock. If it had expired, it has a new fencing token: use that from now on. */
  lock: Lock;
  /** The record at the moment of the decision, with its effect. */
  record: LockableRecord;
};

/** The caller took the lock over; whoever waits for it still does. */
export type LockTakenOver = {
  __typename?: 'LockTakenOver';
  /** The caller's lock, under a new fencing token. */
  lock: Lock;
  /** Who had the lock before; possibly the caller. */
  previousHolder: User;
  /** The record at the moment of the decision, with its effect. */
  record: LockableRecord;
};

/** Someone who waits in line for a lock. */
export type LockWaiter = {
  __typename?: 'LockWaiter';
  /** The message to the holder, shown to the holder and the author alone; null to others, and when there is none. */
  message?: Maybe<Scalars['String']['output']>;
  /** The place in the line: 1 is next. */
  position: Scalars['Int']['output'];
  /** When the user joined the line; asking again changes nothing. */
  since: Scalars['DateTime']['output'];
  /** Who waits. */
  user: User;
};

/** A record that can be locked, whether or not it is. Its id does not depend on its lock, so a client that normalizes by id sees every change of `lock`, also from and to null. */
export type LockableRecord = {
  __typename?: 'LockableRecord';
  /** `record:` and the full lock identifier, e.g. `record:volume/1234`. */
  id: Scalars['ID']['output'];
  /** The lock that holds the record; null when it is free. */
  lock?: Maybe<Lock>;
  /** The id of the resource within the route, e.g. `1234`. */
  resourceId: Scalars['ID']['output'];
  /** The base route without surrounding slashes, e.g. `volume`. */
  route: Scalars['String']['output'];
};

/** Changes. An expected outcome, such as a conflict, is a member of the result union; any other failure is in `errors`, with a code in `extensions`. */
export type Mutation = {
  __typename?: 'Mutation';
  /** Acquires a free lock, or one reserved for the caller, or renews the caller's own. A conflict says who holds it; it is with oneself when the lock is in another session than `sessionId`. Needs `manage-locks`. */
  acquireLock: AcquireLockResult;
  /** Acquires 1 to 100 records in one call, each as `acquireLock` would. With `ALL` it is every one or none, and nobody ever sees a part; that needs a MongoDB replica set, otherwise the answer is `REPLICA_SET_REQUIRED`. Needs `manage-locks`. */
  acquireLocks: AcquireLocksPayload;
  /** Removes a held lock of any user, which then passes to the first in line. Needs `override-locks` as well as `manage-locks`. */
  forceRemoveLock: RemoveLockResult;
  /** Removes the caller's own lock, which then passes to the first in line. Needs no permission; a caller without `manage-locks` gets `FORBIDDEN` for any other lock. */
  removeLock: RemoveLockResult;
  /** Removes 1 to 100 of the caller's locks in one call, each as `removeLock` would. The results are in the order of the items; one is null if its removal failed, with the reason in `errors`. */
  removeLocks: Array<Maybe<RemoveLockResult>>;
  /** Removes all locks of the caller, as on log-out, and returns how many; also leaves every line. Needs no permission. */
  removeMyLocks: Scalars['Int']['output'];
  /** Renews the grant of a fencing token for its current lease. An expired grant is revived with a new token, unless another grant followed or it was held as long as `MAX_HOLD` allows; a lost grant is never replaced. Needs `manage-locks`. */
  renewLock: RenewLockResult;
  /** Renews 1 to 100 grants in one call, each as `renewLock` would: all heartbeats of a page. The results are in the order of the items; one is null if its renewal failed, with the reason in `errors`. Needs `manage-locks`. */
  renewLocks: Array<Maybe<RenewLockResult>>;
  /** Acquires a lock like `acquireLock`, or waits in line for it while another user, or another session of the caller, has it. The place is kept for 60 seconds after the last call; asking again renews it. When the lock ends, it is reserved for the first in line for 30 seconds: the next call of that user acquires it, and nobody else can. A line has 50 places, then the answer is `BAD_USER_INPUT`. Needs `manage-locks`. */
  requestLock: RequestLockResult;
  /** Moves a held lock, also a reserved one, to the caller atomically, with a new fencing token; the line stays as it is. Needs `override-locks` as well as `manage-locks`. */
  takeOverLock: TakeOverLockResult;
  /** Leaves the line, or lets go of a lock that is reserved for the caller. False when the caller did not wait. Needs `manage-locks`. */
  withdrawRequest: Scalars['Boolean']['output'];
};


/** Changes. An expected outcome, such as a conflict, is a member of the result union; any other failure is in `errors`, with a code in `extensions`. */
export type MutationAcquireLockArgs = {
  adopt?: InputMaybe<Scalars['Boolean']['input']>;
  id: Scalars['ID']['input'];
  note?: InputMaybe<Scalars['String']['input']>;
  route: Scalars['String']['input'];
  sessionId?: InputMaybe<Scalars['ID']['input']>;
  ttlSeconds?: InputMaybe<Scalars['Int']['input']>;
};


/** Changes. An expected outcome, such as a conflict, is a member of the result union; any other failure is in `errors`, with a code in `extensions`. */
export type MutationAcquireLocksArgs = {
  items: Array<LockKeyInput>;
  mode?: InputMaybe<AcquireMode>;
  note?: InputMaybe<Scalars['String']['input']>;
  sessionId?: InputMaybe<Scalars['ID']['input']>;
  ttlSeconds?: InputMaybe<Scalars['Int']['input']>;
};


/** Changes. An expected outcome, such as a conflict, is a member of the result union; any other failure is in `errors`, with a code in `extensions`. */
export type MutationForceRemoveLockArgs = {
  id: Scalars['ID']['input'];
  reason?: InputMaybe<Scalars['String']['input']>;
  route: Scalars['String']['input'];
};


/** Changes. An expected outcome, such as a conflict, is a member of the result union; any other failure is in `errors`, with a code in `extensions`. */
export type MutationRemoveLockArgs = {
  fencingToken?: InputMaybe<Scalars['SafeInt']['input']>;
  id: Scalars['ID']['input'];
  route: Scalars['String']['input'];
  sessionId?: InputMaybe<Scalars['ID']['input']>;
};


/** Changes. An expected outcome, such as a conflict, is a member of the result union; any other failure is in `errors`, with a code in `extensions`. */
export type MutationRemoveLocksArgs = {
  items: Array<RemoveLockInput>;
};


/** Changes. An expected outcome, such as a conflict, is a member of the result union; any other failure is in `errors`, with a code in `extensions`. */
export type MutationRenewLockArgs = {
  fencingToken: Scalars['SafeInt']['input'];
  id: Scalars['ID']['input'];
  route: Scalars['String']['input'];
};


/** Changes. An expected outcome, such as a conflict, is a member of the result union; any other failure is in `errors`, with a code in `extensions`. */
export type MutationRenewLocksArgs = {
  items: Array<RenewLockInput>;
};


/** Changes. An expected outcome, such as a conflict, is a member of the result union; any other failure is in `errors`, with a code in `extensions`. */
export type MutationRequestLockArgs = {
  id: Scalars['ID']['input'];
  message?: InputMaybe<Scalars['String']['input']>;
  route: Scalars['String']['input'];
  sessionId?: InputMaybe<Scalars['ID']['input']>;
};


/** Changes. An expected outcome, such as a conflict, is a member of the result union; any other failure is in `errors`, with a code in `extensions`. */
export type MutationTakeOverLockArgs = {
  id: Scalars['ID']['input'];
  note?: InputMaybe<Scalars['String']['input']>;
  reason?: InputMaybe<Scalars['String']['input']>;
  route: Scalars['String']['input'];
  ttlSeconds?: InputMaybe<Scalars['Int']['input']>;
};


/** Changes. An expected outcome, such as a conflict, is a member of the result union; any other failure is in `errors`, with a code in `extensions`. */
export type MutationWithdrawRequestArgs = {
  id: Scalars['ID']['input'];
  route: Scalars['String']['input'];
};

/** The position of a page in its list. */
export type PageInfo = {
  __typename?: 'PageInfo';
  /** The cursor of the last lock on the page; pass it as `after` with `first` for the next page. Null when the page is empty. */
  endCursor?: Maybe<Scalars['String']['output']>;
  /** True when matching locks follow this page. */
  hasNextPage: Scalars['Boolean']['output'];
  /** True when matching locks precede this page. */
  hasPreviousPage: Scalars['Boolean']['output'];
  /** The cursor of the first lock on the page; pass it as `before` with `last` for the previous page. Null when the page is empty. */
  startCursor?: Maybe<Scalars['String']['output']>;
};

/** Reads; none of them changes or renews a lock. */
export type Query = {
  __typename?: 'Query';
  /** For the service that saves records: whether the caller holds 1 to 100 records under exactly these fencing tokens, after every change that was acknowledged before, by whichever gateway. Renews nothing. The results are in the order of the items; one is null if its check failed, with the reason in `errors`. Needs `manage-locks`. */
  checkLocks: Array<Maybe<CheckLockResult>>;
  /** The lock on a record; null when it is free. Needs `manage-locks`. */
  lock?: Maybe<Lock>;
  /** What happened to the lock of one record (`route` and `id`), or what one user did (`actorId`): every grant and every end of one, newest first, about a second after it happened, under full load up to 15 s; renewals are left out. Kept for `HISTORY_RETENTION`. Needs `manage-locks`, and `override-locks` as well for what other users did. */
  lockHistory: LockHistoryConnection;
  /** Held locks, ordered by route and resource id. With `route` and `ids`: which of these rows are locked, and by whom. All filters apply together. Needs `manage-locks`. */
  locks: LockConnection;
  /** The signed-in user, with their permissions. Needs `manage-locks`. */
  me: Viewer;
  /** One record and the lock that holds it, if any. Needs `manage-locks`. */
  record: LockableRecord;
  /** Records of one route, whether locked or free, in the order of `ids`: the rows of a table, each with its lock. Needs `manage-locks`. */
  records: Array<LockableRecord>;
};


/** Reads; none of them changes or renews a lock. */
export type QueryCheckLocksArgs = {
  items: Array<CheckLockInput>;
};


/** Reads; none of them changes or renews a lock. */
export type QueryLockArgs = {
  id: Scalars['ID']['input'];
  route: Scalars['String']['input'];
};


/** Reads; none of them changes or renews a lock. */
export type QueryLockHistoryArgs = {
  actorId?: InputMaybe<Scalars['ID']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  id?: InputMaybe<Scalars['ID']['input']>;
  route?: InputMaybe<Scalars['String']['input']>;
};


/** Reads; none of them changes or renews a lock. */
export type QueryLocksArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  holderId?: InputMaybe<Scalars['ID']['input']>;
  ids?: InputMaybe<Array<Scalars['ID']['input']>>;
  last?: InputMaybe<Scalars['Int']['input']>;
  mine?: InputMaybe<Scalars['Boolean']['input']>;
  route?: InputMaybe<Scalars['String']['input']>;
};


/** Reads; none of them changes or renews a lock. */
export type QueryRecordArgs = {
  id: Scalars['ID']['input'];
  route: Scalars['String']['input'];
};


/** Reads; none of them changes or renews a lock. */
export type QueryRecordsArgs = {
  ids: Array<Scalars['ID']['input']>;
  route: Scalars['String']['input'];
};

/** Names one of the caller's locks to remove. */
export type RemoveLockInput = {
  /** Removes only the grant with this fencing token; null removes any of the caller. */
  fencingToken?: InputMaybe<Scalars['SafeInt']['input']>;
  /** The id of the resource within the route, e.g. `1234`: 1 to 256 characters. */
  id: Scalars['ID']['input'];
  /** The base route, e.g. `volume`: 1 to 128 characters. Surrounding slashes are ignored; otherwise routes are compared exactly. */
  route: Scalars['String']['input'];
  /** Removes only a grant in this session: for an acquire whose answer was lost, so that its token is not known. Null removes one in any session. */
  sessionId?: InputMaybe<Scalars['ID']['input']>;
};

/** The results of `removeLock`, of each item of `removeLocks`, and of `forceRemoveLock`, which never returns `LockConflict`. */
export type RemoveLockResult = LockConflict | LockNotFound | LockRemoved;

/** Names one grant to renew. */
export type RenewLockInput = {
  /** The fencing token of the grant. */
  fencingToken: Scalars['SafeInt']['input'];
  /** The id of the resource within the route, e.g. `1234`: 1 to 256 characters. */
  id: Scalars['ID']['input'];
  /** The base route, e.g. `volume`: 1 to 128 characters. Surrounding slashes are ignored; otherwise routes are compared exactly. */
  route: Scalars['String']['input'];
};

/** The results of `renewLock`, and of each item of `renewLocks`. */
export type RenewLockResult = LockLost | LockRenewed;

/** The results of `requestLock`. */
export type RequestLockResult = LockAcquired | LockQueued;

/** What happens to locks as it happens, over WebSocket and Server-Sent Events. */
export type Subscription = {
  __typename?: 'Subscription';
  /** First the locks that stand, as `SNAPSHOT`, then `SNAPSHOT_END`, then every change of a lock that the filters let through: no gap, none twice, those of one lock in order. All filters apply together. A new series of `SNAPSHOT` replaces all that was told before: it comes when the subscriber reads too slowly, or when the database lost track. Needs `manage-locks`, and a MongoDB replica set. */
  lockEvents: LockEvent;
};


/** What happens to locks as it happens, over WebSocket and Server-Sent Events. */
export type SubscriptionLockEventsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  holderId?: InputMaybe<Scalars['ID']['input']>;
  ids?: InputMaybe<Array<Scalars['ID']['input']>>;
  mine?: InputMaybe<Scalars['Boolean']['input']>;
  route?: InputMaybe<Scalars['String']['input']>;
  snapshot?: InputMaybe<Scalars['Boolean']['input']>;
};

/** The results of `takeOverLock`. */
export type TakeOverLockResult = LockNotFound | LockTakenOver;

/** A user who can hold a lock. */
export type User = {
  __typename?: 'User';
  /** The unique id of the user. */
  id: Scalars['ID']['output'];
  /** The display name. For the holder of a lock, the name at the time of the acquire. */
  username: Scalars['String']['output'];
};

/** The caller and their permissions. */
export type Viewer = {
  __typename?: 'Viewer';
  /** All permissions of the caller. `manage-locks` is needed for everything except removing one's own locks; taking over or force-removing a lock needs `override-locks` as well. */
  permissions: Array<Scalars['String']['output']>;
  /** The caller as a user, who is the `holder` of their locks. */
  user: User;
};

export type LockFieldsFragment = { __typename?: 'Lock', id: string, route: string, resourceId: string, acquiredAt: string, renewedAt: string, expiresAt?: string | null, expiresInMs?: number | null, fencingToken: number, note?: string | null, sessionId?: string | null, reserved: boolean, holdEndsAt?: string | null, waiterCount: number, heldByMe: boolean, canTakeOver: boolean, holder: { __typename?: 'User', id: string, username: string } };

export type LineFragment = { __typename?: 'Lock', waiters: Array<{ __typename?: 'LockWaiter', since: string, message?: string | null, position: number, user: { __typename?: 'User', id: string, username: string } }> };

export type RecordFieldsFragment = { __typename?: 'LockableRecord', id: string, route: string, resourceId: string, lock?: { __typename?: 'Lock', id: string, route: string, resourceId: string, acquiredAt: string, renewedAt: string, expiresAt?: string | null, expiresInMs?: number | null, fencingToken: number, note?: string | null, sessionId?: string | null, reserved: boolean, holdEndsAt?: string | null, waiterCount: number, heldByMe: boolean, canTakeOver: boolean, holder: { __typename?: 'User', id: string, username: string } } | null };

export type AcquiredFragment = { __typename?: 'LockAcquired', created: boolean, record: { __typename?: 'LockableRecord', id: string, route: string, resourceId: string, lock?: { __typename?: 'Lock', id: string, route: string, resourceId: string, acquiredAt: string, renewedAt: string, expiresAt?: string | null, expiresInMs?: number | null, fencingToken: number, note?: string | null, sessionId?: string | null, reserved: boolean, holdEndsAt?: string | null, waiterCount: number, heldByMe: boolean, canTakeOver: boolean, holder: { __typename?: 'User', id: string, username: string } } | null }, lock: { __typename?: 'Lock', id: string, route: string, resourceId: string, acquiredAt: string, renewedAt: string, expiresAt?: string | null, expiresInMs?: number | null, fencingToken: number, note?: string | null, sessionId?: string | null, reserved: boolean, holdEndsAt?: string | null, waiterCount: number, heldByMe: boolean, canTakeOver: boolean, holder: { __typename?: 'User', id: string, username: string } } };

export type ConflictFragment = { __typename?: 'LockConflict', message: string, record: { __typename?: 'LockableRecord', id: string, route: string, resourceId: string, lock?: { __typename?: 'Lock', id: string, route: string, resourceId: string, acquiredAt: string, renewedAt: string, expiresAt?: string | null, expiresInMs?: number | null, fencingToken: number, note?: string | null, sessionId?: string | null, reserved: boolean, holdEndsAt?: string | null, waiterCount: number, heldByMe: boolean, canTakeOver: boolean, holder: { __typename?: 'User', id: string, username: string } } | null }, lock: { __typename?: 'Lock', id: string, route: string, resourceId: string, acquiredAt: string, renewedAt: string, expiresAt?: string | null, expiresInMs?: number | null, fencingToken: number, note?: string | null, sessionId?: string | null, reserved: boolean, holdEndsAt?: string | null, waiterCount: number, heldByMe: boolean, canTakeOver: boolean, holder: { __typename?: 'User', id: string, username: string } } };

export type RenewedFragment = { __typename?: 'LockRenewed', record: { __typename?: 'LockableRecord', id: string, route: string, resourceId: string, lock?: { __typename?: 'Lock', id: string, route: string, resourceId: string, acquiredAt: string, renewedAt: string, expiresAt?: string | null, expiresInMs?: number | null, fencingToken: number, note?: string | null, sessionId?: string | null, reserved: boolean, holdEndsAt?: string | null, waiterCount: number, heldByMe: boolean, canTakeOver: boolean, holder: { __typename?: 'User', id: string, username: string } } | null }, lock: { __typename?: 'Lock', id: string, route: string, resourceId: string, acquiredAt: string, renewedAt: string, expiresAt?: string | null, expiresInMs?: number | null, fencingToken: number, note?: string | null, sessionId?: string | null, reserved: boolean, holdEndsAt?: string | null, waiterCount: number, heldByMe: boolean, canTakeOver: boolean, holder: { __typename?: 'User', id: string, username: string } } };

export type LostFragment = { __typename?: 'LockLost', message: string, record: { __typename?: 'LockableRecord', id: string, route: string, resourceId: string, lock?: { __typename?: 'Lock', id: string, route: string, resourceId: string, acquiredAt: string, renewedAt: string, expiresAt?: string | null, expiresInMs?: number | null, fencingToken: number, note?: string | null, sessionId?: string | null, reserved: boolean, holdEndsAt?: string | null, waiterCount: number, heldByMe: boolean, canTakeOver: boolean, holder: { __typename?: 'User', id: string, username: string } } | null }, currentLock?: { __typename?: 'Lock', id: string, route: string, resourceId: string, acquiredAt: string, renewedAt: string, expiresAt?: string | null, expiresInMs?: number | null, fencingToken: number, note?: string | null, sessionId?: string | null, reserved: boolean, holdEndsAt?: string | null, waiterCount: number, heldByMe: boolean, canTakeOver: boolean, holder: { __typename?: 'User', id: string, username: string } } | null };

export type RemovedFragment = { __typename?: 'LockRemoved', fencingToken: number, record: { __typename?: 'LockableRecord', id: string, route: string, resourceId: string, lock?: { __typename?: 'Lock', id: string, route: string, resourceId: string, acquiredAt: string, renewedAt: string, expiresAt?: string | null, expiresInMs?: number | null, fencingToken: number, note?: string | null, sessionId?: string | null, reserved: boolean, holdEndsAt?: string | null, waiterCount: number, heldByMe: boolean, canTakeOver: boolean, holder: { __typename?: 'User', id: string, username: string } } | null }, previousHolder: { __typename?: 'User', id: string, username: string } };

export type NotFoundFragment = { __typename?: 'LockNotFound', message: string, record: { __typename?: 'LockableRecord', id: string, route: string, resourceId: string, lock?: { __typename?: 'Lock', id: string, route: string, resourceId: string, acquiredAt: string, renewedAt: string, expiresAt?: string | null, expiresInMs?: number | null, fencingToken: number, note?: string | null, sessionId?: string | null, reserved: boolean, holdEndsAt?: string | null, waiterCount: number, heldByMe: boolean, canTakeOver: boolean, holder: { __typename?: 'User', id: string, username: string } } | null } };

export type MeQueryVariables = Exact<{ [key: string]: never; }>;


export type MeQuery = { __typename?: 'Query', me: { __typename?: 'Viewer', permissions: Array<string>, user: { __typename?: 'User', id: string, username: string } } };

export type FindRecordQueryVariables = Exact<{
  route?: Scalars['String']['input'];
  id?: Scalars['ID']['input'];
}>;


export type FindRecordQuery = { __typename?: 'Query', record: { __typename?: 'LockableRecord', id: string, route: string, resourceId: string, lock?: { __typename?: 'Lock', id: string, route: string, resourceId: string, acquiredAt: string, renewedAt: string, expiresAt?: string | null, expiresInMs?: number | null, fencingToken: number, note?: string | null, sessionId?: string | null, reserved: boolean, holdEndsAt?: string | null, waiterCount: number, heldByMe: boolean, canTakeOver: boolean, holder: { __typename?: 'User', id: string, username: string } } | null } };

export type FindRecordsQueryVariables = Exact<{
  route?: Scalars['String']['input'];
  ids?: Array<Scalars['ID']['input']> | Scalars['ID']['input'];
}>;


export type FindRecordsQuery = { __typename?: 'Query', records: Array<{ __typename?: 'LockableRecord', id: string, route: string, resourceId: string, lock?: { __typename?: 'Lock', id: string, route: string, resourceId: string, acquiredAt: string, renewedAt: string, expiresAt?: string | null, expiresInMs?: number | null, fencingToken: number, note?: string | null, sessionId?: string | null, reserved: boolean, holdEndsAt?: string | null, waiterCount: number, heldByMe: boolean, canTakeOver: boolean, holder: { __typename?: 'User', id: string, username: string } } | null }> };

export type LocksOfRowsQueryVariables = Exact<{
  route?: Scalars['String']['input'];
  ids?: InputMaybe<Array<Scalars['ID']['input']> | Scalars['ID']['input']>;
}>;


export type LocksOfRowsQuery = { __typename?: 'Query', locks: { __typename?: 'LockConnection', nodes: Array<{ __typename?: 'Lock', id: string, route: string, resourceId: string, acquiredAt: string, renewedAt: string, expiresAt?: string | null, expiresInMs?: number | null, fencingToken: number, note?: string | null, sessionId?: string | null, reserved: boolean, holdEndsAt?: string | null, waiterCount: number, heldByMe: boolean, canTakeOver: boolean, holder: { __typename?: 'User', id: string, username: string } }> } };

export type MyLocksQueryVariables = Exact<{
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
}>;


export type MyLocksQuery = { __typename?: 'Query', locks: { __typename?: 'LockConnection', totalCount: number, nodes: Array<{ __typename?: 'Lock', id: string, route: string, resourceId: string, acquiredAt: string, renewedAt: string, expiresAt?: string | null, expiresInMs?: number | null, fencingToken: number, note?: string | null, sessionId?: string | null, reserved: boolean, holdEndsAt?: string | null, waiterCount: number, heldByMe: boolean, canTakeOver: boolean, holder: { __typename?: 'User', id: string, username: string } }>, pageInfo: { __typename?: 'PageInfo', hasNextPage: boolean, endCursor?: string | null } } };

export type AcquireLockMutationVariables = Exact<{
  route?: Scalars['String']['input'];
  id?: Scalars['ID']['input'];
  ttlSeconds?: InputMaybe<Scalars['Int']['input']>;
  note?: InputMaybe<Scalars['String']['input']>;
  sessionId?: InputMaybe<Scalars['ID']['input']>;
  adopt?: InputMaybe<Scalars['Boolean']['input']>;
}>;


export type AcquireLockMutation = { __typename?: 'Mutation', acquireLock:
    | { __typename: 'LockAcquired', created: boolean, record: { __typename?: 'LockableRecord', id: string, route: string, resourceId: string, lock?: { __typename?: 'Lock', id: string, route: string, resourceId: string, acquiredAt: string, renewedAt: string, expiresAt?: string | null, expiresInMs?: number | null, fencingToken: number, note?: string | null, sessionId?: string | null, reserved: boolean, holdEndsAt?: string | null, waiterCount: number, heldByMe: boolean, canTakeOver: boolean, holder: { __typename?: 'User', id: string, username: string } } | null }, lock: { __typename?: 'Lock', id: string, route: string, resourceId: string, acquiredAt: string, renewedAt: string, expiresAt?: string | null, expiresInMs?: number | null, fencingToken: number, note?: string | null, sessionId?: string | null, reserved: boolean, holdEndsAt?: string | null, waiterCount: number, heldByMe: boolean, canTakeOver: boolean, holder: { __typename?: 'User', id: string, username: string } } }
    | { __typename: 'LockConflict', message: string, record: { __typename?: 'LockableRecord', id: string, route: string, resourceId: string, lock?: { __typename?: 'Lock', id: string, route: string, resourceId: string, acquiredAt: string, renewedAt: string, expiresAt?: string | null, expiresInMs?: number | null, fencingToken: number, note?: string | null, sessionId?: string | null, reserved: boolean, holdEndsAt?: string | null, waiterCount: number, heldByMe: boolean, canTakeOver: boolean, holder: { __typename?: 'User', id: string, username: string } } | null }, lock: { __typename?: 'Lock', id: string, route: string, resourceId: string, acquiredAt: string, renewedAt: string, expiresAt?: string | null, expiresInMs?: number | null, fencingToken: number, note?: string | null, sessionId?: string | null, reserved: boolean, holdEndsAt?: string | null, waiterCount: number, heldByMe: boolean, canTakeOver: boolean, holder: { __typename?: 'User', id: string, username: string } } }
   };

export type RequestLockMutationVariables = Exact<{
  route?: Scalars['String']['input'];
  id?: Scalars['ID']['input'];
  message?: InputMaybe<Scalars['String']['input']>;
  sessionId?: InputMaybe<Scalars['ID']['input']>;
}>;


export type RequestLockMutation = { __typename?: 'Mutation', requestLock:
    | { __typename: 'LockAcquired', created: boolean, record: { __typename?: 'LockableRecord', id: string, route: string, resourceId: string, lock?: { __typename?: 'Lock', id: string, route: string, resourceId: string, acquiredAt: string, renewedAt: string, expiresAt?: string | null, expiresInMs?: number | null, fencingToken: number, note?: string | null, sessionId?: string | null, reserved: boolean, holdEndsAt?: string | null, waiterCount: number, heldByMe: boolean, canTakeOver: boolean, holder: { __typename?: 'User', id: string, username: string } } | null }, lock: { __typename?: 'Lock', id: string, route: string, resourceId: string, acquiredAt: string, renewedAt: string, expiresAt?: string | null, expiresInMs?: number | null, fencingToken: number, note?: string | null, sessionId?: string | null, reserved: boolean, holdEndsAt?: string | null, waiterCount: number, heldByMe: boolean, canTakeOver: boolean, holder: { __typename?: 'User', id: string, username: string } } }
    | { __typename: 'LockQueued', position: number, record: { __typename?: 'LockableRecord', id: string, route: string, resourceId: string, lock?: { __typename?: 'Lock', id: string, route: string, resourceId: string, acquiredAt: string, renewedAt: string, expiresAt?: string | null, expiresInMs?: number | null, fencingToken: number, note?: string | null, sessionId?: string | null, reserved: boolean, holdEndsAt?: string | null, waiterCount: number, heldByMe: boolean, canTakeOver: boolean, holder: { __typename?: 'User', id: string, username: string } } | null }, lock: { __typename?: 'Lock', id: string, route: string, resourceId: string, acquiredAt: string, renewedAt: string, expiresAt?: string | null, expiresInMs?: number | null, fencingToken: number, note?: string | null, sessionId?: string | null, reserved: boolean, holdEndsAt?: string | null, waiterCount: number, heldByMe: boolean, canTakeOver: boolean, holder: { __typename?: 'User', id: string, username: string }, waiters: Array<{ __typename?: 'LockWaiter', since: string, message?: string | null, position: number, user: { __typename?: 'User', id: string, username: string } }> } }
   };

export type WithdrawRequestMutationVariables = Exact<{
  route?: Scalars['String']['input'];
  id?: Scalars['ID']['input'];
}>;


export type WithdrawRequestMutation = { __typename?: 'Mutation', withdrawRequest: boolean };

export type RenewLockMutationVariables = Exact<{
  route?: Scalars['String']['input'];
  id?: Scalars['ID']['input'];
  fencingToken: Scalars['SafeInt']['input'];
}>;


export type RenewLockMutation = { __typename?: 'Mutation', renewLock:
    | { __typename: 'LockLost', message: string, record: { __typename?: 'LockableRecord', id: string, route: string, resourceId: string, lock?: { __typename?: 'Lock', id: string, route: string, resourceId: string, acquiredAt: string, renewedAt: string, expiresAt?: string | null, expiresInMs?: number | null, fencingToken: number, note?: string | null, sessionId?: string | null, reserved: boolean, holdEndsAt?: string | null, waiterCount: number, heldByMe: boolean, canTakeOver: boolean, holder: { __typename?: 'User', id: string, username: string } } | null }, currentLock?: { __typename?: 'Lock', id: string, route: string, resourceId: string, acquiredAt: string, renewedAt: string, expiresAt?: string | null, expiresInMs?: number | null, fencingToken: number, note?: string | null, sessionId?: string | null, reserved: boolean, holdEndsAt?: string | null, waiterCount: number, heldByMe: boolean, canTakeOver: boolean, holder: { __typename?: 'User', id: string, username: string } } | null }
    | { __typename: 'LockRenewed', lock: { __typename?: 'Lock', id: string, route: string, resourceId: string, acquiredAt: string, renewedAt: string, expiresAt?: string | null, expiresInMs?: number | null, fencingToken: number, note?: string | null, sessionId?: string | null, reserved: boolean, holdEndsAt?: string | null, waiterCount: number, heldByMe: boolean, canTakeOver: boolean, waiters: Array<{ __typename?: 'LockWaiter', since: string, message?: string | null, position: number, user: { __typename?: 'User', id: string, username: string } }>, holder: { __typename?: 'User', id: string, username: string } }, record: { __typename?: 'LockableRecord', id: string, route: string, resourceId: string, lock?: { __typename?: 'Lock', id: string, route: string, resourceId: string, acquiredAt: string, renewedAt: string, expiresAt?: string | null, expiresInMs?: number | null, fencingToken: number, note?: string | null, sessionId?: string | null, reserved: boolean, holdEndsAt?: string | null, waiterCount: number, heldByMe: boolean, canTakeOver: boolean, holder: { __typename?: 'User', id: string, username: string } } | null } }
   };

export type RemoveLockMutationVariables = Exact<{
  route?: Scalars['String']['input'];
  id?: Scalars['ID']['input'];
  fencingToken?: InputMaybe<Scalars['SafeInt']['input']>;
}>;


export type RemoveLockMutation = { __typename?: 'Mutation', removeLock:
    | { __typename: 'LockConflict', message: string, record: { __typename?: 'LockableRecord', id: string, route: string, resourceId: string, lock?: { __typename?: 'Lock', id: string, route: string, resourceId: string, acquiredAt: string, renewedAt: string, expiresAt?: string | null, expiresInMs?: number | null, fencingToken: number, note?: string | null, sessionId?: string | null, reserved: boolean, holdEndsAt?: string | null, waiterCount: number, heldByMe: boolean, canTakeOver: boolean, holder: { __typename?: 'User', id: string, username: string } } | null }, lock: { __typename?: 'Lock', id: string, route: string, resourceId: string, acquiredAt: string, renewedAt: string, expiresAt?: string | null, expiresInMs?: number | null, fencingToken: number, note?: string | null, sessionId?: string | null, reserved: boolean, holdEndsAt?: string | null, waiterCount: number, heldByMe: boolean, canTakeOver: boolean, holder: { __typename?: 'User', id: string, username: string } } }
    | { __typename: 'LockNotFound', message: string, record: { __typename?: 'LockableRecord', id: string, route: string, resourceId: string, lock?: { __typename?: 'Lock', id: string, route: string, resourceId: string, acquiredAt: string, renewedAt: string, expiresAt?: string | null, expiresInMs?: number | null, fencingToken: number, note?: string | null, sessionId?: string | null, reserved: boolean, holdEndsAt?: string | null, waiterCount: number, heldByMe: boolean, canTakeOver: boolean, holder: { __typename?: 'User', id: string, username: string } } | null } }
    | { __typename: 'LockRemoved', fencingToken: number, record: { __typename?: 'LockableRecord', id: string, route: string, resourceId: string, lock?: { __typename?: 'Lock', id: string, route: string, resourceId: string, acquiredAt: string, renewedAt: string, expiresAt?: string | null, expiresInMs?: number | null, fencingToken: number, note?: string | null, sessionId?: string | null, reserved: boolean, holdEndsAt?: string | null, waiterCount: number, heldByMe: boolean, canTakeOver: boolean, holder: { __typename?: 'User', id: string, username: string } } | null }, previousHolder: { __typename?: 'User', id: string, username: string } }
   };

export type AcquireLocksMutationVariables = Exact<{
  items?: Array<LockKeyInput> | LockKeyInput;
  mode?: InputMaybe<AcquireMode>;
  sessionId?: InputMaybe<Scalars['ID']['input']>;
}>;


export type AcquireLocksMutation = { __typename?: 'Mutation', acquireLocks: { __typename?: 'AcquireLocksPayload', complete: boolean, acquired: Array<{ __typename?: 'Lock', id: string, route: string, resourceId: string, acquiredAt: string, renewedAt: string, expiresAt?: string | null, expiresInMs?: number | null, fencingToken: number, note?: string | null, sessionId?: string | null, reserved: boolean, holdEndsAt?: string | null, waiterCount: number, heldByMe: boolean, canTakeOver: boolean, holder: { __typename?: 'User', id: string, username: string } }>, conflicts: Array<{ __typename?: 'Lock', id: string, route: string, resourceId: string, acquiredAt: string, renewedAt: string, expiresAt?: string | null, expiresInMs?: number | null, fencingToken: number, note?: string | null, sessionId?: string | null, reserved: boolean, holdEndsAt?: string | null, waiterCount: number, heldByMe: boolean, canTakeOver: boolean, holder: { __typename?: 'User', id: string, username: string } }>, records: Array<{ __typename?: 'LockableRecord', id: string, lock?: { __typename?: 'Lock', id: string, route: string, resourceId: string, acquiredAt: string, renewedAt: string, expiresAt?: string | null, expiresInMs?: number | null, fencingToken: number, note?: string | null, sessionId?: string | null, reserved: boolean, holdEndsAt?: string | null, waiterCount: number, heldByMe: boolean, canTakeOver: boolean, holder: { __typename?: 'User', id: string, username: string } } | null }> } };

export type RenewLocksMutationVariables = Exact<{
  items?: Array<RenewLockInput> | RenewLockInput;
}>;


export type RenewLocksMutation = { __typename?: 'Mutation', renewLocks: Array<
    | { __typename: 'LockLost', message: string, record: { __typename?: 'LockableRecord', id: string, route: string, resourceId: string, lock?: { __typename?: 'Lock', id: string, route: string, resourceId: string, acquiredAt: string, renewedAt: string, expiresAt?: string | null, expiresInMs?: number | null, fencingToken: number, note?: string | null, sessionId?: string | null, reserved: boolean, holdEndsAt?: string | null, waiterCount: number, heldByMe: boolean, canTakeOver: boolean, holder: { __typename?: 'User', id: string, username: string } } | null }, currentLock?: { __typename?: 'Lock', id: string, route: string, resourceId: string, acquiredAt: string, renewedAt: string, expiresAt?: string | null, expiresInMs?: number | null, fencingToken: number, note?: string | null, sessionId?: string | null, reserved: boolean, holdEndsAt?: string | null, waiterCount: number, heldByMe: boolean, canTakeOver: boolean, holder: { __typename?: 'User', id: string, username: string } } | null }
    | { __typename: 'LockRenewed', record: { __typename?: 'LockableRecord', id: string, route: string, resourceId: string, lock?: { __typename?: 'Lock', id: string, route: string, resourceId: string, acquiredAt: string, renewedAt: string, expiresAt?: string | null, expiresInMs?: number | null, fencingToken: number, note?: string | null, sessionId?: string | null, reserved: boolean, holdEndsAt?: string | null, waiterCount: number, heldByMe: boolean, canTakeOver: boolean, holder: { __typename?: 'User', id: string, username: string } } | null }, lock: { __typename?: 'Lock', id: string, route: string, resourceId: string, acquiredAt: string, renewedAt: string, expiresAt?: string | null, expiresInMs?: number | null, fencingToken: number, note?: string | null, sessionId?: string | null, reserved: boolean, holdEndsAt?: string | null, waiterCount: number, heldByMe: boolean, canTakeOver: boolean, holder: { __typename?: 'User', id: string, username: string } } }
   | null> };

export type RemoveLocksMutationVariables = Exact<{
  items?: Array<RemoveLockInput> | RemoveLockInput;
}>;


export type RemoveLocksMutation = { __typename?: 'Mutation', removeLocks: Array<
    | { __typename: 'LockConflict', message: string, record: { __typename?: 'LockableRecord', id: string, route: string, resourceId: string, lock?: { __typename?: 'Lock', id: string, route: string, resourceId: string, acquiredAt: string, renewedAt: string, expiresAt?: string | null, expiresInMs?: number | null, fencingToken: number, note?: string | null, sessionId?: string | null, reserved: boolean, holdEndsAt?: string | null, waiterCount: number, heldByMe: boolean, canTakeOver: boolean, holder: { __typename?: 'User', id: string, username: string } } | null }, lock: { __typename?: 'Lock', id: string, route: string, resourceId: string, acquiredAt: string, renewedAt: string, expiresAt?: string | null, expiresInMs?: number | null, fencingToken: number, note?: string | null, sessionId?: string | null, reserved: boolean, holdEndsAt?: string | null, waiterCount: number, heldByMe: boolean, canTakeOver: boolean, holder: { __typename?: 'User', id: string, username: string } } }
    | { __typename: 'LockNotFound', message: string, record: { __typename?: 'LockableRecord', id: string, route: string, resourceId: string, lock?: { __typename?: 'Lock', id: string, route: string, resourceId: string, acquiredAt: string, renewedAt: string, expiresAt?: string | null, expiresInMs?: number | null, fencingToken: number, note?: string | null, sessionId?: string | null, reserved: boolean, holdEndsAt?: string | null, waiterCount: number, heldByMe: boolean, canTakeOver: boolean, holder: { __typename?: 'User', id: string, username: string } } | null } }
    | { __typename: 'LockRemoved', fencingToken: number, record: { __typename?: 'LockableRecord', id: string, route: string, resourceId: string, lock?: { __typename?: 'Lock', id: string, route: string, resourceId: string, acquiredAt: string, renewedAt: string, expiresAt?: string | null, expiresInMs?: number | null, fencingToken: number, note?: string | null, sessionId?: string | null, reserved: boolean, holdEndsAt?: string | null, waiterCount: number, heldByMe: boolean, canTakeOver: boolean, holder: { __typename?: 'User', id: string, username: string } } | null }, previousHolder: { __typename?: 'User', id: string, username: string } }
   | null> };

export type RemoveMyLocksMutationVariables = Exact<{ [key: string]: never; }>;


export type RemoveMyLocksMutation = { __typename?: 'Mutation', removeMyLocks: number };

export type LockEventsSubscriptionVariables = Exact<{
  route?: InputMaybe<Scalars['String']['input']>;
  mine?: InputMaybe<Scalars['Boolean']['input']>;
}>;


export type LockEventsSubscription = { __typename?: 'Subscription', lockEvents: { __typename?: 'LockEvent', type: LockEventType, at: string, reason?: string | null, cursor?: string | null, record?: { __typename?: 'LockableRecord', id: string, route: string, resourceId: string, lock?: { __typename?: 'Lock', id: string, route: string, resourceId: string, acquiredAt: string, renewedAt: string, expiresAt?: string | null, expiresInMs?: number | null, fencingToken: number, note?: string | null, sessionId?: string | null, reserved: boolean, holdEndsAt?: string | null, waiterCount: number, heldByMe: boolean, canTakeOver: boolean, holder: { __typename?: 'User', id: string, username: string } } | null } | null, previousHolder?: { __typename?: 'User', id: string, username: string } | null, actor?: { __typename?: 'User', id: string, username: string } | null } };

export type FindLockQueryVariables = Exact<{
  route?: Scalars['String']['input'];
  id?: Scalars['ID']['input'];
}>;


export type FindLockQuery = { __typename?: 'Query', lock?: { __typename?: 'Lock', id: string, route: string, resourceId: string, acquiredAt: string, renewedAt: string, expiresAt?: string | null, expiresInMs?: number | null, fencingToken: number, note?: string | null, sessionId?: string | null, reserved: boolean, holdEndsAt?: string | null, waiterCount: number, heldByMe: boolean, canTakeOver: boolean, holder: { __typename?: 'User', id: string, username: string }, waiters: Array<{ __typename?: 'LockWaiter', since: string, message?: string | null, position: number, user: { __typename?: 'User', id: string, username: string } }> } | null };

export type ListLocksQueryVariables = Exact<{
  route?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
}>;


export type ListLocksQuery = { __typename?: 'Query', locks: { __typename?: 'LockConnection', nodes: Array<{ __typename?: 'Lock', id: string, route: string, resourceId: string, acquiredAt: string, renewedAt: string, expiresAt?: string | null, expiresInMs?: number | null, fencingToken: number, note?: string | null, sessionId?: string | null, reserved: boolean, holdEndsAt?: string | null, waiterCount: number, heldByMe: boolean, canTakeOver: boolean, holder: { __typename?: 'User', id: string, username: string } }>, edges: Array<{ __typename?: 'LockEdge', cursor: string, node: { __typename?: 'Lock', id: string } }>, pageInfo: { __typename?: 'PageInfo', hasNextPage: boolean, hasPreviousPage: boolean, startCursor?: string | null, endCursor?: string | null } } };

export type ListLocksBackwardsQueryVariables = Exact<{
  route?: InputMaybe<Scalars['String']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
}>;


export type ListLocksBackwardsQuery = { __typename?: 'Query', locks: { __typename?: 'LockConnection', nodes: Array<{ __typename?: 'Lock', id: string, route: string, resourceId: string, acquiredAt: string, renewedAt: string, expiresAt?: string | null, expiresInMs?: number | null, fencingToken: number, note?: string | null, sessionId?: string | null, reserved: boolean, holdEndsAt?: string | null, waiterCount: number, heldByMe: boolean, canTakeOver: boolean, holder: { __typename?: 'User', id: string, username: string } }>, pageInfo: { __typename?: 'PageInfo', hasPreviousPage: boolean, startCursor?: string | null } } };

export type LocksOfHolderQueryVariables = Exact<{
  holderId?: Scalars['ID']['input'];
}>;


export type LocksOfHolderQuery = { __typename?: 'Query', locks: { __typename?: 'LockConnection', totalCount: number, nodes: Array<{ __typename?: 'Lock', id: string, route: string, resourceId: string, acquiredAt: string, renewedAt: string, expiresAt?: string | null, expiresInMs?: number | null, fencingToken: number, note?: string | null, sessionId?: string | null, reserved: boolean, holdEndsAt?: string | null, waiterCount: number, heldByMe: boolean, canTakeOver: boolean, holder: { __typename?: 'User', id: string, username: string } }> } };

export type HistoryOfRecordQueryVariables = Exact<{
  route?: InputMaybe<Scalars['String']['input']>;
  id?: InputMaybe<Scalars['ID']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
}>;


export type HistoryOfRecordQuery = { __typename?: 'Query', lockHistory: { __typename?: 'LockHistoryConnection', nodes: Array<{ __typename?: 'LockHistoryEntry', id: string, type: LockHistoryType, at: string, fencingToken: number, note?: string | null, reason?: string | null, actor?: { __typename?: 'User', id: string, username: string } | null, holder: { __typename?: 'User', id: string, username: string }, previousHolder?: { __typename?: 'User', id: string, username: string } | null }>, pageInfo: { __typename?: 'PageInfo', hasNextPage: boolean, endCursor?: string | null }, gaps: Array<{ __typename?: 'LockHistoryGap', from?: string | null, until: string }> } };

export type TakeOverLockMutationVariables = Exact<{
  route?: Scalars['String']['input'];
  id?: Scalars['ID']['input'];
  ttlSeconds?: InputMaybe<Scalars['Int']['input']>;
  note?: InputMaybe<Scalars['String']['input']>;
  reason?: InputMaybe<Scalars['String']['input']>;
}>;


export type TakeOverLockMutation = { __typename?: 'Mutation', takeOverLock:
    | { __typename: 'LockNotFound', message: string, record: { __typename?: 'LockableRecord', id: string, route: string, resourceId: string, lock?: { __typename?: 'Lock', id: string, route: string, resourceId: string, acquiredAt: string, renewedAt: string, expiresAt?: string | null, expiresInMs?: number | null, fencingToken: number, note?: string | null, sessionId?: string | null, reserved: boolean, holdEndsAt?: string | null, waiterCount: number, heldByMe: boolean, canTakeOver: boolean, holder: { __typename?: 'User', id: string, username: string } } | null } }
    | { __typename: 'LockTakenOver', record: { __typename?: 'LockableRecord', id: string, route: string, resourceId: string, lock?: { __typename?: 'Lock', id: string, route: string, resourceId: string, acquiredAt: string, renewedAt: string, expiresAt?: string | null, expiresInMs?: number | null, fencingToken: number, note?: string | null, sessionId?: string | null, reserved: boolean, holdEndsAt?: string | null, waiterCount: number, heldByMe: boolean, canTakeOver: boolean, holder: { __typename?: 'User', id: string, username: string } } | null }, lock: { __typename?: 'Lock', id: string, route: string, resourceId: string, acquiredAt: string, renewedAt: string, expiresAt?: string | null, expiresInMs?: number | null, fencingToken: number, note?: string | null, sessionId?: string | null, reserved: boolean, holdEndsAt?: string | null, waiterCount: number, heldByMe: boolean, canTakeOver: boolean, holder: { __typename?: 'User', id: string, username: string } }, previousHolder: { __typename?: 'User', id: string, username: string } }
   };

export type ForceRemoveLockMutationVariables = Exact<{
  route?: Scalars['String']['input'];
  id?: Scalars['ID']['input'];
  reason?: InputMaybe<Scalars['String']['input']>;
}>;


export type ForceRemoveLockMutation = { __typename?: 'Mutation', forceRemoveLock:
    | { __typename: 'LockConflict' }
    | { __typename: 'LockNotFound', message: string, record: { __typename?: 'LockableRecord', id: string, route: string, resourceId: string, lock?: { __typename?: 'Lock', id: string, route: string, resourceId: string, acquiredAt: string, renewedAt: string, expiresAt?: string | null, expiresInMs?: number | null, fencingToken: number, note?: string | null, sessionId?: string | null, reserved: boolean, holdEndsAt?: string | null, waiterCount: number, heldByMe: boolean, canTakeOver: boolean, holder: { __typename?: 'User', id: string, username: string } } | null } }
    | { __typename: 'LockRemoved', fencingToken: number, record: { __typename?: 'LockableRecord', id: string, route: string, resourceId: string, lock?: { __typename?: 'Lock', id: string, route: string, resourceId: string, acquiredAt: string, renewedAt: string, expiresAt?: string | null, expiresInMs?: number | null, fencingToken: number, note?: string | null, sessionId?: string | null, reserved: boolean, holdEndsAt?: string | null, waiterCount: number, heldByMe: boolean, canTakeOver: boolean, holder: { __typename?: 'User', id: string, username: string } } | null }, previousHolder: { __typename?: 'User', id: string, username: string } }
   };

export type CheckLocksQueryVariables = Exact<{
  items?: Array<CheckLockInput> | CheckLockInput;
}>;


export type CheckLocksQuery = { __typename?: 'Query', checkLocks: Array<
    | { __typename: 'LockHeld', record: { __typename?: 'LockableRecord', id: string, route: string, resourceId: string, lock?: { __typename?: 'Lock', id: string, route: string, resourceId: string, acquiredAt: string, renewedAt: string, expiresAt?: string | null, expiresInMs?: number | null, fencingToken: number, note?: string | null, sessionId?: string | null, reserved: boolean, holdEndsAt?: string | null, waiterCount: number, heldByMe: boolean, canTakeOver: boolean, holder: { __typename?: 'User', id: string, username: string } } | null }, lock: { __typename?: 'Lock', id: string, route: string, resourceId: string, acquiredAt: string, renewedAt: string, expiresAt?: string | null, expiresInMs?: number | null, fencingToken: number, note?: string | null, sessionId?: string | null, reserved: boolean, holdEndsAt?: string | null, waiterCount: number, heldByMe: boolean, canTakeOver: boolean, holder: { __typename?: 'User', id: string, username: string } } }
    | { __typename: 'LockLost', message: string, record: { __typename?: 'LockableRecord', id: string, route: string, resourceId: string, lock?: { __typename?: 'Lock', id: string, route: string, resourceId: string, acquiredAt: string, renewedAt: string, expiresAt?: string | null, expiresInMs?: number | null, fencingToken: number, note?: string | null, sessionId?: string | null, reserved: boolean, holdEndsAt?: string | null, waiterCount: number, heldByMe: boolean, canTakeOver: boolean, holder: { __typename?: 'User', id: string, username: string } } | null }, currentLock?: { __typename?: 'Lock', id: string, route: string, resourceId: string, acquiredAt: string, renewedAt: string, expiresAt?: string | null, expiresInMs?: number | null, fencingToken: number, note?: string | null, sessionId?: string | null, reserved: boolean, holdEndsAt?: string | null, waiterCount: number, heldByMe: boolean, canTakeOver: boolean, holder: { __typename?: 'User', id: string, username: string } } | null }
   | null> };

export const LineFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Line"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Lock"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"waiters"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"user"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"username"}}]}},{"kind":"Field","name":{"kind":"Name","value":"since"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"position"}}]}}]}}]} as unknown as DocumentNode<LineFragment, unknown>;
export const LockFieldsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"LockFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Lock"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"route"}},{"kind":"Field","name":{"kind":"Name","value":"resourceId"}},{"kind":"Field","name":{"kind":"Name","value":"holder"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"username"}}]}},{"kind":"Field","name":{"kind":"Name","value":"acquiredAt"}},{"kind":"Field","name":{"kind":"Name","value":"renewedAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresInMs"}},{"kind":"Field","name":{"kind":"Name","value":"fencingToken"}},{"kind":"Field","name":{"kind":"Name","value":"note"}},{"kind":"Field","name":{"kind":"Name","value":"sessionId"}},{"kind":"Field","name":{"kind":"Name","value":"reserved"}},{"kind":"Field","name":{"kind":"Name","value":"holdEndsAt"}},{"kind":"Field","name":{"kind":"Name","value":"waiterCount"}},{"kind":"Field","name":{"kind":"Name","value":"heldByMe"}},{"kind":"Field","name":{"kind":"Name","value":"canTakeOver"}}]}}]} as unknown as DocumentNode<LockFieldsFragment, unknown>;
export const RecordFieldsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"RecordFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"LockableRecord"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"route"}},{"kind":"Field","name":{"kind":"Name","value":"resourceId"}},{"kind":"Field","name":{"kind":"Name","value":"lock"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"LockFields"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"LockFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Lock"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"route"}},{"kind":"Field","name":{"kind":"Name","value":"resourceId"}},{"kind":"Field","name":{"kind":"Name","value":"holder"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"username"}}]}},{"kind":"Field","name":{"kind":"Name","value":"acquiredAt"}},{"kind":"Field","name":{"kind":"Name","value":"renewedAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresInMs"}},{"kind":"Field","name":{"kind":"Name","value":"fencingToken"}},{"kind":"Field","name":{"kind":"Name","value":"note"}},{"kind":"Field","name":{"kind":"Name","value":"sessionId"}},{"kind":"Field","name":{"kind":"Name","value":"reserved"}},{"kind":"Field","name":{"kind":"Name","value":"holdEndsAt"}},{"kind":"Field","name":{"kind":"Name","value":"waiterCount"}},{"kind":"Field","name":{"kind":"Name","value":"heldByMe"}},{"kind":"Field","name":{"kind":"Name","value":"canTakeOver"}}]}}]} as unknown as DocumentNode<RecordFieldsFragment, unknown>;
export const AcquiredFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Acquired"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"LockAcquired"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"created"}},{"kind":"Field","name":{"kind":"Name","value":"record"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"route"}},{"kind":"Field","name":{"kind":"Name","value":"resourceId"}},{"kind":"Field","name":{"kind":"Name","value":"lock"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"LockFields"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"lock"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"LockFields"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"LockFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Lock"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"route"}},{"kind":"Field","name":{"kind":"Name","value":"resourceId"}},{"kind":"Field","name":{"kind":"Name","value":"holder"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"username"}}]}},{"kind":"Field","name":{"kind":"Name","value":"acquiredAt"}},{"kind":"Field","name":{"kind":"Name","value":"renewedAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresInMs"}},{"kind":"Field","name":{"kind":"Name","value":"fencingToken"}},{"kind":"Field","name":{"kind":"Name","value":"note"}},{"kind":"Field","name":{"kind":"Name","value":"sessionId"}},{"kind":"Field","name":{"kind":"Name","value":"reserved"}},{"kind":"Field","name":{"kind":"Name","value":"holdEndsAt"}},{"kind":"Field","name":{"kind":"Name","value":"waiterCount"}},{"kind":"Field","name":{"kind":"Name","value":"heldByMe"}},{"kind":"Field","name":{"kind":"Name","value":"canTakeOver"}}]}}]} as unknown as DocumentNode<AcquiredFragment, unknown>;
export const ConflictFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Conflict"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"LockConflict"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"record"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"route"}},{"kind":"Field","name":{"kind":"Name","value":"resourceId"}},{"kind":"Field","name":{"kind":"Name","value":"lock"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"LockFields"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"lock"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"LockFields"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"LockFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Lock"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"route"}},{"kind":"Field","name":{"kind":"Name","value":"resourceId"}},{"kind":"Field","name":{"kind":"Name","value":"holder"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"username"}}]}},{"kind":"Field","name":{"kind":"Name","value":"acquiredAt"}},{"kind":"Field","name":{"kind":"Name","value":"renewedAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresInMs"}},{"kind":"Field","name":{"kind":"Name","value":"fencingToken"}},{"kind":"Field","name":{"kind":"Name","value":"note"}},{"kind":"Field","name":{"kind":"Name","value":"sessionId"}},{"kind":"Field","name":{"kind":"Name","value":"reserved"}},{"kind":"Field","name":{"kind":"Name","value":"holdEndsAt"}},{"kind":"Field","name":{"kind":"Name","value":"waiterCount"}},{"kind":"Field","name":{"kind":"Name","value":"heldByMe"}},{"kind":"Field","name":{"kind":"Name","value":"canTakeOver"}}]}}]} as unknown as DocumentNode<ConflictFragment, unknown>;
export const RenewedFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Renewed"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"LockRenewed"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"record"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"route"}},{"kind":"Field","name":{"kind":"Name","value":"resourceId"}},{"kind":"Field","name":{"kind":"Name","value":"lock"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"LockFields"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"lock"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"LockFields"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"LockFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Lock"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"route"}},{"kind":"Field","name":{"kind":"Name","value":"resourceId"}},{"kind":"Field","name":{"kind":"Name","value":"holder"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"username"}}]}},{"kind":"Field","name":{"kind":"Name","value":"acquiredAt"}},{"kind":"Field","name":{"kind":"Name","value":"renewedAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresInMs"}},{"kind":"Field","name":{"kind":"Name","value":"fencingToken"}},{"kind":"Field","name":{"kind":"Name","value":"note"}},{"kind":"Field","name":{"kind":"Name","value":"sessionId"}},{"kind":"Field","name":{"kind":"Name","value":"reserved"}},{"kind":"Field","name":{"kind":"Name","value":"holdEndsAt"}},{"kind":"Field","name":{"kind":"Name","value":"waiterCount"}},{"kind":"Field","name":{"kind":"Name","value":"heldByMe"}},{"kind":"Field","name":{"kind":"Name","value":"canTakeOver"}}]}}]} as unknown as DocumentNode<RenewedFragment, unknown>;
export const LostFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Lost"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"LockLost"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"record"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"route"}},{"kind":"Field","name":{"kind":"Name","value":"resourceId"}},{"kind":"Field","name":{"kind":"Name","value":"lock"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"LockFields"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"currentLock"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"LockFields"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"LockFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Lock"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"route"}},{"kind":"Field","name":{"kind":"Name","value":"resourceId"}},{"kind":"Field","name":{"kind":"Name","value":"holder"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"username"}}]}},{"kind":"Field","name":{"kind":"Name","value":"acquiredAt"}},{"kind":"Field","name":{"kind":"Name","value":"renewedAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresInMs"}},{"kind":"Field","name":{"kind":"Name","value":"fencingToken"}},{"kind":"Field","name":{"kind":"Name","value":"note"}},{"kind":"Field","name":{"kind":"Name","value":"sessionId"}},{"kind":"Field","name":{"kind":"Name","value":"reserved"}},{"kind":"Field","name":{"kind":"Name","value":"holdEndsAt"}},{"kind":"Field","name":{"kind":"Name","value":"waiterCount"}},{"kind":"Field","name":{"kind":"Name","value":"heldByMe"}},{"kind":"Field","name":{"kind":"Name","value":"canTakeOver"}}]}}]} as unknown as DocumentNode<LostFragment, unknown>;
export const RemovedFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Removed"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"LockRemoved"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"record"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"route"}},{"kind":"Field","name":{"kind":"Name","value":"resourceId"}},{"kind":"Field","name":{"kind":"Name","value":"lock"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"LockFields"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"previousHolder"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"username"}}]}},{"kind":"Field","name":{"kind":"Name","value":"fencingToken"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"LockFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Lock"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"route"}},{"kind":"Field","name":{"kind":"Name","value":"resourceId"}},{"kind":"Field","name":{"kind":"Name","value":"holder"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"username"}}]}},{"kind":"Field","name":{"kind":"Name","value":"acquiredAt"}},{"kind":"Field","name":{"kind":"Name","value":"renewedAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresInMs"}},{"kind":"Field","name":{"kind":"Name","value":"fencingToken"}},{"kind":"Field","name":{"kind":"Name","value":"note"}},{"kind":"Field","name":{"kind":"Name","value":"sessionId"}},{"kind":"Field","name":{"kind":"Name","value":"reserved"}},{"kind":"Field","name":{"kind":"Name","value":"holdEndsAt"}},{"kind":"Field","name":{"kind":"Name","value":"waiterCount"}},{"kind":"Field","name":{"kind":"Name","value":"heldByMe"}},{"kind":"Field","name":{"kind":"Name","value":"canTakeOver"}}]}}]} as unknown as DocumentNode<RemovedFragment, unknown>;
export const NotFoundFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"NotFound"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"LockNotFound"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"record"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"route"}},{"kind":"Field","name":{"kind":"Name","value":"resourceId"}},{"kind":"Field","name":{"kind":"Name","value":"lock"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"LockFields"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"LockFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Lock"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"route"}},{"kind":"Field","name":{"kind":"Name","value":"resourceId"}},{"kind":"Field","name":{"kind":"Name","value":"holder"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"username"}}]}},{"kind":"Field","name":{"kind":"Name","value":"acquiredAt"}},{"kind":"Field","name":{"kind":"Name","value":"renewedAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresInMs"}},{"kind":"Field","name":{"kind":"Name","value":"fencingToken"}},{"kind":"Field","name":{"kind":"Name","value":"note"}},{"kind":"Field","name":{"kind":"Name","value":"sessionId"}},{"kind":"Field","name":{"kind":"Name","value":"reserved"}},{"kind":"Field","name":{"kind":"Name","value":"holdEndsAt"}},{"kind":"Field","name":{"kind":"Name","value":"waiterCount"}},{"kind":"Field","name":{"kind":"Name","value":"heldByMe"}},{"kind":"Field","name":{"kind":"Name","value":"canTakeOver"}}]}}]} as unknown as DocumentNode<NotFoundFragment, unknown>;
export const MeDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Me"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"me"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"user"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"username"}}]}},{"kind":"Field","name":{"kind":"Name","value":"permissions"}}]}}]}}]} as unknown as DocumentNode<MeQuery, MeQueryVariables>;
export const FindRecordDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"FindRecord"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"route"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},"defaultValue":{"kind":"StringValue","value":"volume","block":false}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}},"defaultValue":{"kind":"StringValue","value":"1234","block":false}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"record"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"route"},"value":{"kind":"Variable","name":{"kind":"Name","value":"route"}}},{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"RecordFields"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"LockFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Lock"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"route"}},{"kind":"Field","name":{"kind":"Name","value":"resourceId"}},{"kind":"Field","name":{"kind":"Name","value":"holder"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"username"}}]}},{"kind":"Field","name":{"kind":"Name","value":"acquiredAt"}},{"kind":"Field","name":{"kind":"Name","value":"renewedAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresInMs"}},{"kind":"Field","name":{"kind":"Name","value":"fencingToken"}},{"kind":"Field","name":{"kind":"Name","value":"note"}},{"kind":"Field","name":{"kind":"Name","value":"sessionId"}},{"kind":"Field","name":{"kind":"Name","value":"reserved"}},{"kind":"Field","name":{"kind":"Name","value":"holdEndsAt"}},{"kind":"Field","name":{"kind":"Name","value":"waiterCount"}},{"kind":"Field","name":{"kind":"Name","value":"heldByMe"}},{"kind":"Field","name":{"kind":"Name","value":"canTakeOver"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"RecordFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"LockableRecord"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"route"}},{"kind":"Field","name":{"kind":"Name","value":"resourceId"}},{"kind":"Field","name":{"kind":"Name","value":"lock"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"LockFields"}}]}}]}}]} as unknown as DocumentNode<FindRecordQuery, FindRecordQueryVariables>;
export const FindRecordsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"FindRecords"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"route"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},"defaultValue":{"kind":"StringValue","value":"volume","block":false}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"ids"}},"type":{"kind":"NonNullType","type":{"kind":"ListType","type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}},"defaultValue":{"kind":"ListValue","values":[{"kind":"StringValue","value":"1","block":false},{"kind":"StringValue","value":"2","block":false},{"kind":"StringValue","value":"1234","block":false}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"records"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"route"},"value":{"kind":"Variable","name":{"kind":"Name","value":"route"}}},{"kind":"Argument","name":{"kind":"Name","value":"ids"},"value":{"kind":"Variable","name":{"kind":"Name","value":"ids"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"RecordFields"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"LockFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Lock"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"route"}},{"kind":"Field","name":{"kind":"Name","value":"resourceId"}},{"kind":"Field","name":{"kind":"Name","value":"holder"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"username"}}]}},{"kind":"Field","name":{"kind":"Name","value":"acquiredAt"}},{"kind":"Field","name":{"kind":"Name","value":"renewedAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresInMs"}},{"kind":"Field","name":{"kind":"Name","value":"fencingToken"}},{"kind":"Field","name":{"kind":"Name","value":"note"}},{"kind":"Field","name":{"kind":"Name","value":"sessionId"}},{"kind":"Field","name":{"kind":"Name","value":"reserved"}},{"kind":"Field","name":{"kind":"Name","value":"holdEndsAt"}},{"kind":"Field","name":{"kind":"Name","value":"waiterCount"}},{"kind":"Field","name":{"kind":"Name","value":"heldByMe"}},{"kind":"Field","name":{"kind":"Name","value":"canTakeOver"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"RecordFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"LockableRecord"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"route"}},{"kind":"Field","name":{"kind":"Name","value":"resourceId"}},{"kind":"Field","name":{"kind":"Name","value":"lock"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"LockFields"}}]}}]}}]} as unknown as DocumentNode<FindRecordsQuery, FindRecordsQueryVariables>;
export const LocksOfRowsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"LocksOfRows"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"route"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},"defaultValue":{"kind":"StringValue","value":"volume","block":false}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"ids"}},"type":{"kind":"ListType","type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},"defaultValue":{"kind":"ListValue","values":[{"kind":"StringValue","value":"1","block":false},{"kind":"StringValue","value":"2","block":false},{"kind":"StringValue","value":"1234","block":false}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"locks"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"route"},"value":{"kind":"Variable","name":{"kind":"Name","value":"route"}}},{"kind":"Argument","name":{"kind":"Name","value":"ids"},"value":{"kind":"Variable","name":{"kind":"Name","value":"ids"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"200"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"LockFields"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"LockFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Lock"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"route"}},{"kind":"Field","name":{"kind":"Name","value":"resourceId"}},{"kind":"Field","name":{"kind":"Name","value":"holder"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"username"}}]}},{"kind":"Field","name":{"kind":"Name","value":"acquiredAt"}},{"kind":"Field","name":{"kind":"Name","value":"renewedAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresInMs"}},{"kind":"Field","name":{"kind":"Name","value":"fencingToken"}},{"kind":"Field","name":{"kind":"Name","value":"note"}},{"kind":"Field","name":{"kind":"Name","value":"sessionId"}},{"kind":"Field","name":{"kind":"Name","value":"reserved"}},{"kind":"Field","name":{"kind":"Name","value":"holdEndsAt"}},{"kind":"Field","name":{"kind":"Name","value":"waiterCount"}},{"kind":"Field","name":{"kind":"Name","value":"heldByMe"}},{"kind":"Field","name":{"kind":"Name","value":"canTakeOver"}}]}}]} as unknown as DocumentNode<LocksOfRowsQuery, LocksOfRowsQueryVariables>;
export const MyLocksDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"MyLocks"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}},"defaultValue":{"kind":"IntValue","value":"50"}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"locks"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"mine"},"value":{"kind":"BooleanValue","value":true}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"LockFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"LockFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Lock"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"route"}},{"kind":"Field","name":{"kind":"Name","value":"resourceId"}},{"kind":"Field","name":{"kind":"Name","value":"holder"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"username"}}]}},{"kind":"Field","name":{"kind":"Name","value":"acquiredAt"}},{"kind":"Field","name":{"kind":"Name","value":"renewedAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresInMs"}},{"kind":"Field","name":{"kind":"Name","value":"fencingToken"}},{"kind":"Field","name":{"kind":"Name","value":"note"}},{"kind":"Field","name":{"kind":"Name","value":"sessionId"}},{"kind":"Field","name":{"kind":"Name","value":"reserved"}},{"kind":"Field","name":{"kind":"Name","value":"holdEndsAt"}},{"kind":"Field","name":{"kind":"Name","value":"waiterCount"}},{"kind":"Field","name":{"kind":"Name","value":"heldByMe"}},{"kind":"Field","name":{"kind":"Name","value":"canTakeOver"}}]}}]} as unknown as DocumentNode<MyLocksQuery, MyLocksQueryVariables>;
export const AcquireLockDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"AcquireLock"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"route"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},"defaultValue":{"kind":"StringValue","value":"volume","block":false}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}},"defaultValue":{"kind":"StringValue","value":"1234","block":false}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"ttlSeconds"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"note"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}},"defaultValue":{"kind":"StringValue","value":"price update, back at 15:00","block":false}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"sessionId"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"adopt"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Boolean"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"acquireLock"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"route"},"value":{"kind":"Variable","name":{"kind":"Name","value":"route"}}},{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}},{"kind":"Argument","name":{"kind":"Name","value":"ttlSeconds"},"value":{"kind":"Variable","name":{"kind":"Name","value":"ttlSeconds"}}},{"kind":"Argument","name":{"kind":"Name","value":"note"},"value":{"kind":"Variable","name":{"kind":"Name","value":"note"}}},{"kind":"Argument","name":{"kind":"Name","value":"sessionId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"sessionId"}}},{"kind":"Argument","name":{"kind":"Name","value":"adopt"},"value":{"kind":"Variable","name":{"kind":"Name","value":"adopt"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"Acquired"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"Conflict"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"LockFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Lock"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"route"}},{"kind":"Field","name":{"kind":"Name","value":"resourceId"}},{"kind":"Field","name":{"kind":"Name","value":"holder"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"username"}}]}},{"kind":"Field","name":{"kind":"Name","value":"acquiredAt"}},{"kind":"Field","name":{"kind":"Name","value":"renewedAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresInMs"}},{"kind":"Field","name":{"kind":"Name","value":"fencingToken"}},{"kind":"Field","name":{"kind":"Name","value":"note"}},{"kind":"Field","name":{"kind":"Name","value":"sessionId"}},{"kind":"Field","name":{"kind":"Name","value":"reserved"}},{"kind":"Field","name":{"kind":"Name","value":"holdEndsAt"}},{"kind":"Field","name":{"kind":"Name","value":"waiterCount"}},{"kind":"Field","name":{"kind":"Name","value":"heldByMe"}},{"kind":"Field","name":{"kind":"Name","value":"canTakeOver"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Acquired"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"LockAcquired"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"created"}},{"kind":"Field","name":{"kind":"Name","value":"record"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"route"}},{"kind":"Field","name":{"kind":"Name","value":"resourceId"}},{"kind":"Field","name":{"kind":"Name","value":"lock"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"LockFields"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"lock"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"LockFields"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Conflict"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"LockConflict"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"record"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"route"}},{"kind":"Field","name":{"kind":"Name","value":"resourceId"}},{"kind":"Field","name":{"kind":"Name","value":"lock"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"LockFields"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"lock"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"LockFields"}}]}}]}}]} as unknown as DocumentNode<AcquireLockMutation, AcquireLockMutationVariables>;
export const RequestLockDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RequestLock"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"route"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},"defaultValue":{"kind":"StringValue","value":"volume","block":false}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}},"defaultValue":{"kind":"StringValue","value":"1234","block":false}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"message"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}},"defaultValue":{"kind":"StringValue","value":"only the price, two minutes","block":false}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"sessionId"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"requestLock"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"route"},"value":{"kind":"Variable","name":{"kind":"Name","value":"route"}}},{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}},{"kind":"Argument","name":{"kind":"Name","value":"message"},"value":{"kind":"Variable","name":{"kind":"Name","value":"message"}}},{"kind":"Argument","name":{"kind":"Name","value":"sessionId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"sessionId"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"Acquired"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"LockQueued"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"position"}},{"kind":"Field","name":{"kind":"Name","value":"record"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"route"}},{"kind":"Field","name":{"kind":"Name","value":"resourceId"}},{"kind":"Field","name":{"kind":"Name","value":"lock"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"LockFields"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"lock"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"LockFields"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"Line"}}]}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"LockFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Lock"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"route"}},{"kind":"Field","name":{"kind":"Name","value":"resourceId"}},{"kind":"Field","name":{"kind":"Name","value":"holder"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"username"}}]}},{"kind":"Field","name":{"kind":"Name","value":"acquiredAt"}},{"kind":"Field","name":{"kind":"Name","value":"renewedAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresInMs"}},{"kind":"Field","name":{"kind":"Name","value":"fencingToken"}},{"kind":"Field","name":{"kind":"Name","value":"note"}},{"kind":"Field","name":{"kind":"Name","value":"sessionId"}},{"kind":"Field","name":{"kind":"Name","value":"reserved"}},{"kind":"Field","name":{"kind":"Name","value":"holdEndsAt"}},{"kind":"Field","name":{"kind":"Name","value":"waiterCount"}},{"kind":"Field","name":{"kind":"Name","value":"heldByMe"}},{"kind":"Field","name":{"kind":"Name","value":"canTakeOver"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Acquired"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"LockAcquired"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"created"}},{"kind":"Field","name":{"kind":"Name","value":"record"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"route"}},{"kind":"Field","name":{"kind":"Name","value":"resourceId"}},{"kind":"Field","name":{"kind":"Name","value":"lock"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"LockFields"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"lock"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"LockFields"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Line"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Lock"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"waiters"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"user"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"username"}}]}},{"kind":"Field","name":{"kind":"Name","value":"since"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"position"}}]}}]}}]} as unknown as DocumentNode<RequestLockMutation, RequestLockMutationVariables>;
export const WithdrawRequestDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"WithdrawRequest"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"route"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},"defaultValue":{"kind":"StringValue","value":"volume","block":false}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}},"defaultValue":{"kind":"StringValue","value":"1234","block":false}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"withdrawRequest"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"route"},"value":{"kind":"Variable","name":{"kind":"Name","value":"route"}}},{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}]}]}}]} as unknown as DocumentNode<WithdrawRequestMutation, WithdrawRequestMutationVariables>;
export const RenewLockDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RenewLock"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"route"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},"defaultValue":{"kind":"StringValue","value":"volume","block":false}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}},"defaultValue":{"kind":"StringValue","value":"1234","block":false}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"fencingToken"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"SafeInt"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"renewLock"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"route"},"value":{"kind":"Variable","name":{"kind":"Name","value":"route"}}},{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}},{"kind":"Argument","name":{"kind":"Name","value":"fencingToken"},"value":{"kind":"Variable","name":{"kind":"Name","value":"fencingToken"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"Renewed"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"LockRenewed"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"lock"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Line"}}]}}]}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"Lost"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"LockFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Lock"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"route"}},{"kind":"Field","name":{"kind":"Name","value":"resourceId"}},{"kind":"Field","name":{"kind":"Name","value":"holder"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"username"}}]}},{"kind":"Field","name":{"kind":"Name","value":"acquiredAt"}},{"kind":"Field","name":{"kind":"Name","value":"renewedAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresInMs"}},{"kind":"Field","name":{"kind":"Name","value":"fencingToken"}},{"kind":"Field","name":{"kind":"Name","value":"note"}},{"kind":"Field","name":{"kind":"Name","value":"sessionId"}},{"kind":"Field","name":{"kind":"Name","value":"reserved"}},{"kind":"Field","name":{"kind":"Name","value":"holdEndsAt"}},{"kind":"Field","name":{"kind":"Name","value":"waiterCount"}},{"kind":"Field","name":{"kind":"Name","value":"heldByMe"}},{"kind":"Field","name":{"kind":"Name","value":"canTakeOver"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Renewed"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"LockRenewed"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"record"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"route"}},{"kind":"Field","name":{"kind":"Name","value":"resourceId"}},{"kind":"Field","name":{"kind":"Name","value":"lock"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"LockFields"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"lock"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"LockFields"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Line"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Lock"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"waiters"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"user"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"username"}}]}},{"kind":"Field","name":{"kind":"Name","value":"since"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"position"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Lost"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"LockLost"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"record"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"route"}},{"kind":"Field","name":{"kind":"Name","value":"resourceId"}},{"kind":"Field","name":{"kind":"Name","value":"lock"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"LockFields"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"currentLock"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"LockFields"}}]}}]}}]} as unknown as DocumentNode<RenewLockMutation, RenewLockMutationVariables>;
export const RemoveLockDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RemoveLock"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"route"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},"defaultValue":{"kind":"StringValue","value":"volume","block":false}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}},"defaultValue":{"kind":"StringValue","value":"1234","block":false}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"fencingToken"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"SafeInt"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"removeLock"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"route"},"value":{"kind":"Variable","name":{"kind":"Name","value":"route"}}},{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}},{"kind":"Argument","name":{"kind":"Name","value":"fencingToken"},"value":{"kind":"Variable","name":{"kind":"Name","value":"fencingToken"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"Removed"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"NotFound"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"Conflict"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"LockFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Lock"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"route"}},{"kind":"Field","name":{"kind":"Name","value":"resourceId"}},{"kind":"Field","name":{"kind":"Name","value":"holder"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"username"}}]}},{"kind":"Field","name":{"kind":"Name","value":"acquiredAt"}},{"kind":"Field","name":{"kind":"Name","value":"renewedAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresInMs"}},{"kind":"Field","name":{"kind":"Name","value":"fencingToken"}},{"kind":"Field","name":{"kind":"Name","value":"note"}},{"kind":"Field","name":{"kind":"Name","value":"sessionId"}},{"kind":"Field","name":{"kind":"Name","value":"reserved"}},{"kind":"Field","name":{"kind":"Name","value":"holdEndsAt"}},{"kind":"Field","name":{"kind":"Name","value":"waiterCount"}},{"kind":"Field","name":{"kind":"Name","value":"heldByMe"}},{"kind":"Field","name":{"kind":"Name","value":"canTakeOver"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Removed"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"LockRemoved"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"record"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"route"}},{"kind":"Field","name":{"kind":"Name","value":"resourceId"}},{"kind":"Field","name":{"kind":"Name","value":"lock"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"LockFields"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"previousHolder"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"username"}}]}},{"kind":"Field","name":{"kind":"Name","value":"fencingToken"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"NotFound"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"LockNotFound"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"record"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"route"}},{"kind":"Field","name":{"kind":"Name","value":"resourceId"}},{"kind":"Field","name":{"kind":"Name","value":"lock"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"LockFields"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Conflict"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"LockConflict"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"record"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"route"}},{"kind":"Field","name":{"kind":"Name","value":"resourceId"}},{"kind":"Field","name":{"kind":"Name","value":"lock"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"LockFields"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"lock"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"LockFields"}}]}}]}}]} as unknown as DocumentNode<RemoveLockMutation, RemoveLockMutationVariables>;
export const AcquireLocksDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"AcquireLocks"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"items"}},"type":{"kind":"NonNullType","type":{"kind":"ListType","type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"LockKeyInput"}}}}},"defaultValue":{"kind":"ListValue","values":[{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"route"},"value":{"kind":"StringValue","value":"volume","block":false}},{"kind":"ObjectField","name":{"kind":"Name","value":"id"},"value":{"kind":"StringValue","value":"1","block":false}}]},{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"route"},"value":{"kind":"StringValue","value":"volume","block":false}},{"kind":"ObjectField","name":{"kind":"Name","value":"id"},"value":{"kind":"StringValue","value":"2","block":false}}]}]}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"mode"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"AcquireMode"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"sessionId"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"acquireLocks"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"items"},"value":{"kind":"Variable","name":{"kind":"Name","value":"items"}}},{"kind":"Argument","name":{"kind":"Name","value":"mode"},"value":{"kind":"Variable","name":{"kind":"Name","value":"mode"}}},{"kind":"Argument","name":{"kind":"Name","value":"sessionId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"sessionId"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"complete"}},{"kind":"Field","name":{"kind":"Name","value":"acquired"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"LockFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"conflicts"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"LockFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"records"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"lock"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"LockFields"}}]}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"LockFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Lock"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"route"}},{"kind":"Field","name":{"kind":"Name","value":"resourceId"}},{"kind":"Field","name":{"kind":"Name","value":"holder"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"username"}}]}},{"kind":"Field","name":{"kind":"Name","value":"acquiredAt"}},{"kind":"Field","name":{"kind":"Name","value":"renewedAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresInMs"}},{"kind":"Field","name":{"kind":"Name","value":"fencingToken"}},{"kind":"Field","name":{"kind":"Name","value":"note"}},{"kind":"Field","name":{"kind":"Name","value":"sessionId"}},{"kind":"Field","name":{"kind":"Name","value":"reserved"}},{"kind":"Field","name":{"kind":"Name","value":"holdEndsAt"}},{"kind":"Field","name":{"kind":"Name","value":"waiterCount"}},{"kind":"Field","name":{"kind":"Name","value":"heldByMe"}},{"kind":"Field","name":{"kind":"Name","value":"canTakeOver"}}]}}]} as unknown as DocumentNode<AcquireLocksMutation, AcquireLocksMutationVariables>;
export const RenewLocksDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RenewLocks"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"items"}},"type":{"kind":"NonNullType","type":{"kind":"ListType","type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"RenewLockInput"}}}}},"defaultValue":{"kind":"ListValue","values":[{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"route"},"value":{"kind":"StringValue","value":"volume","block":false}},{"kind":"ObjectField","name":{"kind":"Name","value":"id"},"value":{"kind":"StringValue","value":"1","block":false}},{"kind":"ObjectField","name":{"kind":"Name","value":"fencingToken"},"value":{"kind":"IntValue","value":"1"}}]}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"renewLocks"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"items"},"value":{"kind":"Variable","name":{"kind":"Name","value":"items"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"Renewed"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"Lost"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"LockFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Lock"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"route"}},{"kind":"Field","name":{"kind":"Name","value":"resourceId"}},{"kind":"Field","name":{"kind":"Name","value":"holder"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"username"}}]}},{"kind":"Field","name":{"kind":"Name","value":"acquiredAt"}},{"kind":"Field","name":{"kind":"Name","value":"renewedAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresInMs"}},{"kind":"Field","name":{"kind":"Name","value":"fencingToken"}},{"kind":"Field","name":{"kind":"Name","value":"note"}},{"kind":"Field","name":{"kind":"Name","value":"sessionId"}},{"kind":"Field","name":{"kind":"Name","value":"reserved"}},{"kind":"Field","name":{"kind":"Name","value":"holdEndsAt"}},{"kind":"Field","name":{"kind":"Name","value":"waiterCount"}},{"kind":"Field","name":{"kind":"Name","value":"heldByMe"}},{"kind":"Field","name":{"kind":"Name","value":"canTakeOver"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Renewed"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"LockRenewed"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"record"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"route"}},{"kind":"Field","name":{"kind":"Name","value":"resourceId"}},{"kind":"Field","name":{"kind":"Name","value":"lock"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"LockFields"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"lock"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"LockFields"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Lost"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"LockLost"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"record"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"route"}},{"kind":"Field","name":{"kind":"Name","value":"resourceId"}},{"kind":"Field","name":{"kind":"Name","value":"lock"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"LockFields"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"currentLock"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"LockFields"}}]}}]}}]} as unknown as DocumentNode<RenewLocksMutation, RenewLocksMutationVariables>;
export const RemoveLocksDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RemoveLocks"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"items"}},"type":{"kind":"NonNullType","type":{"kind":"ListType","type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"RemoveLockInput"}}}}},"defaultValue":{"kind":"ListValue","values":[{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"route"},"value":{"kind":"StringValue","value":"volume","block":false}},{"kind":"ObjectField","name":{"kind":"Name","value":"id"},"value":{"kind":"StringValue","value":"1","block":false}}]}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"removeLocks"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"items"},"value":{"kind":"Variable","name":{"kind":"Name","value":"items"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"Removed"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"NotFound"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"Conflict"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"LockFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Lock"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"route"}},{"kind":"Field","name":{"kind":"Name","value":"resourceId"}},{"kind":"Field","name":{"kind":"Name","value":"holder"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"username"}}]}},{"kind":"Field","name":{"kind":"Name","value":"acquiredAt"}},{"kind":"Field","name":{"kind":"Name","value":"renewedAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresInMs"}},{"kind":"Field","name":{"kind":"Name","value":"fencingToken"}},{"kind":"Field","name":{"kind":"Name","value":"note"}},{"kind":"Field","name":{"kind":"Name","value":"sessionId"}},{"kind":"Field","name":{"kind":"Name","value":"reserved"}},{"kind":"Field","name":{"kind":"Name","value":"holdEndsAt"}},{"kind":"Field","name":{"kind":"Name","value":"waiterCount"}},{"kind":"Field","name":{"kind":"Name","value":"heldByMe"}},{"kind":"Field","name":{"kind":"Name","value":"canTakeOver"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Removed"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"LockRemoved"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"record"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"route"}},{"kind":"Field","name":{"kind":"Name","value":"resourceId"}},{"kind":"Field","name":{"kind":"Name","value":"lock"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"LockFields"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"previousHolder"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"username"}}]}},{"kind":"Field","name":{"kind":"Name","value":"fencingToken"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"NotFound"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"LockNotFound"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"record"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"route"}},{"kind":"Field","name":{"kind":"Name","value":"resourceId"}},{"kind":"Field","name":{"kind":"Name","value":"lock"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"LockFields"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Conflict"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"LockConflict"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"record"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"route"}},{"kind":"Field","name":{"kind":"Name","value":"resourceId"}},{"kind":"Field","name":{"kind":"Name","value":"lock"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"LockFields"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"lock"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"LockFields"}}]}}]}}]} as unknown as DocumentNode<RemoveLocksMutation, RemoveLocksMutationVariables>;
export const RemoveMyLocksDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RemoveMyLocks"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"removeMyLocks"}}]}}]} as unknown as DocumentNode<RemoveMyLocksMutation, RemoveMyLocksMutationVariables>;
export const LockEventsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"subscription","name":{"kind":"Name","value":"LockEvents"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"route"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}},"defaultValue":{"kind":"StringValue","value":"volume","block":false}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"mine"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Boolean"}},"defaultValue":{"kind":"BooleanValue","value":false}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"lockEvents"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"route"},"value":{"kind":"Variable","name":{"kind":"Name","value":"route"}}},{"kind":"Argument","name":{"kind":"Name","value":"mine"},"value":{"kind":"Variable","name":{"kind":"Name","value":"mine"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"record"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"RecordFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"previousHolder"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"username"}}]}},{"kind":"Field","name":{"kind":"Name","value":"actor"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"username"}}]}},{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"cursor"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"LockFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Lock"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"route"}},{"kind":"Field","name":{"kind":"Name","value":"resourceId"}},{"kind":"Field","name":{"kind":"Name","value":"holder"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"username"}}]}},{"kind":"Field","name":{"kind":"Name","value":"acquiredAt"}},{"kind":"Field","name":{"kind":"Name","value":"renewedAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresInMs"}},{"kind":"Field","name":{"kind":"Name","value":"fencingToken"}},{"kind":"Field","name":{"kind":"Name","value":"note"}},{"kind":"Field","name":{"kind":"Name","value":"sessionId"}},{"kind":"Field","name":{"kind":"Name","value":"reserved"}},{"kind":"Field","name":{"kind":"Name","value":"holdEndsAt"}},{"kind":"Field","name":{"kind":"Name","value":"waiterCount"}},{"kind":"Field","name":{"kind":"Name","value":"heldByMe"}},{"kind":"Field","name":{"kind":"Name","value":"canTakeOver"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"RecordFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"LockableRecord"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"route"}},{"kind":"Field","name":{"kind":"Name","value":"resourceId"}},{"kind":"Field","name":{"kind":"Name","value":"lock"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"LockFields"}}]}}]}}]} as unknown as DocumentNode<LockEventsSubscription, LockEventsSubscriptionVariables>;
export const FindLockDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"FindLock"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"route"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},"defaultValue":{"kind":"StringValue","value":"volume","block":false}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}},"defaultValue":{"kind":"StringValue","value":"1234","block":false}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"lock"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"route"},"value":{"kind":"Variable","name":{"kind":"Name","value":"route"}}},{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"LockFields"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"Line"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"LockFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Lock"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"route"}},{"kind":"Field","name":{"kind":"Name","value":"resourceId"}},{"kind":"Field","name":{"kind":"Name","value":"holder"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"username"}}]}},{"kind":"Field","name":{"kind":"Name","value":"acquiredAt"}},{"kind":"Field","name":{"kind":"Name","value":"renewedAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresInMs"}},{"kind":"Field","name":{"kind":"Name","value":"fencingToken"}},{"kind":"Field","name":{"kind":"Name","value":"note"}},{"kind":"Field","name":{"kind":"Name","value":"sessionId"}},{"kind":"Field","name":{"kind":"Name","value":"reserved"}},{"kind":"Field","name":{"kind":"Name","value":"holdEndsAt"}},{"kind":"Field","name":{"kind":"Name","value":"waiterCount"}},{"kind":"Field","name":{"kind":"Name","value":"heldByMe"}},{"kind":"Field","name":{"kind":"Name","value":"canTakeOver"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Line"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Lock"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"waiters"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"user"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"username"}}]}},{"kind":"Field","name":{"kind":"Name","value":"since"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"position"}}]}}]}}]} as unknown as DocumentNode<FindLockQuery, FindLockQueryVariables>;
export const ListLocksDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ListLocks"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"route"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}},"defaultValue":{"kind":"StringValue","value":"volume","block":false}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}},"defaultValue":{"kind":"IntValue","value":"50"}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"locks"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"route"},"value":{"kind":"Variable","name":{"kind":"Name","value":"route"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"LockFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cursor"}},{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"hasPreviousPage"}},{"kind":"Field","name":{"kind":"Name","value":"startCursor"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"LockFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Lock"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"route"}},{"kind":"Field","name":{"kind":"Name","value":"resourceId"}},{"kind":"Field","name":{"kind":"Name","value":"holder"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"username"}}]}},{"kind":"Field","name":{"kind":"Name","value":"acquiredAt"}},{"kind":"Field","name":{"kind":"Name","value":"renewedAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresInMs"}},{"kind":"Field","name":{"kind":"Name","value":"fencingToken"}},{"kind":"Field","name":{"kind":"Name","value":"note"}},{"kind":"Field","name":{"kind":"Name","value":"sessionId"}},{"kind":"Field","name":{"kind":"Name","value":"reserved"}},{"kind":"Field","name":{"kind":"Name","value":"holdEndsAt"}},{"kind":"Field","name":{"kind":"Name","value":"waiterCount"}},{"kind":"Field","name":{"kind":"Name","value":"heldByMe"}},{"kind":"Field","name":{"kind":"Name","value":"canTakeOver"}}]}}]} as unknown as DocumentNode<ListLocksQuery, ListLocksQueryVariables>;
export const ListLocksBackwardsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ListLocksBackwards"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"route"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}},"defaultValue":{"kind":"StringValue","value":"volume","block":false}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"last"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}},"defaultValue":{"kind":"IntValue","value":"50"}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"before"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"locks"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"route"},"value":{"kind":"Variable","name":{"kind":"Name","value":"route"}}},{"kind":"Argument","name":{"kind":"Name","value":"last"},"value":{"kind":"Variable","name":{"kind":"Name","value":"last"}}},{"kind":"Argument","name":{"kind":"Name","value":"before"},"value":{"kind":"Variable","name":{"kind":"Name","value":"before"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"LockFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasPreviousPage"}},{"kind":"Field","name":{"kind":"Name","value":"startCursor"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"LockFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Lock"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"route"}},{"kind":"Field","name":{"kind":"Name","value":"resourceId"}},{"kind":"Field","name":{"kind":"Name","value":"holder"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"username"}}]}},{"kind":"Field","name":{"kind":"Name","value":"acquiredAt"}},{"kind":"Field","name":{"kind":"Name","value":"renewedAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresInMs"}},{"kind":"Field","name":{"kind":"Name","value":"fencingToken"}},{"kind":"Field","name":{"kind":"Name","value":"note"}},{"kind":"Field","name":{"kind":"Name","value":"sessionId"}},{"kind":"Field","name":{"kind":"Name","value":"reserved"}},{"kind":"Field","name":{"kind":"Name","value":"holdEndsAt"}},{"kind":"Field","name":{"kind":"Name","value":"waiterCount"}},{"kind":"Field","name":{"kind":"Name","value":"heldByMe"}},{"kind":"Field","name":{"kind":"Name","value":"canTakeOver"}}]}}]} as unknown as DocumentNode<ListLocksBackwardsQuery, ListLocksBackwardsQueryVariables>;
export const LocksOfHolderDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"LocksOfHolder"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"holderId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}},"defaultValue":{"kind":"StringValue","value":"user-alice","block":false}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"locks"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"holderId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"holderId"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"LockFields"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"LockFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Lock"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"route"}},{"kind":"Field","name":{"kind":"Name","value":"resourceId"}},{"kind":"Field","name":{"kind":"Name","value":"holder"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"username"}}]}},{"kind":"Field","name":{"kind":"Name","value":"acquiredAt"}},{"kind":"Field","name":{"kind":"Name","value":"renewedAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresInMs"}},{"kind":"Field","name":{"kind":"Name","value":"fencingToken"}},{"kind":"Field","name":{"kind":"Name","value":"note"}},{"kind":"Field","name":{"kind":"Name","value":"sessionId"}},{"kind":"Field","name":{"kind":"Name","value":"reserved"}},{"kind":"Field","name":{"kind":"Name","value":"holdEndsAt"}},{"kind":"Field","name":{"kind":"Name","value":"waiterCount"}},{"kind":"Field","name":{"kind":"Name","value":"heldByMe"}},{"kind":"Field","name":{"kind":"Name","value":"canTakeOver"}}]}}]} as unknown as DocumentNode<LocksOfHolderQuery, LocksOfHolderQueryVariables>;
export const HistoryOfRecordDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"HistoryOfRecord"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"route"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}},"defaultValue":{"kind":"StringValue","value":"volume","block":false}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}},"defaultValue":{"kind":"StringValue","value":"1234","block":false}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}},"defaultValue":{"kind":"IntValue","value":"50"}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"lockHistory"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"route"},"value":{"kind":"Variable","name":{"kind":"Name","value":"route"}}},{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"actor"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"username"}}]}},{"kind":"Field","name":{"kind":"Name","value":"holder"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"username"}}]}},{"kind":"Field","name":{"kind":"Name","value":"previousHolder"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"username"}}]}},{"kind":"Field","name":{"kind":"Name","value":"fencingToken"}},{"kind":"Field","name":{"kind":"Name","value":"note"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"gaps"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"from"}},{"kind":"Field","name":{"kind":"Name","value":"until"}}]}}]}}]}}]} as unknown as DocumentNode<HistoryOfRecordQuery, HistoryOfRecordQueryVariables>;
export const TakeOverLockDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"TakeOverLock"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"route"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},"defaultValue":{"kind":"StringValue","value":"volume","block":false}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}},"defaultValue":{"kind":"StringValue","value":"1234","block":false}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"ttlSeconds"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"note"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"reason"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"takeOverLock"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"route"},"value":{"kind":"Variable","name":{"kind":"Name","value":"route"}}},{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}},{"kind":"Argument","name":{"kind":"Name","value":"ttlSeconds"},"value":{"kind":"Variable","name":{"kind":"Name","value":"ttlSeconds"}}},{"kind":"Argument","name":{"kind":"Name","value":"note"},"value":{"kind":"Variable","name":{"kind":"Name","value":"note"}}},{"kind":"Argument","name":{"kind":"Name","value":"reason"},"value":{"kind":"Variable","name":{"kind":"Name","value":"reason"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"LockTakenOver"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"record"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"route"}},{"kind":"Field","name":{"kind":"Name","value":"resourceId"}},{"kind":"Field","name":{"kind":"Name","value":"lock"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"LockFields"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"lock"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"LockFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"previousHolder"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"username"}}]}}]}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"NotFound"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"LockFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Lock"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"route"}},{"kind":"Field","name":{"kind":"Name","value":"resourceId"}},{"kind":"Field","name":{"kind":"Name","value":"holder"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"username"}}]}},{"kind":"Field","name":{"kind":"Name","value":"acquiredAt"}},{"kind":"Field","name":{"kind":"Name","value":"renewedAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresInMs"}},{"kind":"Field","name":{"kind":"Name","value":"fencingToken"}},{"kind":"Field","name":{"kind":"Name","value":"note"}},{"kind":"Field","name":{"kind":"Name","value":"sessionId"}},{"kind":"Field","name":{"kind":"Name","value":"reserved"}},{"kind":"Field","name":{"kind":"Name","value":"holdEndsAt"}},{"kind":"Field","name":{"kind":"Name","value":"waiterCount"}},{"kind":"Field","name":{"kind":"Name","value":"heldByMe"}},{"kind":"Field","name":{"kind":"Name","value":"canTakeOver"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"NotFound"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"LockNotFound"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"record"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"route"}},{"kind":"Field","name":{"kind":"Name","value":"resourceId"}},{"kind":"Field","name":{"kind":"Name","value":"lock"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"LockFields"}}]}}]}}]}}]} as unknown as DocumentNode<TakeOverLockMutation, TakeOverLockMutationVariables>;
export const ForceRemoveLockDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ForceRemoveLock"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"route"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},"defaultValue":{"kind":"StringValue","value":"volume","block":false}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}},"defaultValue":{"kind":"StringValue","value":"1234","block":false}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"reason"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"forceRemoveLock"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"route"},"value":{"kind":"Variable","name":{"kind":"Name","value":"route"}}},{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}},{"kind":"Argument","name":{"kind":"Name","value":"reason"},"value":{"kind":"Variable","name":{"kind":"Name","value":"reason"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"Removed"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"NotFound"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"LockFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Lock"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"route"}},{"kind":"Field","name":{"kind":"Name","value":"resourceId"}},{"kind":"Field","name":{"kind":"Name","value":"holder"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"username"}}]}},{"kind":"Field","name":{"kind":"Name","value":"acquiredAt"}},{"kind":"Field","name":{"kind":"Name","value":"renewedAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresInMs"}},{"kind":"Field","name":{"kind":"Name","value":"fencingToken"}},{"kind":"Field","name":{"kind":"Name","value":"note"}},{"kind":"Field","name":{"kind":"Name","value":"sessionId"}},{"kind":"Field","name":{"kind":"Name","value":"reserved"}},{"kind":"Field","name":{"kind":"Name","value":"holdEndsAt"}},{"kind":"Field","name":{"kind":"Name","value":"waiterCount"}},{"kind":"Field","name":{"kind":"Name","value":"heldByMe"}},{"kind":"Field","name":{"kind":"Name","value":"canTakeOver"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Removed"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"LockRemoved"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"record"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"route"}},{"kind":"Field","name":{"kind":"Name","value":"resourceId"}},{"kind":"Field","name":{"kind":"Name","value":"lock"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"LockFields"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"previousHolder"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"username"}}]}},{"kind":"Field","name":{"kind":"Name","value":"fencingToken"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"NotFound"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"LockNotFound"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"record"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"route"}},{"kind":"Field","name":{"kind":"Name","value":"resourceId"}},{"kind":"Field","name":{"kind":"Name","value":"lock"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"LockFields"}}]}}]}}]}}]} as unknown as DocumentNode<ForceRemoveLockMutation, ForceRemoveLockMutationVariables>;
export const CheckLocksDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"CheckLocks"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"items"}},"type":{"kind":"NonNullType","type":{"kind":"ListType","type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CheckLockInput"}}}}},"defaultValue":{"kind":"ListValue","values":[{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"route"},"value":{"kind":"StringValue","value":"volume","block":false}},{"kind":"ObjectField","name":{"kind":"Name","value":"id"},"value":{"kind":"StringValue","value":"1","block":false}},{"kind":"ObjectField","name":{"kind":"Name","value":"fencingToken"},"value":{"kind":"IntValue","value":"1"}}]}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"checkLocks"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"items"},"value":{"kind":"Variable","name":{"kind":"Name","value":"items"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"LockHeld"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"record"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"route"}},{"kind":"Field","name":{"kind":"Name","value":"resourceId"}},{"kind":"Field","name":{"kind":"Name","value":"lock"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"LockFields"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"lock"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"LockFields"}}]}}]}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"Lost"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"LockFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Lock"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"route"}},{"kind":"Field","name":{"kind":"Name","value":"resourceId"}},{"kind":"Field","name":{"kind":"Name","value":"holder"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"username"}}]}},{"kind":"Field","name":{"kind":"Name","value":"acquiredAt"}},{"kind":"Field","name":{"kind":"Name","value":"renewedAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresInMs"}},{"kind":"Field","name":{"kind":"Name","value":"fencingToken"}},{"kind":"Field","name":{"kind":"Name","value":"note"}},{"kind":"Field","name":{"kind":"Name","value":"sessionId"}},{"kind":"Field","name":{"kind":"Name","value":"reserved"}},{"kind":"Field","name":{"kind":"Name","value":"holdEndsAt"}},{"kind":"Field","name":{"kind":"Name","value":"waiterCount"}},{"kind":"Field","name":{"kind":"Name","value":"heldByMe"}},{"kind":"Field","name":{"kind":"Name","value":"canTakeOver"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Lost"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"LockLost"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"record"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"route"}},{"kind":"Field","name":{"kind":"Name","value":"resourceId"}},{"kind":"Field","name":{"kind":"Name","value":"lock"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"LockFields"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"currentLock"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"LockFields"}}]}}]}}]} as unknown as DocumentNode<CheckLocksQuery, CheckLocksQueryVariables>;