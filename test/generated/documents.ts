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

/** Who is editing a record, since when and until when. */
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
  /** True when the caller is the holder, even if another tab acquired the lock. */
  heldByMe: Scalars['Boolean']['output'];
  /** Who has the lock. */
  holder: User;
  /** The full lock identifier, unique over all routes, e.g. `volume/1234`: a safe key for client caches. */
  id: Scalars['ID']['output'];
  /** A note of the holder for others; null when there is none. */
  note?: Maybe<Scalars['String']['output']>;
  /** When the lock was last renewed; equal to `acquiredAt` until the first renewal. */
  renewedAt: Scalars['DateTime']['output'];
  /** The id of the resource within the route, e.g. `1234`. */
  resourceId: Scalars['ID']['output'];
  /** The base route without surrounding slashes, e.g. `volume`. */
  route: Scalars['String']['output'];
};

/** The caller has the lock. */
export type LockAcquired = {
  __typename?: 'LockAcquired';
  /** True for a new grant; false when the caller had the lock and it was renewed. */
  created: Scalars['Boolean']['output'];
  /** The caller's lock. */
  lock: Lock;
  /** The record at the moment of the decision, with its effect. */
  record: LockableRecord;
};

/** Another user has the lock; nothing was changed. */
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

/** The grant of that fencing token has ended: do not save the record with it. */
export type LockLost = {
  __typename?: 'LockLost';
  /** The lock that holds the record now, possibly a newer grant of the caller; null when the record is free. */
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

/** The lock was removed; the record is free. */
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

/** The caller took the lock over. */
export type LockTakenOver = {
  __typename?: 'LockTakenOver';
  /** The caller's lock, under a new fencing token. */
  lock: Lock;
  /** Who had the lock before; possibly the caller. */
  previousHolder: User;
  /** The record at the moment of the decision, with its effect. */
  record: LockableRecord;
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
  /** Acquires a free lock, or renews the caller's own. A conflict says who holds it. Needs `manage-locks`. */
  acquireLock: AcquireLockResult;
  /** Removes a held lock of any user. Needs `override-locks` as well as `manage-locks`. */
  forceRemoveLock: RemoveLockResult;
  /** Removes the caller's own lock. Needs no permission; a caller without `manage-locks` gets `FORBIDDEN` for any other lock. */
  removeLock: RemoveLockResult;
  /** Removes all locks of the caller, as on log-out, and returns how many. Needs no permission. */
  removeMyLocks: Scalars['Int']['output'];
  /** Renews the grant of a fencing token for its current lease. An expired grant is revived with a new token unless another grant followed; a lost grant is never replaced. Needs `manage-locks`. */
  renewLock: RenewLockResult;
  /** Moves a held lock to the caller atomically, with a new fencing token. Needs `override-locks` as well as `manage-locks`. */
  takeOverLock: TakeOverLockResult;
};


/** Changes. An expected outcome, such as a conflict, is a member of the result union; any other failure is in `errors`, with a code in `extensions`. */
export type MutationAcquireLockArgs = {
  id: Scalars['ID']['input'];
  note?: InputMaybe<Scalars['String']['input']>;
  route: Scalars['String']['input'];
  ttlSeconds?: InputMaybe<Scalars['Int']['input']>;
};


/** Changes. An expected outcome, such as a conflict, is a member of the result union; any other failure is in `errors`, with a code in `extensions`. */
export type MutationForceRemoveLockArgs = {
  id: Scalars['ID']['input'];
  route: Scalars['String']['input'];
};


/** Changes. An expected outcome, such as a conflict, is a member of the result union; any other failure is in `errors`, with a code in `extensions`. */
export type MutationRemoveLockArgs = {
  fencingToken?: InputMaybe<Scalars['SafeInt']['input']>;
  id: Scalars['ID']['input'];
  route: Scalars['String']['input'];
};


/** Changes. An expected outcome, such as a conflict, is a member of the result union; any other failure is in `errors`, with a code in `extensions`. */
export type MutationRenewLockArgs = {
  fencingToken: Scalars['SafeInt']['input'];
  id: Scalars['ID']['input'];
  route: Scalars['String']['input'];
};


/** Changes. An expected outcome, such as a conflict, is a member of the result union; any other failure is in `errors`, with a code in `extensions`. */
export type MutationTakeOverLockArgs = {
  id: Scalars['ID']['input'];
  note?: InputMaybe<Scalars['String']['input']>;
  route: Scalars['String']['input'];
  ttlSeconds?: InputMaybe<Scalars['Int']['input']>;
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
  /** The lock on a record; null when it is free. Needs `manage-locks`. */
  lock?: Maybe<Lock>;
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
export type QueryLockArgs = {
  id: Scalars['ID']['input'];
  route: Scalars['String']['input'];
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

/** The results of `removeLock` and `forceRemoveLock`; only `removeLock` returns `LockConflict`. */
export type RemoveLockResult = LockConflict | LockNotFound | LockRemoved;

/** The results of `renewLock`. */
export type RenewLockResult = LockLost | LockRenewed;

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

export type LockFieldsFragment = { __typename?: 'Lock', id: string, route: string, resourceId: string, acquiredAt: string, renewedAt: string, expiresAt?: string | null, expiresInMs?: number | null, fencingToken: number, note?: string | null, heldByMe: boolean, canTakeOver: boolean, holder: { __typename?: 'User', id: string, username: string } };

export type RecordFieldsFragment = { __typename?: 'LockableRecord', id: string, route: string, resourceId: string, lock?: { __typename?: 'Lock', id: string, route: string, resourceId: string, acquiredAt: string, renewedAt: string, expiresAt?: string | null, expiresInMs?: number | null, fencingToken: number, note?: string | null, heldByMe: boolean, canTakeOver: boolean, holder: { __typename?: 'User', id: string, username: string } } | null };

export type MeQueryVariables = Exact<{ [key: string]: never; }>;


export type MeQuery = { __typename?: 'Query', me: { __typename?: 'Viewer', permissions: Array<string>, user: { __typename?: 'User', id: string, username: string } } };

export type FindRecordQueryVariables = Exact<{
  route?: Scalars['String']['input'];
  id?: Scalars['ID']['input'];
}>;


export type FindRecordQuery = { __typename?: 'Query', record: { __typename?: 'LockableRecord', id: string, route: string, resourceId: string, lock?: { __typename?: 'Lock', id: string, route: string, resourceId: string, acquiredAt: string, renewedAt: string, expiresAt?: string | null, expiresInMs?: number | null, fencingToken: number, note?: string | null, heldByMe: boolean, canTakeOver: boolean, holder: { __typename?: 'User', id: string, username: string } } | null } };

export type FindRecordsQueryVariables = Exact<{
  route?: Scalars['String']['input'];
  ids?: Array<Scalars['ID']['input']> | Scalars['ID']['input'];
}>;


export type FindRecordsQuery = { __typename?: 'Query', records: Array<{ __typename?: 'LockableRecord', id: string, route: string, resourceId: string, lock?: { __typename?: 'Lock', id: string, route: string, resourceId: string, acquiredAt: string, renewedAt: string, expiresAt?: string | null, expiresInMs?: number | null, fencingToken: number, note?: string | null, heldByMe: boolean, canTakeOver: boolean, holder: { __typename?: 'User', id: string, username: string } } | null }> };

export type FindLockQueryVariables = Exact<{
  route?: Scalars['String']['input'];
  id?: Scalars['ID']['input'];
}>;


export type FindLockQuery = { __typename?: 'Query', lock?: { __typename?: 'Lock', id: string, route: string, resourceId: string, acquiredAt: string, renewedAt: string, expiresAt?: string | null, expiresInMs?: number | null, fencingToken: number, note?: string | null, heldByMe: boolean, canTakeOver: boolean, holder: { __typename?: 'User', id: string, username: string } } | null };

export type ListLocksQueryVariables = Exact<{
  route?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
}>;


export type ListLocksQuery = { __typename?: 'Query', locks: { __typename?: 'LockConnection', nodes: Array<{ __typename?: 'Lock', id: string, route: string, resourceId: string, acquiredAt: string, renewedAt: string, expiresAt?: string | null, expiresInMs?: number | null, fencingToken: number, note?: string | null, heldByMe: boolean, canTakeOver: boolean, holder: { __typename?: 'User', id: string, username: string } }>, edges: Array<{ __typename?: 'LockEdge', cursor: string, node: { __typename?: 'Lock', id: string } }>, pageInfo: { __typename?: 'PageInfo', hasNextPage: boolean, hasPreviousPage: boolean, startCursor?: string | null, endCursor?: string | null } } };

export type ListLocksBackwardsQueryVariables = Exact<{
  route?: InputMaybe<Scalars['String']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
}>;


export type ListLocksBackwardsQuery = { __typename?: 'Query', locks: { __typename?: 'LockConnection', nodes: Array<{ __typename?: 'Lock', id: string, route: string, resourceId: string, acquiredAt: string, renewedAt: string, expiresAt?: string | null, expiresInMs?: number | null, fencingToken: number, note?: string | null, heldByMe: boolean, canTakeOver: boolean, holder: { __typename?: 'User', id: string, username: string } }>, pageInfo: { __typename?: 'PageInfo', hasPreviousPage: boolean, startCursor?: string | null } } };

export type LocksOfRowsQueryVariables = Exact<{
  route?: Scalars['String']['input'];
  ids?: InputMaybe<Array<Scalars['ID']['input']> | Scalars['ID']['input']>;
}>;


export type LocksOfRowsQuery = { __typename?: 'Query', locks: { __typename?: 'LockConnection', nodes: Array<{ __typename?: 'Lock', id: string, route: string, resourceId: string, acquiredAt: string, renewedAt: string, expiresAt?: string | null, expiresInMs?: number | null, fencingToken: number, note?: string | null, heldByMe: boolean, canTakeOver: boolean, holder: { __typename?: 'User', id: string, username: string } }> } };

export type LocksOfHolderQueryVariables = Exact<{
  holderId?: Scalars['ID']['input'];
}>;


export type LocksOfHolderQuery = { __typename?: 'Query', locks: { __typename?: 'LockConnection', totalCount: number, nodes: Array<{ __typename?: 'Lock', id: string, route: string, resourceId: string, acquiredAt: string, renewedAt: string, expiresAt?: string | null, expiresInMs?: number | null, fencingToken: number, note?: string | null, heldByMe: boolean, canTakeOver: boolean, holder: { __typename?: 'User', id: string, username: string } }> } };

export type MyLocksQueryVariables = Exact<{
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
}>;


export type MyLocksQuery = { __typename?: 'Query', locks: { __typename?: 'LockConnection', totalCount: number, nodes: Array<{ __typename?: 'Lock', id: string, route: string, resourceId: string, acquiredAt: string, renewedAt: string, expiresAt?: string | null, expiresInMs?: number | null, fencingToken: number, note?: string | null, heldByMe: boolean, canTakeOver: boolean, holder: { __typename?: 'User', id: string, username: string } }>, pageInfo: { __typename?: 'PageInfo', hasNextPage: boolean, endCursor?: string | null } } };

export type AcquireLockMutationVariables = Exact<{
  route?: Scalars['String']['input'];
  id?: Scalars['ID']['input'];
  ttlSeconds?: InputMaybe<Scalars['Int']['input']>;
  note?: InputMaybe<Scalars['String']['input']>;
}>;


export type AcquireLockMutation = { __typename?: 'Mutation', acquireLock:
    | { __typename: 'LockAcquired', created: boolean, record: { __typename?: 'LockableRecord', id: string, route: string, resourceId: string, lock?: { __typename?: 'Lock', id: string, route: string, resourceId: string, acquiredAt: string, renewedAt: string, expiresAt?: string | null, expiresInMs?: number | null, fencingToken: number, note?: string | null, heldByMe: boolean, canTakeOver: boolean, holder: { __typename?: 'User', id: string, username: string } } | null }, lock: { __typename?: 'Lock', id: string, route: string, resourceId: string, acquiredAt: string, renewedAt: string, expiresAt?: string | null, expiresInMs?: number | null, fencingToken: number, note?: string | null, heldByMe: boolean, canTakeOver: boolean, holder: { __typename?: 'User', id: string, username: string } } }
    | { __typename: 'LockConflict', message: string, record: { __typename?: 'LockableRecord', id: string, route: string, resourceId: string, lock?: { __typename?: 'Lock', id: string, route: string, resourceId: string, acquiredAt: string, renewedAt: string, expiresAt?: string | null, expiresInMs?: number | null, fencingToken: number, note?: string | null, heldByMe: boolean, canTakeOver: boolean, holder: { __typename?: 'User', id: string, username: string } } | null }, lock: { __typename?: 'Lock', id: string, route: string, resourceId: string, acquiredAt: string, renewedAt: string, expiresAt?: string | null, expiresInMs?: number | null, fencingToken: number, note?: string | null, heldByMe: boolean, canTakeOver: boolean, holder: { __typename?: 'User', id: string, username: string } } }
   };

export type RenewLockMutationVariables = Exact<{
  route?: Scalars['String']['input'];
  id?: Scalars['ID']['input'];
  fencingToken: Scalars['SafeInt']['input'];
}>;


export type RenewLockMutation = { __typename?: 'Mutation', renewLock:
    | { __typename: 'LockLost', message: string, record: { __typename?: 'LockableRecord', id: string, route: string, resourceId: string, lock?: { __typename?: 'Lock', id: string, route: string, resourceId: string, acquiredAt: string, renewedAt: string, expiresAt?: string | null, expiresInMs?: number | null, fencingToken: number, note?: string | null, heldByMe: boolean, canTakeOver: boolean, holder: { __typename?: 'User', id: string, username: string } } | null }, currentLock?: { __typename?: 'Lock', id: string, route: string, resourceId: string, acquiredAt: string, renewedAt: string, expiresAt?: string | null, expiresInMs?: number | null, fencingToken: number, note?: string | null, heldByMe: boolean, canTakeOver: boolean, holder: { __typename?: 'User', id: string, username: string } } | null }
    | { __typename: 'LockRenewed', record: { __typename?: 'LockableRecord', id: string, route: string, resourceId: string, lock?: { __typename?: 'Lock', id: string, route: string, resourceId: string, acquiredAt: string, renewedAt: string, expiresAt?: string | null, expiresInMs?: number | null, fencingToken: number, note?: string | null, heldByMe: boolean, canTakeOver: boolean, holder: { __typename?: 'User', id: string, username: string } } | null }, lock: { __typename?: 'Lock', id: string, route: string, resourceId: string, acquiredAt: string, renewedAt: string, expiresAt?: string | null, expiresInMs?: number | null, fencingToken: number, note?: string | null, heldByMe: boolean, canTakeOver: boolean, holder: { __typename?: 'User', id: string, username: string } } }
   };

export type RemoveLockMutationVariables = Exact<{
  route?: Scalars['String']['input'];
  id?: Scalars['ID']['input'];
  fencingToken?: InputMaybe<Scalars['SafeInt']['input']>;
}>;


export type RemoveLockMutation = { __typename?: 'Mutation', removeLock:
    | { __typename: 'LockConflict', message: string, record: { __typename?: 'LockableRecord', id: string, route: string, resourceId: string, lock?: { __typename?: 'Lock', id: string, route: string, resourceId: string, acquiredAt: string, renewedAt: string, expiresAt?: string | null, expiresInMs?: number | null, fencingToken: number, note?: string | null, heldByMe: boolean, canTakeOver: boolean, holder: { __typename?: 'User', id: string, username: string } } | null }, lock: { __typename?: 'Lock', id: string, route: string, resourceId: string, acquiredAt: string, renewedAt: string, expiresAt?: string | null, expiresInMs?: number | null, fencingToken: number, note?: string | null, heldByMe: boolean, canTakeOver: boolean, holder: { __typename?: 'User', id: string, username: string } } }
    | { __typename: 'LockNotFound', message: string, record: { __typename?: 'LockableRecord', id: string, route: string, resourceId: string, lock?: { __typename?: 'Lock', id: string, route: string, resourceId: string, acquiredAt: string, renewedAt: string, expiresAt?: string | null, expiresInMs?: number | null, fencingToken: number, note?: string | null, heldByMe: boolean, canTakeOver: boolean, holder: { __typename?: 'User', id: string, username: string } } | null } }
    | { __typename: 'LockRemoved', fencingToken: number, record: { __typename?: 'LockableRecord', id: string, route: string, resourceId: string, lock?: { __typename?: 'Lock', id: string, route: string, resourceId: string, acquiredAt: string, renewedAt: string, expiresAt?: string | null, expiresInMs?: number | null, fencingToken: number, note?: string | null, heldByMe: boolean, canTakeOver: boolean, holder: { __typename?: 'User', id: string, username: string } } | null }, previousHolder: { __typename?: 'User', id: string, username: string } }
   };

export type TakeOverLockMutationVariables = Exact<{
  route?: Scalars['String']['input'];
  id?: Scalars['ID']['input'];
  ttlSeconds?: InputMaybe<Scalars['Int']['input']>;
  note?: InputMaybe<Scalars['String']['input']>;
}>;


export type TakeOverLockMutation = { __typename?: 'Mutation', takeOverLock:
    | { __typename: 'LockNotFound', message: string, record: { __typename?: 'LockableRecord', id: string, route: string, resourceId: string, lock?: { __typename?: 'Lock', id: string, route: string, resourceId: string, acquiredAt: string, renewedAt: string, expiresAt?: string | null, expiresInMs?: number | null, fencingToken: number, note?: string | null, heldByMe: boolean, canTakeOver: boolean, holder: { __typename?: 'User', id: string, username: string } } | null } }
    | { __typename: 'LockTakenOver', record: { __typename?: 'LockableRecord', id: string, route: string, resourceId: string, lock?: { __typename?: 'Lock', id: string, route: string, resourceId: string, acquiredAt: string, renewedAt: string, expiresAt?: string | null, expiresInMs?: number | null, fencingToken: number, note?: string | null, heldByMe: boolean, canTakeOver: boolean, holder: { __typename?: 'User', id: string, username: string } } | null }, lock: { __typename?: 'Lock', id: string, route: string, resourceId: string, acquiredAt: string, renewedAt: string, expiresAt?: string | null, expiresInMs?: number | null, fencingToken: number, note?: string | null, heldByMe: boolean, canTakeOver: boolean, holder: { __typename?: 'User', id: string, username: string } }, previousHolder: { __typename?: 'User', id: string, username: string } }
   };

export type ForceRemoveLockMutationVariables = Exact<{
  route?: Scalars['String']['input'];
  id?: Scalars['ID']['input'];
}>;


export type ForceRemoveLockMutation = { __typename?: 'Mutation', forceRemoveLock:
    | { __typename: 'LockConflict', message: string, record: { __typename?: 'LockableRecord', id: string, route: string, resourceId: string, lock?: { __typename?: 'Lock', id: string, route: string, resourceId: string, acquiredAt: string, renewedAt: string, expiresAt?: string | null, expiresInMs?: number | null, fencingToken: number, note?: string | null, heldByMe: boolean, canTakeOver: boolean, holder: { __typename?: 'User', id: string, username: string } } | null } }
    | { __typename: 'LockNotFound', message: string, record: { __typename?: 'LockableRecord', id: string, route: string, resourceId: string, lock?: { __typename?: 'Lock', id: string, route: string, resourceId: string, acquiredAt: string, renewedAt: string, expiresAt?: string | null, expiresInMs?: number | null, fencingToken: number, note?: string | null, heldByMe: boolean, canTakeOver: boolean, holder: { __typename?: 'User', id: string, username: string } } | null } }
    | { __typename: 'LockRemoved', fencingToken: number, record: { __typename?: 'LockableRecord', id: string, route: string, resourceId: string, lock?: { __typename?: 'Lock', id: string, route: string, resourceId: string, acquiredAt: string, renewedAt: string, expiresAt?: string | null, expiresInMs?: number | null, fencingToken: number, note?: string | null, heldByMe: boolean, canTakeOver: boolean, holder: { __typename?: 'User', id: string, username: string } } | null }, previousHolder: { __typename?: 'User', id: string, username: string } }
   };

export type RemoveMyLocksMutationVariables = Exact<{ [key: string]: never; }>;


export type RemoveMyLocksMutation = { __typename?: 'Mutation', removeMyLocks: number };

export const LockFieldsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"LockFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Lock"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"route"}},{"kind":"Field","name":{"kind":"Name","value":"resourceId"}},{"kind":"Field","name":{"kind":"Name","value":"holder"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"username"}}]}},{"kind":"Field","name":{"kind":"Name","value":"acquiredAt"}},{"kind":"Field","name":{"kind":"Name","value":"renewedAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresInMs"}},{"kind":"Field","name":{"kind":"Name","value":"fencingToken"}},{"kind":"Field","name":{"kind":"Name","value":"note"}},{"kind":"Field","name":{"kind":"Name","value":"heldByMe"}},{"kind":"Field","name":{"kind":"Name","value":"canTakeOver"}}]}}]} as unknown as DocumentNode<LockFieldsFragment, unknown>;
export const RecordFieldsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"RecordFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"LockableRecord"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"route"}},{"kind":"Field","name":{"kind":"Name","value":"resourceId"}},{"kind":"Field","name":{"kind":"Name","value":"lock"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"LockFields"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"LockFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Lock"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"route"}},{"kind":"Field","name":{"kind":"Name","value":"resourceId"}},{"kind":"Field","name":{"kind":"Name","value":"holder"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"username"}}]}},{"kind":"Field","name":{"kind":"Name","value":"acquiredAt"}},{"kind":"Field","name":{"kind":"Name","value":"renewedAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresInMs"}},{"kind":"Field","name":{"kind":"Name","value":"fencingToken"}},{"kind":"Field","name":{"kind":"Name","value":"note"}},{"kind":"Field","name":{"kind":"Name","value":"heldByMe"}},{"kind":"Field","name":{"kind":"Name","value":"canTakeOver"}}]}}]} as unknown as DocumentNode<RecordFieldsFragment, unknown>;
export const MeDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Me"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"me"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"user"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"username"}}]}},{"kind":"Field","name":{"kind":"Name","value":"permissions"}}]}}]}}]} as unknown as DocumentNode<MeQuery, MeQueryVariables>;
export const FindRecordDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"FindRecord"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"route"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},"defaultValue":{"kind":"StringValue","value":"volume","block":false}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}},"defaultValue":{"kind":"StringValue","value":"1234","block":false}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"record"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"route"},"value":{"kind":"Variable","name":{"kind":"Name","value":"route"}}},{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"RecordFields"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"LockFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Lock"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"route"}},{"kind":"Field","name":{"kind":"Name","value":"resourceId"}},{"kind":"Field","name":{"kind":"Name","value":"holder"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"username"}}]}},{"kind":"Field","name":{"kind":"Name","value":"acquiredAt"}},{"kind":"Field","name":{"kind":"Name","value":"renewedAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresInMs"}},{"kind":"Field","name":{"kind":"Name","value":"fencingToken"}},{"kind":"Field","name":{"kind":"Name","value":"note"}},{"kind":"Field","name":{"kind":"Name","value":"heldByMe"}},{"kind":"Field","name":{"kind":"Name","value":"canTakeOver"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"RecordFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"LockableRecord"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"route"}},{"kind":"Field","name":{"kind":"Name","value":"resourceId"}},{"kind":"Field","name":{"kind":"Name","value":"lock"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"LockFields"}}]}}]}}]} as unknown as DocumentNode<FindRecordQuery, FindRecordQueryVariables>;
export const FindRecordsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"FindRecords"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"route"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},"defaultValue":{"kind":"StringValue","value":"volume","block":false}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"ids"}},"type":{"kind":"NonNullType","type":{"kind":"ListType","type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}},"defaultValue":{"kind":"ListValue","values":[{"kind":"StringValue","value":"1","block":false},{"kind":"StringValue","value":"2","block":false},{"kind":"StringValue","value":"1234","block":false}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"records"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"route"},"value":{"kind":"Variable","name":{"kind":"Name","value":"route"}}},{"kind":"Argument","name":{"kind":"Name","value":"ids"},"value":{"kind":"Variable","name":{"kind":"Name","value":"ids"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"RecordFields"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"LockFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Lock"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"route"}},{"kind":"Field","name":{"kind":"Name","value":"resourceId"}},{"kind":"Field","name":{"kind":"Name","value":"holder"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"username"}}]}},{"kind":"Field","name":{"kind":"Name","value":"acquiredAt"}},{"kind":"Field","name":{"kind":"Name","value":"renewedAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresInMs"}},{"kind":"Field","name":{"kind":"Name","value":"fencingToken"}},{"kind":"Field","name":{"kind":"Name","value":"note"}},{"kind":"Field","name":{"kind":"Name","value":"heldByMe"}},{"kind":"Field","name":{"kind":"Name","value":"canTakeOver"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"RecordFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"LockableRecord"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"route"}},{"kind":"Field","name":{"kind":"Name","value":"resourceId"}},{"kind":"Field","name":{"kind":"Name","value":"lock"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"LockFields"}}]}}]}}]} as unknown as DocumentNode<FindRecordsQuery, FindRecordsQueryVariables>;
export const FindLockDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"FindLock"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"route"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},"defaultValue":{"kind":"StringValue","value":"volume","block":false}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}},"defaultValue":{"kind":"StringValue","value":"1234","block":false}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"lock"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"route"},"value":{"kind":"Variable","name":{"kind":"Name","value":"route"}}},{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"LockFields"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"LockFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Lock"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"route"}},{"kind":"Field","name":{"kind":"Name","value":"resourceId"}},{"kind":"Field","name":{"kind":"Name","value":"holder"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"username"}}]}},{"kind":"Field","name":{"kind":"Name","value":"acquiredAt"}},{"kind":"Field","name":{"kind":"Name","value":"renewedAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresInMs"}},{"kind":"Field","name":{"kind":"Name","value":"fencingToken"}},{"kind":"Field","name":{"kind":"Name","value":"note"}},{"kind":"Field","name":{"kind":"Name","value":"heldByMe"}},{"kind":"Field","name":{"kind":"Name","value":"canTakeOver"}}]}}]} as unknown as DocumentNode<FindLockQuery, FindLockQueryVariables>;
export const ListLocksDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ListLocks"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"route"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}},"defaultValue":{"kind":"StringValue","value":"volume","block":false}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}},"defaultValue":{"kind":"IntValue","value":"50"}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"locks"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"route"},"value":{"kind":"Variable","name":{"kind":"Name","value":"route"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"LockFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cursor"}},{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"hasPreviousPage"}},{"kind":"Field","name":{"kind":"Name","value":"startCursor"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"LockFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Lock"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"route"}},{"kind":"Field","name":{"kind":"Name","value":"resourceId"}},{"kind":"Field","name":{"kind":"Name","value":"holder"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"username"}}]}},{"kind":"Field","name":{"kind":"Name","value":"acquiredAt"}},{"kind":"Field","name":{"kind":"Name","value":"renewedAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresInMs"}},{"kind":"Field","name":{"kind":"Name","value":"fencingToken"}},{"kind":"Field","name":{"kind":"Name","value":"note"}},{"kind":"Field","name":{"kind":"Name","value":"heldByMe"}},{"kind":"Field","name":{"kind":"Name","value":"canTakeOver"}}]}}]} as unknown as DocumentNode<ListLocksQuery, ListLocksQueryVariables>;
export const ListLocksBackwardsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ListLocksBackwards"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"route"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}},"defaultValue":{"kind":"StringValue","value":"volume","block":false}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"last"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}},"defaultValue":{"kind":"IntValue","value":"50"}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"before"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"locks"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"route"},"value":{"kind":"Variable","name":{"kind":"Name","value":"route"}}},{"kind":"Argument","name":{"kind":"Name","value":"last"},"value":{"kind":"Variable","name":{"kind":"Name","value":"last"}}},{"kind":"Argument","name":{"kind":"Name","value":"before"},"value":{"kind":"Variable","name":{"kind":"Name","value":"before"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"LockFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasPreviousPage"}},{"kind":"Field","name":{"kind":"Name","value":"startCursor"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"LockFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Lock"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"route"}},{"kind":"Field","name":{"kind":"Name","value":"resourceId"}},{"kind":"Field","name":{"kind":"Name","value":"holder"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"username"}}]}},{"kind":"Field","name":{"kind":"Name","value":"acquiredAt"}},{"kind":"Field","name":{"kind":"Name","value":"renewedAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresInMs"}},{"kind":"Field","name":{"kind":"Name","value":"fencingToken"}},{"kind":"Field","name":{"kind":"Name","value":"note"}},{"kind":"Field","name":{"kind":"Name","value":"heldByMe"}},{"kind":"Field","name":{"kind":"Name","value":"canTakeOver"}}]}}]} as unknown as DocumentNode<ListLocksBackwardsQuery, ListLocksBackwardsQueryVariables>;
export const LocksOfRowsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"LocksOfRows"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"route"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},"defaultValue":{"kind":"StringValue","value":"volume","block":false}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"ids"}},"type":{"kind":"ListType","type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},"defaultValue":{"kind":"ListValue","values":[{"kind":"StringValue","value":"1","block":false},{"kind":"StringValue","value":"2","block":false},{"kind":"StringValue","value":"1234","block":false}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"locks"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"route"},"value":{"kind":"Variable","name":{"kind":"Name","value":"route"}}},{"kind":"Argument","name":{"kind":"Name","value":"ids"},"value":{"kind":"Variable","name":{"kind":"Name","value":"ids"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"200"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"LockFields"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"LockFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Lock"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"route"}},{"kind":"Field","name":{"kind":"Name","value":"resourceId"}},{"kind":"Field","name":{"kind":"Name","value":"holder"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"username"}}]}},{"kind":"Field","name":{"kind":"Name","value":"acquiredAt"}},{"kind":"Field","name":{"kind":"Name","value":"renewedAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresInMs"}},{"kind":"Field","name":{"kind":"Name","value":"fencingToken"}},{"kind":"Field","name":{"kind":"Name","value":"note"}},{"kind":"Field","name":{"kind":"Name","value":"heldByMe"}},{"kind":"Field","name":{"kind":"Name","value":"canTakeOver"}}]}}]} as unknown as DocumentNode<LocksOfRowsQuery, LocksOfRowsQueryVariables>;
export const LocksOfHolderDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"LocksOfHolder"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"holderId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}},"defaultValue":{"kind":"StringValue","value":"user-alice","block":false}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"locks"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"holderId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"holderId"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"LockFields"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"LockFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Lock"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"route"}},{"kind":"Field","name":{"kind":"Name","value":"resourceId"}},{"kind":"Field","name":{"kind":"Name","value":"holder"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"username"}}]}},{"kind":"Field","name":{"kind":"Name","value":"acquiredAt"}},{"kind":"Field","name":{"kind":"Name","value":"renewedAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresInMs"}},{"kind":"Field","name":{"kind":"Name","value":"fencingToken"}},{"kind":"Field","name":{"kind":"Name","value":"note"}},{"kind":"Field","name":{"kind":"Name","value":"heldByMe"}},{"kind":"Field","name":{"kind":"Name","value":"canTakeOver"}}]}}]} as unknown as DocumentNode<LocksOfHolderQuery, LocksOfHolderQueryVariables>;
export const MyLocksDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"MyLocks"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}},"defaultValue":{"kind":"IntValue","value":"50"}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"locks"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"mine"},"value":{"kind":"BooleanValue","value":true}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"LockFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"LockFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Lock"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"route"}},{"kind":"Field","name":{"kind":"Name","value":"resourceId"}},{"kind":"Field","name":{"kind":"Name","value":"holder"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"username"}}]}},{"kind":"Field","name":{"kind":"Name","value":"acquiredAt"}},{"kind":"Field","name":{"kind":"Name","value":"renewedAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresInMs"}},{"kind":"Field","name":{"kind":"Name","value":"fencingToken"}},{"kind":"Field","name":{"kind":"Name","value":"note"}},{"kind":"Field","name":{"kind":"Name","value":"heldByMe"}},{"kind":"Field","name":{"kind":"Name","value":"canTakeOver"}}]}}]} as unknown as DocumentNode<MyLocksQuery, MyLocksQueryVariables>;
export const AcquireLockDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"AcquireLock"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"route"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},"defaultValue":{"kind":"StringValue","value":"volume","block":false}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}},"defaultValue":{"kind":"StringValue","value":"1234","block":false}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"ttlSeconds"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"note"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}},"defaultValue":{"kind":"StringValue","value":"price update, back at 15:00","block":false}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"acquireLock"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"route"},"value":{"kind":"Variable","name":{"kind":"Name","value":"route"}}},{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}},{"kind":"Argument","name":{"kind":"Name","value":"ttlSeconds"},"value":{"kind":"Variable","name":{"kind":"Name","value":"ttlSeconds"}}},{"kind":"Argument","name":{"kind":"Name","value":"note"},"value":{"kind":"Variable","name":{"kind":"Name","value":"note"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"LockAcquired"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"created"}},{"kind":"Field","name":{"kind":"Name","value":"record"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"RecordFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"lock"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"LockFields"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"LockConflict"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"record"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"RecordFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"lock"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"LockFields"}}]}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"LockFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Lock"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"route"}},{"kind":"Field","name":{"kind":"Name","value":"resourceId"}},{"kind":"Field","name":{"kind":"Name","value":"holder"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"username"}}]}},{"kind":"Field","name":{"kind":"Name","value":"acquiredAt"}},{"kind":"Field","name":{"kind":"Name","value":"renewedAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresInMs"}},{"kind":"Field","name":{"kind":"Name","value":"fencingToken"}},{"kind":"Field","name":{"kind":"Name","value":"note"}},{"kind":"Field","name":{"kind":"Name","value":"heldByMe"}},{"kind":"Field","name":{"kind":"Name","value":"canTakeOver"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"RecordFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"LockableRecord"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"route"}},{"kind":"Field","name":{"kind":"Name","value":"resourceId"}},{"kind":"Field","name":{"kind":"Name","value":"lock"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"LockFields"}}]}}]}}]} as unknown as DocumentNode<AcquireLockMutation, AcquireLockMutationVariables>;
export const RenewLockDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RenewLock"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"route"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},"defaultValue":{"kind":"StringValue","value":"volume","block":false}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}},"defaultValue":{"kind":"StringValue","value":"1234","block":false}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"fencingToken"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"SafeInt"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"renewLock"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"route"},"value":{"kind":"Variable","name":{"kind":"Name","value":"route"}}},{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}},{"kind":"Argument","name":{"kind":"Name","value":"fencingToken"},"value":{"kind":"Variable","name":{"kind":"Name","value":"fencingToken"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"LockRenewed"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"record"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"RecordFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"lock"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"LockFields"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"LockLost"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"record"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"RecordFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"currentLock"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"LockFields"}}]}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"LockFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Lock"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"route"}},{"kind":"Field","name":{"kind":"Name","value":"resourceId"}},{"kind":"Field","name":{"kind":"Name","value":"holder"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"username"}}]}},{"kind":"Field","name":{"kind":"Name","value":"acquiredAt"}},{"kind":"Field","name":{"kind":"Name","value":"renewedAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresInMs"}},{"kind":"Field","name":{"kind":"Name","value":"fencingToken"}},{"kind":"Field","name":{"kind":"Name","value":"note"}},{"kind":"Field","name":{"kind":"Name","value":"heldByMe"}},{"kind":"Field","name":{"kind":"Name","value":"canTakeOver"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"RecordFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"LockableRecord"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"route"}},{"kind":"Field","name":{"kind":"Name","value":"resourceId"}},{"kind":"Field","name":{"kind":"Name","value":"lock"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"LockFields"}}]}}]}}]} as unknown as DocumentNode<RenewLockMutation, RenewLockMutationVariables>;
export const RemoveLockDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RemoveLock"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"route"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},"defaultValue":{"kind":"StringValue","value":"volume","block":false}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}},"defaultValue":{"kind":"StringValue","value":"1234","block":false}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"fencingToken"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"SafeInt"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"removeLock"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"route"},"value":{"kind":"Variable","name":{"kind":"Name","value":"route"}}},{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}},{"kind":"Argument","name":{"kind":"Name","value":"fencingToken"},"value":{"kind":"Variable","name":{"kind":"Name","value":"fencingToken"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"LockRemoved"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"record"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"RecordFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"previousHolder"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"username"}}]}},{"kind":"Field","name":{"kind":"Name","value":"fencingToken"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"LockNotFound"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"record"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"RecordFields"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"LockConflict"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"record"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"RecordFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"lock"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"LockFields"}}]}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"LockFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Lock"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"route"}},{"kind":"Field","name":{"kind":"Name","value":"resourceId"}},{"kind":"Field","name":{"kind":"Name","value":"holder"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"username"}}]}},{"kind":"Field","name":{"kind":"Name","value":"acquiredAt"}},{"kind":"Field","name":{"kind":"Name","value":"renewedAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresInMs"}},{"kind":"Field","name":{"kind":"Name","value":"fencingToken"}},{"kind":"Field","name":{"kind":"Name","value":"note"}},{"kind":"Field","name":{"kind":"Name","value":"heldByMe"}},{"kind":"Field","name":{"kind":"Name","value":"canTakeOver"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"RecordFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"LockableRecord"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"route"}},{"kind":"Field","name":{"kind":"Name","value":"resourceId"}},{"kind":"Field","name":{"kind":"Name","value":"lock"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"LockFields"}}]}}]}}]} as unknown as DocumentNode<RemoveLockMutation, RemoveLockMutationVariables>;
export const TakeOverLockDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"TakeOverLock"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"route"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},"defaultValue":{"kind":"StringValue","value":"volume","block":false}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}},"defaultValue":{"kind":"StringValue","value":"1234","block":false}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"ttlSeconds"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"note"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"takeOverLock"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"route"},"value":{"kind":"Variable","name":{"kind":"Name","value":"route"}}},{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}},{"kind":"Argument","name":{"kind":"Name","value":"ttlSeconds"},"value":{"kind":"Variable","name":{"kind":"Name","value":"ttlSeconds"}}},{"kind":"Argument","name":{"kind":"Name","value":"note"},"value":{"kind":"Variable","name":{"kind":"Name","value":"note"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"LockTakenOver"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"record"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"RecordFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"lock"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"LockFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"previousHolder"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"username"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"LockNotFound"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"record"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"RecordFields"}}]}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"LockFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Lock"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"route"}},{"kind":"Field","name":{"kind":"Name","value":"resourceId"}},{"kind":"Field","name":{"kind":"Name","value":"holder"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"username"}}]}},{"kind":"Field","name":{"kind":"Name","value":"acquiredAt"}},{"kind":"Field","name":{"kind":"Name","value":"renewedAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresInMs"}},{"kind":"Field","name":{"kind":"Name","value":"fencingToken"}},{"kind":"Field","name":{"kind":"Name","value":"note"}},{"kind":"Field","name":{"kind":"Name","value":"heldByMe"}},{"kind":"Field","name":{"kind":"Name","value":"canTakeOver"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"RecordFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"LockableRecord"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"route"}},{"kind":"Field","name":{"kind":"Name","value":"resourceId"}},{"kind":"Field","name":{"kind":"Name","value":"lock"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"LockFields"}}]}}]}}]} as unknown as DocumentNode<TakeOverLockMutation, TakeOverLockMutationVariables>;
export const ForceRemoveLockDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ForceRemoveLock"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"route"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},"defaultValue":{"kind":"StringValue","value":"volume","block":false}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}},"defaultValue":{"kind":"StringValue","value":"1234","block":false}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"forceRemoveLock"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"route"},"value":{"kind":"Variable","name":{"kind":"Name","value":"route"}}},{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"LockRemoved"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"record"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"RecordFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"previousHolder"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"username"}}]}},{"kind":"Field","name":{"kind":"Name","value":"fencingToken"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"LockNotFound"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"record"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"RecordFields"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"LockConflict"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"record"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"RecordFields"}}]}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"LockFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Lock"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"route"}},{"kind":"Field","name":{"kind":"Name","value":"resourceId"}},{"kind":"Field","name":{"kind":"Name","value":"holder"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"username"}}]}},{"kind":"Field","name":{"kind":"Name","value":"acquiredAt"}},{"kind":"Field","name":{"kind":"Name","value":"renewedAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresInMs"}},{"kind":"Field","name":{"kind":"Name","value":"fencingToken"}},{"kind":"Field","name":{"kind":"Name","value":"note"}},{"kind":"Field","name":{"kind":"Name","value":"heldByMe"}},{"kind":"Field","name":{"kind":"Name","value":"canTakeOver"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"RecordFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"LockableRecord"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"route"}},{"kind":"Field","name":{"kind":"Name","value":"resourceId"}},{"kind":"Field","name":{"kind":"Name","value":"lock"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"LockFields"}}]}}]}}]} as unknown as DocumentNode<ForceRemoveLockMutation, ForceRemoveLockMutationVariables>;
export const RemoveMyLocksDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RemoveMyLocks"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"removeMyLocks"}}]}}]} as unknown as DocumentNode<RemoveMyLocksMutation, RemoveMyLocksMutationVariables>;