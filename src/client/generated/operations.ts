import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
export type Maybe<T> = T | null;
export type InputMaybe<T> = T | null | undefined;
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

/** What an acquire of several records does when one of them is held elsewhere. */
export type AcquireMode =
  /** Acquires none of them: nobody ever sees a part. Needs a MongoDB replica set. */
  | 'ALL'
  /** Acquires the others. */
  | 'AVAILABLE';

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

/** Names one of the caller's locks to remove. */
export type RemoveLockInput = {
  /** Removes only the grant with this fencing token; null removes any of the caller. */
  fencingToken?: InputMaybe<Scalars['SafeInt']['input']>;
  /** The id of the resource within the route, e.g. `1234`: 1 to 256 characters. */
  id: Scalars['ID']['input'];
  /** The base route, e.g. `volume`: 1 to 128 characters. Surrounding slashes are ignored; otherwise routes are compared exactly. */
  route: Scalars['String']['input'];
};

/** Names one grant to renew. */
export type RenewLockInput = {
  /** The fencing token of the grant. */
  fencingToken: Scalars['SafeInt']['input'];
  /** The id of the resource within the route, e.g. `1234`: 1 to 256 characters. */
  id: Scalars['ID']['input'];
  /** The base route, e.g. `volume`: 1 to 128 characters. Surrounding slashes are ignored; otherwise routes are compared exactly. */
  route: Scalars['String']['input'];
};

export type UserFieldsFragment = { id: string, username: string };

export type LockFieldsFragment = { id: string, route: string, resourceId: string, acquiredAt: string, renewedAt: string, expiresAt: string | null, expiresInMs: number | null, holdEndsAt: string | null, fencingToken: number, note: string | null, sessionId: string | null, reserved: boolean, heldByMe: boolean, canTakeOver: boolean, waiterCount: number, holder: UserFieldsFragment };

export type LineFieldsFragment = { waiters: Array<{ since: string, message: string | null, position: number, user: UserFieldsFragment }> };

export type RecordFieldsFragment = { id: string, route: string, resourceId: string, lock: LockFieldsFragment | null };

export type AcquiredFragment = { created: boolean, lock: (
    LockFieldsFragment
    & LineFieldsFragment
  ) };

export type ConflictFragment = { message: string, lock: LockFieldsFragment };

export type QueuedFragment = { position: number, lock: LockFieldsFragment };

export type RenewedFragment = { lock: LockFieldsFragment };

export type LostFragment = { message: string, currentLock: LockFieldsFragment | null };

export type RemovedFragment = { fencingToken: number, previousHolder: UserFieldsFragment, record: RecordFieldsFragment };

export type NotFoundFragment = { message: string, record: RecordFieldsFragment };

export type TakenOverFragment = { previousHolder: UserFieldsFragment, lock: (
    LockFieldsFragment
    & LineFieldsFragment
  ) };

export type AcquireLockMutationVariables = Exact<{
  route: Scalars['String']['input'];
  id: Scalars['ID']['input'];
  ttlSeconds?: InputMaybe<Scalars['Int']['input']>;
  note?: InputMaybe<Scalars['String']['input']>;
  sessionId?: InputMaybe<Scalars['ID']['input']>;
  adopt?: InputMaybe<Scalars['Boolean']['input']>;
}>;


export type AcquireLockMutation = { acquireLock:
    | (
      { __typename: 'LockAcquired' }
      & AcquiredFragment
    )
    | (
      { __typename: 'LockConflict' }
      & ConflictFragment
    )
   };

export type RequestLockMutationVariables = Exact<{
  route: Scalars['String']['input'];
  id: Scalars['ID']['input'];
  message?: InputMaybe<Scalars['String']['input']>;
  sessionId?: InputMaybe<Scalars['ID']['input']>;
}>;


export type RequestLockMutation = { requestLock:
    | (
      { __typename: 'LockAcquired' }
      & AcquiredFragment
    )
    | (
      { __typename: 'LockQueued' }
      & QueuedFragment
    )
   };

export type WithdrawRequestMutationVariables = Exact<{
  route: Scalars['String']['input'];
  id: Scalars['ID']['input'];
}>;


export type WithdrawRequestMutation = { withdrawRequest: boolean };

export type RenewLockMutationVariables = Exact<{
  route: Scalars['String']['input'];
  id: Scalars['ID']['input'];
  fencingToken: Scalars['SafeInt']['input'];
}>;


export type RenewLockMutation = { renewLock:
    | (
      { __typename: 'LockLost' }
      & LostFragment
    )
    | (
      { __typename: 'LockRenewed' }
      & RenewedFragment
    )
   };

export type RemoveLockMutationVariables = Exact<{
  route: Scalars['String']['input'];
  id: Scalars['ID']['input'];
  fencingToken?: InputMaybe<Scalars['SafeInt']['input']>;
}>;


export type RemoveLockMutation = { removeLock:
    | (
      { __typename: 'LockConflict' }
      & ConflictFragment
    )
    | (
      { __typename: 'LockNotFound' }
      & NotFoundFragment
    )
    | (
      { __typename: 'LockRemoved' }
      & RemovedFragment
    )
   };

export type TakeOverLockMutationVariables = Exact<{
  route: Scalars['String']['input'];
  id: Scalars['ID']['input'];
  ttlSeconds?: InputMaybe<Scalars['Int']['input']>;
  note?: InputMaybe<Scalars['String']['input']>;
  reason?: InputMaybe<Scalars['String']['input']>;
}>;


export type TakeOverLockMutation = { takeOverLock:
    | (
      { __typename: 'LockNotFound' }
      & NotFoundFragment
    )
    | (
      { __typename: 'LockTakenOver' }
      & TakenOverFragment
    )
   };

export type ForceRemoveLockMutationVariables = Exact<{
  route: Scalars['String']['input'];
  id: Scalars['ID']['input'];
  reason?: InputMaybe<Scalars['String']['input']>;
}>;


export type ForceRemoveLockMutation = { forceRemoveLock:
    | (
      { __typename: 'LockConflict' }
      & ConflictFragment
    )
    | (
      { __typename: 'LockNotFound' }
      & NotFoundFragment
    )
    | (
      { __typename: 'LockRemoved' }
      & RemovedFragment
    )
   };

export type AcquireLocksMutationVariables = Exact<{
  items: Array<LockKeyInput> | LockKeyInput;
  mode?: InputMaybe<AcquireMode>;
  ttlSeconds?: InputMaybe<Scalars['Int']['input']>;
  note?: InputMaybe<Scalars['String']['input']>;
  sessionId?: InputMaybe<Scalars['ID']['input']>;
}>;


export type AcquireLocksMutation = { acquireLocks: { complete: boolean, acquired: Array<LockFieldsFragment>, conflicts: Array<LockFieldsFragment> } };

export type RenewLocksMutationVariables = Exact<{
  items: Array<RenewLockInput> | RenewLockInput;
}>;


export type RenewLocksMutation = { renewLocks: Array<
    | (
      { __typename: 'LockLost' }
      & LostFragment
    )
    | (
      { __typename: 'LockRenewed' }
      & RenewedFragment
    )
   | null> };

export type RenewManyMutationVariables = Exact<{
  items: Array<RenewLockInput> | RenewLockInput;
  more: Array<RenewLockInput> | RenewLockInput;
  hasMore: Scalars['Boolean']['input'];
}>;


export type RenewManyMutation = { items: Array<
    | (
      { __typename: 'LockLost' }
      & LostFragment
    )
    | (
      { __typename: 'LockRenewed' }
      & RenewedFragment
    )
   | null>, more?: Array<
    | (
      { __typename: 'LockLost' }
      & LostFragment
    )
    | (
      { __typename: 'LockRenewed' }
      & RenewedFragment
    )
   | null> };

export type LeaveLocksMutationVariables = Exact<{
  items: Array<RemoveLockInput> | RemoveLockInput;
}>;


export type LeaveLocksMutation = { removeLocks: Array<
    | { __typename: 'LockConflict' }
    | { __typename: 'LockNotFound' }
    | { __typename: 'LockRemoved' }
   | null> };

export type RemoveLocksMutationVariables = Exact<{
  items: Array<RemoveLockInput> | RemoveLockInput;
}>;


export type RemoveLocksMutation = { removeLocks: Array<
    | (
      { __typename: 'LockConflict' }
      & ConflictFragment
    )
    | (
      { __typename: 'LockNotFound' }
      & NotFoundFragment
    )
    | (
      { __typename: 'LockRemoved' }
      & RemovedFragment
    )
   | null> };

export type RemoveMyLocksMutationVariables = Exact<{ [key: string]: never; }>;


export type RemoveMyLocksMutation = { removeMyLocks: number };

export type FindLockQueryVariables = Exact<{
  route: Scalars['String']['input'];
  id: Scalars['ID']['input'];
}>;


export type FindLockQuery = { lock: (
    LockFieldsFragment
    & LineFieldsFragment
  ) | null };

export type FindRecordQueryVariables = Exact<{
  route: Scalars['String']['input'];
  id: Scalars['ID']['input'];
}>;


export type FindRecordQuery = { record: RecordFieldsFragment };

export type FindRecordsQueryVariables = Exact<{
  route: Scalars['String']['input'];
  ids: Array<Scalars['ID']['input']> | Scalars['ID']['input'];
}>;


export type FindRecordsQuery = { records: Array<RecordFieldsFragment> };

export type ListLocksQueryVariables = Exact<{
  route?: InputMaybe<Scalars['String']['input']>;
  ids?: InputMaybe<Array<Scalars['ID']['input']> | Scalars['ID']['input']>;
  holderId?: InputMaybe<Scalars['ID']['input']>;
  mine?: InputMaybe<Scalars['Boolean']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
}>;


export type ListLocksQuery = { locks: { nodes: Array<LockFieldsFragment>, pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, startCursor: string | null, endCursor: string | null } } };

export type ReadHistoryQueryVariables = Exact<{
  route?: InputMaybe<Scalars['String']['input']>;
  id?: InputMaybe<Scalars['ID']['input']>;
  actorId?: InputMaybe<Scalars['ID']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
}>;


export type ReadHistoryQuery = { lockHistory: { nodes: Array<{ id: string, type: LockHistoryType, route: string, resourceId: string, fencingToken: number, at: string, note: string | null, reason: string | null, holder: UserFieldsFragment, previousHolder: UserFieldsFragment | null, actor: UserFieldsFragment | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type MeQueryVariables = Exact<{ [key: string]: never; }>;


export type MeQuery = { me: { permissions: Array<string>, user: UserFieldsFragment } };

export type WatchLocksSubscriptionVariables = Exact<{
  route?: InputMaybe<Scalars['String']['input']>;
  ids?: InputMaybe<Array<Scalars['ID']['input']> | Scalars['ID']['input']>;
  holderId?: InputMaybe<Scalars['ID']['input']>;
  mine?: InputMaybe<Scalars['Boolean']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
}>;


export type WatchLocksSubscription = { lockEvents: { type: LockEventType, at: string, reason: string | null, cursor: string | null, lock: (
      LockFieldsFragment
      & LineFieldsFragment
    ) | null, record: { id: string, lock: (
        LockFieldsFragment
        & LineFieldsFragment
      ) | null } | null, previousHolder: UserFieldsFragment | null, actor: UserFieldsFragment | null } };

export class TypedDocumentString<TResult, TVariables>
  extends String
  implements DocumentTypeDecoration<TResult, TVariables>
{
  __apiType?: NonNullable<DocumentTypeDecoration<TResult, TVariables>['__apiType']>;
  private value: string;
  public __meta__?: Record<string, any> | undefined;

  constructor(value: string, __meta__?: Record<string, any> | undefined) {
    super(value);
    this.value = value;
    this.__meta__ = __meta__;
  }

  override toString(): string & DocumentTypeDecoration<TResult, TVariables> {
    return this.value;
  }
}
export const UserFieldsFragmentDoc = new TypedDocumentString(`
    fragment UserFields on User {
  id
  username
}
    `, {"fragmentName":"UserFields"}) as unknown as TypedDocumentString<UserFieldsFragment, unknown>;
export const LockFieldsFragmentDoc = new TypedDocumentString(`
    fragment LockFields on Lock {
  id
  route
  resourceId
  holder {
    ...UserFields
  }
  acquiredAt
  renewedAt
  expiresAt
  expiresInMs
  holdEndsAt
  fencingToken
  note
  sessionId
  reserved
  heldByMe
  canTakeOver
  waiterCount
}
    fragment UserFields on User {
  id
  username
}`, {"fragmentName":"LockFields"}) as unknown as TypedDocumentString<LockFieldsFragment, unknown>;
export const LineFieldsFragmentDoc = new TypedDocumentString(`
    fragment LineFields on Lock {
  waiters {
    user {
      ...UserFields
    }
    since
    message
    position
  }
}
    fragment UserFields on User {
  id
  username
}`, {"fragmentName":"LineFields"}) as unknown as TypedDocumentString<LineFieldsFragment, unknown>;
export const AcquiredFragmentDoc = new TypedDocumentString(`
    fragment Acquired on LockAcquired {
  created
  lock {
    ...LockFields
    ...LineFields
  }
}
    fragment UserFields on User {
  id
  username
}
fragment LockFields on Lock {
  id
  route
  resourceId
  holder {
    ...UserFields
  }
  acquiredAt
  renewedAt
  expiresAt
  expiresInMs
  holdEndsAt
  fencingToken
  note
  sessionId
  reserved
  heldByMe
  canTakeOver
  waiterCount
}
fragment LineFields on Lock {
  waiters {
    user {
      ...UserFields
    }
    since
    message
    position
  }
}`, {"fragmentName":"Acquired"}) as unknown as TypedDocumentString<AcquiredFragment, unknown>;
export const ConflictFragmentDoc = new TypedDocumentString(`
    fragment Conflict on LockConflict {
  message
  lock {
    ...LockFields
  }
}
    fragment UserFields on User {
  id
  username
}
fragment LockFields on Lock {
  id
  route
  resourceId
  holder {
    ...UserFields
  }
  acquiredAt
  renewedAt
  expiresAt
  expiresInMs
  holdEndsAt
  fencingToken
  note
  sessionId
  reserved
  heldByMe
  canTakeOver
  waiterCount
}`, {"fragmentName":"Conflict"}) as unknown as TypedDocumentString<ConflictFragment, unknown>;
export const QueuedFragmentDoc = new TypedDocumentString(`
    fragment Queued on LockQueued {
  position
  lock {
    ...LockFields
  }
}
    fragment UserFields on User {
  id
  username
}
fragment LockFields on Lock {
  id
  route
  resourceId
  holder {
    ...UserFields
  }
  acquiredAt
  renewedAt
  expiresAt
  expiresInMs
  holdEndsAt
  fencingToken
  note
  sessionId
  reserved
  heldByMe
  canTakeOver
  waiterCount
}`, {"fragmentName":"Queued"}) as unknown as TypedDocumentString<QueuedFragment, unknown>;
export const RenewedFragmentDoc = new TypedDocumentString(`
    fragment Renewed on LockRenewed {
  lock {
    ...LockFields
  }
}
    fragment UserFields on User {
  id
  username
}
fragment LockFields on Lock {
  id
  route
  resourceId
  holder {
    ...UserFields
  }
  acquiredAt
  renewedAt
  expiresAt
  expiresInMs
  holdEndsAt
  fencingToken
  note
  sessionId
  reserved
  heldByMe
  canTakeOver
  waiterCount
}`, {"fragmentName":"Renewed"}) as unknown as TypedDocumentString<RenewedFragment, unknown>;
export const LostFragmentDoc = new TypedDocumentString(`
    fragment Lost on LockLost {
  message
  currentLock {
    ...LockFields
  }
}
    fragment UserFields on User {
  id
  username
}
fragment LockFields on Lock {
  id
  route
  resourceId
  holder {
    ...UserFields
  }
  acquiredAt
  renewedAt
  expiresAt
  expiresInMs
  holdEndsAt
  fencingToken
  note
  sessionId
  reserved
  heldByMe
  canTakeOver
  waiterCount
}`, {"fragmentName":"Lost"}) as unknown as TypedDocumentString<LostFragment, unknown>;
export const RecordFieldsFragmentDoc = new TypedDocumentString(`
    fragment RecordFields on LockableRecord {
  id
  route
  resourceId
  lock {
    ...LockFields
  }
}
    fragment UserFields on User {
  id
  username
}
fragment LockFields on Lock {
  id
  route
  resourceId
  holder {
    ...UserFields
  }
  acquiredAt
  renewedAt
  expiresAt
  expiresInMs
  holdEndsAt
  fencingToken
  note
  sessionId
  reserved
  heldByMe
  canTakeOver
  waiterCount
}`, {"fragmentName":"RecordFields"}) as unknown as TypedDocumentString<RecordFieldsFragment, unknown>;
export const RemovedFragmentDoc = new TypedDocumentString(`
    fragment Removed on LockRemoved {
  fencingToken
  previousHolder {
    ...UserFields
  }
  record {
    ...RecordFields
  }
}
    fragment UserFields on User {
  id
  username
}
fragment LockFields on Lock {
  id
  route
  resourceId
  holder {
    ...UserFields
  }
  acquiredAt
  renewedAt
  expiresAt
  expiresInMs
  holdEndsAt
  fencingToken
  note
  sessionId
  reserved
  heldByMe
  canTakeOver
  waiterCount
}
fragment RecordFields on LockableRecord {
  id
  route
  resourceId
  lock {
    ...LockFields
  }
}`, {"fragmentName":"Removed"}) as unknown as TypedDocumentString<RemovedFragment, unknown>;
export const NotFoundFragmentDoc = new TypedDocumentString(`
    fragment NotFound on LockNotFound {
  message
  record {
    ...RecordFields
  }
}
    fragment UserFields on User {
  id
  username
}
fragment LockFields on Lock {
  id
  route
  resourceId
  holder {
    ...UserFields
  }
  acquiredAt
  renewedAt
  expiresAt
  expiresInMs
  holdEndsAt
  fencingToken
  note
  sessionId
  reserved
  heldByMe
  canTakeOver
  waiterCount
}
fragment RecordFields on LockableRecord {
  id
  route
  resourceId
  lock {
    ...LockFields
  }
}`, {"fragmentName":"NotFound"}) as unknown as TypedDocumentString<NotFoundFragment, unknown>;
export const TakenOverFragmentDoc = new TypedDocumentString(`
    fragment TakenOver on LockTakenOver {
  previousHolder {
    ...UserFields
  }
  lock {
    ...LockFields
    ...LineFields
  }
}
    fragment UserFields on User {
  id
  username
}
fragment LockFields on Lock {
  id
  route
  resourceId
  holder {
    ...UserFields
  }
  acquiredAt
  renewedAt
  expiresAt
  expiresInMs
  holdEndsAt
  fencingToken
  note
  sessionId
  reserved
  heldByMe
  canTakeOver
  waiterCount
}
fragment LineFields on Lock {
  waiters {
    user {
      ...UserFields
    }
    since
    message
    position
  }
}`, {"fragmentName":"TakenOver"}) as unknown as TypedDocumentString<TakenOverFragment, unknown>;
export const AcquireLockDocument = new TypedDocumentString(`
    mutation AcquireLock($route: String!, $id: ID!, $ttlSeconds: Int, $note: String, $sessionId: ID, $adopt: Boolean) {
  acquireLock(
    route: $route
    id: $id
    ttlSeconds: $ttlSeconds
    note: $note
    sessionId: $sessionId
    adopt: $adopt
  ) {
    __typename
    ...Acquired
    ...Conflict
  }
}
    fragment UserFields on User {
  id
  username
}
fragment LockFields on Lock {
  id
  route
  resourceId
  holder {
    ...UserFields
  }
  acquiredAt
  renewedAt
  expiresAt
  expiresInMs
  holdEndsAt
  fencingToken
  note
  sessionId
  reserved
  heldByMe
  canTakeOver
  waiterCount
}
fragment LineFields on Lock {
  waiters {
    user {
      ...UserFields
    }
    since
    message
    position
  }
}
fragment Acquired on LockAcquired {
  created
  lock {
    ...LockFields
    ...LineFields
  }
}
fragment Conflict on LockConflict {
  message
  lock {
    ...LockFields
  }
}`) as unknown as TypedDocumentString<AcquireLockMutation, AcquireLockMutationVariables>;
export const RequestLockDocument = new TypedDocumentString(`
    mutation RequestLock($route: String!, $id: ID!, $message: String, $sessionId: ID) {
  requestLock(route: $route, id: $id, message: $message, sessionId: $sessionId) {
    __typename
    ...Acquired
    ...Queued
  }
}
    fragment UserFields on User {
  id
  username
}
fragment LockFields on Lock {
  id
  route
  resourceId
  holder {
    ...UserFields
  }
  acquiredAt
  renewedAt
  expiresAt
  expiresInMs
  holdEndsAt
  fencingToken
  note
  sessionId
  reserved
  heldByMe
  canTakeOver
  waiterCount
}
fragment LineFields on Lock {
  waiters {
    user {
      ...UserFields
    }
    since
    message
    position
  }
}
fragment Acquired on LockAcquired {
  created
  lock {
    ...LockFields
    ...LineFields
  }
}
fragment Queued on LockQueued {
  position
  lock {
    ...LockFields
  }
}`) as unknown as TypedDocumentString<RequestLockMutation, RequestLockMutationVariables>;
export const WithdrawRequestDocument = new TypedDocumentString(`
    mutation WithdrawRequest($route: String!, $id: ID!) {
  withdrawRequest(route: $route, id: $id)
}
    `) as unknown as TypedDocumentString<WithdrawRequestMutation, WithdrawRequestMutationVariables>;
export const RenewLockDocument = new TypedDocumentString(`
    mutation RenewLock($route: String!, $id: ID!, $fencingToken: SafeInt!) {
  renewLock(route: $route, id: $id, fencingToken: $fencingToken) {
    __typename
    ...Renewed
    ...Lost
  }
}
    fragment UserFields on User {
  id
  username
}
fragment LockFields on Lock {
  id
  route
  resourceId
  holder {
    ...UserFields
  }
  acquiredAt
  renewedAt
  expiresAt
  expiresInMs
  holdEndsAt
  fencingToken
  note
  sessionId
  reserved
  heldByMe
  canTakeOver
  waiterCount
}
fragment Renewed on LockRenewed {
  lock {
    ...LockFields
  }
}
fragment Lost on LockLost {
  message
  currentLock {
    ...LockFields
  }
}`) as unknown as TypedDocumentString<RenewLockMutation, RenewLockMutationVariables>;
export const RemoveLockDocument = new TypedDocumentString(`
    mutation RemoveLock($route: String!, $id: ID!, $fencingToken: SafeInt) {
  removeLock(route: $route, id: $id, fencingToken: $fencingToken) {
    __typename
    ...Removed
    ...NotFound
    ...Conflict
  }
}
    fragment UserFields on User {
  id
  username
}
fragment LockFields on Lock {
  id
  route
  resourceId
  holder {
    ...UserFields
  }
  acquiredAt
  renewedAt
  expiresAt
  expiresInMs
  holdEndsAt
  fencingToken
  note
  sessionId
  reserved
  heldByMe
  canTakeOver
  waiterCount
}
fragment RecordFields on LockableRecord {
  id
  route
  resourceId
  lock {
    ...LockFields
  }
}
fragment Conflict on LockConflict {
  message
  lock {
    ...LockFields
  }
}
fragment Removed on LockRemoved {
  fencingToken
  previousHolder {
    ...UserFields
  }
  record {
    ...RecordFields
  }
}
fragment NotFound on LockNotFound {
  message
  record {
    ...RecordFields
  }
}`) as unknown as TypedDocumentString<RemoveLockMutation, RemoveLockMutationVariables>;
export const TakeOverLockDocument = new TypedDocumentString(`
    mutation TakeOverLock($route: String!, $id: ID!, $ttlSeconds: Int, $note: String, $reason: String) {
  takeOverLock(
    route: $route
    id: $id
    ttlSeconds: $ttlSeconds
    note: $note
    reason: $reason
  ) {
    __typename
    ...TakenOver
    ...NotFound
  }
}
    fragment UserFields on User {
  id
  username
}
fragment LockFields on Lock {
  id
  route
  resourceId
  holder {
    ...UserFields
  }
  acquiredAt
  renewedAt
  expiresAt
  expiresInMs
  holdEndsAt
  fencingToken
  note
  sessionId
  reserved
  heldByMe
  canTakeOver
  waiterCount
}
fragment LineFields on Lock {
  waiters {
    user {
      ...UserFields
    }
    since
    message
    position
  }
}
fragment RecordFields on LockableRecord {
  id
  route
  resourceId
  lock {
    ...LockFields
  }
}
fragment NotFound on LockNotFound {
  message
  record {
    ...RecordFields
  }
}
fragment TakenOver on LockTakenOver {
  previousHolder {
    ...UserFields
  }
  lock {
    ...LockFields
    ...LineFields
  }
}`) as unknown as TypedDocumentString<TakeOverLockMutation, TakeOverLockMutationVariables>;
export const ForceRemoveLockDocument = new TypedDocumentString(`
    mutation ForceRemoveLock($route: String!, $id: ID!, $reason: String) {
  forceRemoveLock(route: $route, id: $id, reason: $reason) {
    __typename
    ...Removed
    ...NotFound
    ...Conflict
  }
}
    fragment UserFields on User {
  id
  username
}
fragment LockFields on Lock {
  id
  route
  resourceId
  holder {
    ...UserFields
  }
  acquiredAt
  renewedAt
  expiresAt
  expiresInMs
  holdEndsAt
  fencingToken
  note
  sessionId
  reserved
  heldByMe
  canTakeOver
  waiterCount
}
fragment RecordFields on LockableRecord {
  id
  route
  resourceId
  lock {
    ...LockFields
  }
}
fragment Conflict on LockConflict {
  message
  lock {
    ...LockFields
  }
}
fragment Removed on LockRemoved {
  fencingToken
  previousHolder {
    ...UserFields
  }
  record {
    ...RecordFields
  }
}
fragment NotFound on LockNotFound {
  message
  record {
    ...RecordFields
  }
}`) as unknown as TypedDocumentString<ForceRemoveLockMutation, ForceRemoveLockMutationVariables>;
export const AcquireLocksDocument = new TypedDocumentString(`
    mutation AcquireLocks($items: [LockKeyInput!]!, $mode: AcquireMode, $ttlSeconds: Int, $note: String, $sessionId: ID) {
  acquireLocks(
    items: $items
    mode: $mode
    ttlSeconds: $ttlSeconds
    note: $note
    sessionId: $sessionId
  ) {
    complete
    acquired {
      ...LockFields
    }
    conflicts {
      ...LockFields
    }
  }
}
    fragment UserFields on User {
  id
  username
}
fragment LockFields on Lock {
  id
  route
  resourceId
  holder {
    ...UserFields
  }
  acquiredAt
  renewedAt
  expiresAt
  expiresInMs
  holdEndsAt
  fencingToken
  note
  sessionId
  reserved
  heldByMe
  canTakeOver
  waiterCount
}`) as unknown as TypedDocumentString<AcquireLocksMutation, AcquireLocksMutationVariables>;
export const RenewLocksDocument = new TypedDocumentString(`
    mutation RenewLocks($items: [RenewLockInput!]!) {
  renewLocks(items: $items) {
    __typename
    ...Renewed
    ...Lost
  }
}
    fragment UserFields on User {
  id
  username
}
fragment LockFields on Lock {
  id
  route
  resourceId
  holder {
    ...UserFields
  }
  acquiredAt
  renewedAt
  expiresAt
  expiresInMs
  holdEndsAt
  fencingToken
  note
  sessionId
  reserved
  heldByMe
  canTakeOver
  waiterCount
}
fragment Renewed on LockRenewed {
  lock {
    ...LockFields
  }
}
fragment Lost on LockLost {
  message
  currentLock {
    ...LockFields
  }
}`) as unknown as TypedDocumentString<RenewLocksMutation, RenewLocksMutationVariables>;
export const RenewManyDocument = new TypedDocumentString(`
    mutation RenewMany($items: [RenewLockInput!]!, $more: [RenewLockInput!]!, $hasMore: Boolean!) {
  items: renewLocks(items: $items) {
    __typename
    ...Renewed
    ...Lost
  }
  more: renewLocks(items: $more) @include(if: $hasMore) {
    __typename
    ...Renewed
    ...Lost
  }
}
    fragment UserFields on User {
  id
  username
}
fragment LockFields on Lock {
  id
  route
  resourceId
  holder {
    ...UserFields
  }
  acquiredAt
  renewedAt
  expiresAt
  expiresInMs
  holdEndsAt
  fencingToken
  note
  sessionId
  reserved
  heldByMe
  canTakeOver
  waiterCount
}
fragment Renewed on LockRenewed {
  lock {
    ...LockFields
  }
}
fragment Lost on LockLost {
  message
  currentLock {
    ...LockFields
  }
}`) as unknown as TypedDocumentString<RenewManyMutation, RenewManyMutationVariables>;
export const LeaveLocksDocument = new TypedDocumentString(`
    mutation LeaveLocks($items: [RemoveLockInput!]!) {
  removeLocks(items: $items) {
    __typename
  }
}
    `) as unknown as TypedDocumentString<LeaveLocksMutation, LeaveLocksMutationVariables>;
export const RemoveLocksDocument = new TypedDocumentString(`
    mutation RemoveLocks($items: [RemoveLockInput!]!) {
  removeLocks(items: $items) {
    __typename
    ...Removed
    ...NotFound
    ...Conflict
  }
}
    fragment UserFields on User {
  id
  username
}
fragment LockFields on Lock {
  id
  route
  resourceId
  holder {
    ...UserFields
  }
  acquiredAt
  renewedAt
  expiresAt
  expiresInMs
  holdEndsAt
  fencingToken
  note
  sessionId
  reserved
  heldByMe
  canTakeOver
  waiterCount
}
fragment RecordFields on LockableRecord {
  id
  route
  resourceId
  lock {
    ...LockFields
  }
}
fragment Conflict on LockConflict {
  message
  lock {
    ...LockFields
  }
}
fragment Removed on LockRemoved {
  fencingToken
  previousHolder {
    ...UserFields
  }
  record {
    ...RecordFields
  }
}
fragment NotFound on LockNotFound {
  message
  record {
    ...RecordFields
  }
}`) as unknown as TypedDocumentString<RemoveLocksMutation, RemoveLocksMutationVariables>;
export const RemoveMyLocksDocument = new TypedDocumentString(`
    mutation RemoveMyLocks {
  removeMyLocks
}
    `) as unknown as TypedDocumentString<RemoveMyLocksMutation, RemoveMyLocksMutationVariables>;
export const FindLockDocument = new TypedDocumentString(`
    query FindLock($route: String!, $id: ID!) {
  lock(route: $route, id: $id) {
    ...LockFields
    ...LineFields
  }
}
    fragment UserFields on User {
  id
  username
}
fragment LockFields on Lock {
  id
  route
  resourceId
  holder {
    ...UserFields
  }
  acquiredAt
  renewedAt
  expiresAt
  expiresInMs
  holdEndsAt
  fencingToken
  note
  sessionId
  reserved
  heldByMe
  canTakeOver
  waiterCount
}
fragment LineFields on Lock {
  waiters {
    user {
      ...UserFields
    }
    since
    message
    position
  }
}`) as unknown as TypedDocumentString<FindLockQuery, FindLockQueryVariables>;
export const FindRecordDocument = new TypedDocumentString(`
    query FindRecord($route: String!, $id: ID!) {
  record(route: $route, id: $id) {
    ...RecordFields
  }
}
    fragment UserFields on User {
  id
  username
}
fragment LockFields on Lock {
  id
  route
  resourceId
  holder {
    ...UserFields
  }
  acquiredAt
  renewedAt
  expiresAt
  expiresInMs
  holdEndsAt
  fencingToken
  note
  sessionId
  reserved
  heldByMe
  canTakeOver
  waiterCount
}
fragment RecordFields on LockableRecord {
  id
  route
  resourceId
  lock {
    ...LockFields
  }
}`) as unknown as TypedDocumentString<FindRecordQuery, FindRecordQueryVariables>;
export const FindRecordsDocument = new TypedDocumentString(`
    query FindRecords($route: String!, $ids: [ID!]!) {
  records(route: $route, ids: $ids) {
    ...RecordFields
  }
}
    fragment UserFields on User {
  id
  username
}
fragment LockFields on Lock {
  id
  route
  resourceId
  holder {
    ...UserFields
  }
  acquiredAt
  renewedAt
  expiresAt
  expiresInMs
  holdEndsAt
  fencingToken
  note
  sessionId
  reserved
  heldByMe
  canTakeOver
  waiterCount
}
fragment RecordFields on LockableRecord {
  id
  route
  resourceId
  lock {
    ...LockFields
  }
}`) as unknown as TypedDocumentString<FindRecordsQuery, FindRecordsQueryVariables>;
export const ListLocksDocument = new TypedDocumentString(`
    query ListLocks($route: String, $ids: [ID!], $holderId: ID, $mine: Boolean, $first: Int, $after: String, $last: Int, $before: String) {
  locks(
    route: $route
    ids: $ids
    holderId: $holderId
    mine: $mine
    first: $first
    after: $after
    last: $last
    before: $before
  ) {
    nodes {
      ...LockFields
    }
    pageInfo {
      hasNextPage
      hasPreviousPage
      startCursor
      endCursor
    }
  }
}
    fragment UserFields on User {
  id
  username
}
fragment LockFields on Lock {
  id
  route
  resourceId
  holder {
    ...UserFields
  }
  acquiredAt
  renewedAt
  expiresAt
  expiresInMs
  holdEndsAt
  fencingToken
  note
  sessionId
  reserved
  heldByMe
  canTakeOver
  waiterCount
}`) as unknown as TypedDocumentString<ListLocksQuery, ListLocksQueryVariables>;
export const ReadHistoryDocument = new TypedDocumentString(`
    query ReadHistory($route: String, $id: ID, $actorId: ID, $first: Int, $after: String) {
  lockHistory(
    route: $route
    id: $id
    actorId: $actorId
    first: $first
    after: $after
  ) {
    nodes {
      id
      type
      route
      resourceId
      fencingToken
      holder {
        ...UserFields
      }
      previousHolder {
        ...UserFields
      }
      actor {
        ...UserFields
      }
      at
      note
      reason
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    fragment UserFields on User {
  id
  username
}`) as unknown as TypedDocumentString<ReadHistoryQuery, ReadHistoryQueryVariables>;
export const MeDocument = new TypedDocumentString(`
    query Me {
  me {
    user {
      ...UserFields
    }
    permissions
  }
}
    fragment UserFields on User {
  id
  username
}`) as unknown as TypedDocumentString<MeQuery, MeQueryVariables>;
export const WatchLocksDocument = new TypedDocumentString(`
    subscription WatchLocks($route: String, $ids: [ID!], $holderId: ID, $mine: Boolean, $after: String) {
  lockEvents(
    route: $route
    ids: $ids
    holderId: $holderId
    mine: $mine
    after: $after
  ) {
    type
    at
    reason
    cursor
    lock {
      ...LockFields
      ...LineFields
    }
    record {
      id
      lock {
        ...LockFields
        ...LineFields
      }
    }
    previousHolder {
      ...UserFields
    }
    actor {
      ...UserFields
    }
  }
}
    fragment UserFields on User {
  id
  username
}
fragment LockFields on Lock {
  id
  route
  resourceId
  holder {
    ...UserFields
  }
  acquiredAt
  renewedAt
  expiresAt
  expiresInMs
  holdEndsAt
  fencingToken
  note
  sessionId
  reserved
  heldByMe
  canTakeOver
  waiterCount
}
fragment LineFields on Lock {
  waiters {
    user {
      ...UserFields
    }
    since
    message
    position
  }
}`) as unknown as TypedDocumentString<WatchLocksSubscription, WatchLocksSubscriptionVariables>;