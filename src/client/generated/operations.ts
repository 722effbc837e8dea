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

/** Names one grant to check. */
export type CheckLockInput = {
  /** The fencing token that came with the save. */
  fencingToken: Scalars['SafeInt']['input'];
  /** The id of the resource within the route, e.g. `1234`: 1 to 256 characters. */
  id: Scalars['ID']['input'];
  /** The base route, e.g. `volume`: 1 to 128 characters. Surrounding slashes are ignored; otherwise routes are compared exactly. */
  route: Scalars['String']['input'];
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
  /** Removes only a grant in this session: for an acquire whose answer was lost, so that its token is not known. Null removes one in any session. */
  sessionId?: InputMaybe<Scalars['ID']['input']>;
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

export type LockFieldsFragment = { id: string, route: string, resourceId: string, acquiredAt: string, renewedAt: string, expiresAt: string | null, expiresInMs: number | null, holdEndsAt: string | null, fencingToken: number, note: string | null, sessionId: string | null, reserved: boolean, heldByMe: boolean, canTakeOver: boolean, waiterCount: number, holder: { id: string, username: string } };

export type LineFieldsFragment = { waiters: Array<{ since: string, message: string | null, position: number, user: { id: string, username: string } }> };

export type RecordFieldsFragment = { id: string, route: string, resourceId: string, lock: LockFieldsFragment | null };

export type AcquireLockMutationVariables = Exact<{
  route: Scalars['String']['input'];
  id: Scalars['ID']['input'];
  ttlSeconds?: InputMaybe<Scalars['Int']['input']>;
  note?: InputMaybe<Scalars['String']['input']>;
  sessionId?: InputMaybe<Scalars['ID']['input']>;
  adopt?: InputMaybe<Scalars['Boolean']['input']>;
}>;


export type AcquireLockMutation = { acquireLock:
    | { __typename: 'LockAcquired', created: boolean, lock: (
        LockFieldsFragment
        & LineFieldsFragment
      ) }
    | { __typename: 'LockConflict', message: string, lock: LockFieldsFragment }
   };

export type RequestLockMutationVariables = Exact<{
  route: Scalars['String']['input'];
  id: Scalars['ID']['input'];
  message?: InputMaybe<Scalars['String']['input']>;
  sessionId?: InputMaybe<Scalars['ID']['input']>;
}>;


export type RequestLockMutation = { requestLock:
    | { __typename: 'LockAcquired', created: boolean, lock: (
        LockFieldsFragment
        & LineFieldsFragment
      ) }
    | { __typename: 'LockQueued', position: number, lock: (
        LockFieldsFragment
        & LineFieldsFragment
      ) }
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
    | { __typename: 'LockLost', message: string, currentLock: LockFieldsFragment | null }
    | { __typename: 'LockRenewed', lock: LockFieldsFragment }
   };

export type RemoveLockMutationVariables = Exact<{
  route: Scalars['String']['input'];
  id: Scalars['ID']['input'];
  fencingToken?: InputMaybe<Scalars['SafeInt']['input']>;
  sessionId?: InputMaybe<Scalars['ID']['input']>;
}>;


export type RemoveLockMutation = { removeLock:
    | { __typename: 'LockConflict', message: string, lock: LockFieldsFragment }
    | { __typename: 'LockNotFound', message: string, record: RecordFieldsFragment }
    | { __typename: 'LockRemoved', fencingToken: number, previousHolder: { id: string, username: string }, record: RecordFieldsFragment }
   };

export type TakeOverLockMutationVariables = Exact<{
  route: Scalars['String']['input'];
  id: Scalars['ID']['input'];
  ttlSeconds?: InputMaybe<Scalars['Int']['input']>;
  note?: InputMaybe<Scalars['String']['input']>;
  reason?: InputMaybe<Scalars['String']['input']>;
}>;


export type TakeOverLockMutation = { takeOverLock:
    | { __typename: 'LockNotFound', message: string, record: RecordFieldsFragment }
    | { __typename: 'LockTakenOver', previousHolder: { id: string, username: string }, lock: (
        LockFieldsFragment
        & LineFieldsFragment
      ) }
   };

export type ForceRemoveLockMutationVariables = Exact<{
  route: Scalars['String']['input'];
  id: Scalars['ID']['input'];
  reason?: InputMaybe<Scalars['String']['input']>;
}>;


export type ForceRemoveLockMutation = { forceRemoveLock:
    | { __typename: 'LockConflict', message: string, lock: LockFieldsFragment }
    | { __typename: 'LockNotFound', message: string, record: RecordFieldsFragment }
    | { __typename: 'LockRemoved', fencingToken: number, previousHolder: { id: string, username: string }, record: RecordFieldsFragment }
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
  more: Array<RenewLockInput> | RenewLockInput;
  hasMore: Scalars['Boolean']['input'];
}>;


export type RenewLocksMutation = { items: Array<
    | { __typename: 'LockLost', message: string, currentLock: LockFieldsFragment | null }
    | { __typename: 'LockRenewed', lock: LockFieldsFragment }
   | null>, more?: Array<
    | { __typename: 'LockLost', message: string, currentLock: LockFieldsFragment | null }
    | { __typename: 'LockRenewed', lock: LockFieldsFragment }
   | null> };

export type RemoveLocksMutationVariables = Exact<{
  items: Array<RemoveLockInput> | RemoveLockInput;
}>;


export type RemoveLocksMutation = { removeLocks: Array<
    | { __typename: 'LockConflict', message: string, lock: LockFieldsFragment }
    | { __typename: 'LockNotFound', message: string, record: RecordFieldsFragment }
    | { __typename: 'LockRemoved', fencingToken: number, previousHolder: { id: string, username: string }, record: RecordFieldsFragment }
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


export type ReadHistoryQuery = { lockHistory: { nodes: Array<{ id: string, type: LockHistoryType, route: string, resourceId: string, fencingToken: number, at: string, note: string | null, reason: string | null, holder: { id: string, username: string }, previousHolder: { id: string, username: string } | null, actor: { id: string, username: string } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type MeQueryVariables = Exact<{ [key: string]: never; }>;


export type MeQuery = { me: { permissions: Array<string>, user: { id: string, username: string } } };

export type WatchLocksSubscriptionVariables = Exact<{
  route?: InputMaybe<Scalars['String']['input']>;
  ids?: InputMaybe<Array<Scalars['ID']['input']> | Scalars['ID']['input']>;
  holderId?: InputMaybe<Scalars['ID']['input']>;
  mine?: InputMaybe<Scalars['Boolean']['input']>;
}>;


export type WatchLocksSubscription = { lockEvents: { type: LockEventType, at: string, reason: string | null, lock: (
      LockFieldsFragment
      & LineFieldsFragment
    ) | null, record: { id: string, lock: (
        LockFieldsFragment
        & LineFieldsFragment
      ) | null } | null, previousHolder: { id: string, username: string } | null, actor: { id: string, username: string } | null } };

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
export const LineFieldsFragmentDoc = new TypedDocumentString(`
    fragment LineFields on Lock {
  waiters {
    user {
      id
      username
    }
    since
    message
    position
  }
}
    `, {"fragmentName":"LineFields"}) as unknown as TypedDocumentString<LineFieldsFragment, unknown>;
export const LockFieldsFragmentDoc = new TypedDocumentString(`
    fragment LockFields on Lock {
  id
  route
  resourceId
  holder {
    id
    username
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
    `, {"fragmentName":"LockFields"}) as unknown as TypedDocumentString<LockFieldsFragment, unknown>;
export const RecordFieldsFragmentDoc = new TypedDocumentString(`
    fragment RecordFields on LockableRecord {
  id
  route
  resourceId
  lock {
    ...LockFields
  }
}
    fragment LockFields on Lock {
  id
  route
  resourceId
  holder {
    id
    username
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
    ... on LockAcquired {
      created
      lock {
        ...LockFields
        ...LineFields
      }
    }
    ... on LockConflict {
      message
      lock {
        ...LockFields
      }
    }
  }
}
    fragment LockFields on Lock {
  id
  route
  resourceId
  holder {
    id
    username
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
      id
      username
    }
    since
    message
    position
  }
}`) as unknown as TypedDocumentString<AcquireLockMutation, AcquireLockMutationVariables>;
export const RequestLockDocument = new TypedDocumentString(`
    mutation RequestLock($route: String!, $id: ID!, $message: String, $sessionId: ID) {
  requestLock(route: $route, id: $id, message: $message, sessionId: $sessionId) {
    __typename
    ... on LockAcquired {
      created
      lock {
        ...LockFields
        ...LineFields
      }
    }
    ... on LockQueued {
      position
      lock {
        ...LockFields
        ...LineFields
      }
    }
  }
}
    fragment LockFields on Lock {
  id
  route
  resourceId
  holder {
    id
    username
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
      id
      username
    }
    since
    message
    position
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
    ... on LockRenewed {
      lock {
        ...LockFields
      }
    }
    ... on LockLost {
      message
      currentLock {
        ...LockFields
      }
    }
  }
}
    fragment LockFields on Lock {
  id
  route
  resourceId
  holder {
    id
    username
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
}`) as unknown as TypedDocumentString<RenewLockMutation, RenewLockMutationVariables>;
export const RemoveLockDocument = new TypedDocumentString(`
    mutation RemoveLock($route: String!, $id: ID!, $fencingToken: SafeInt, $sessionId: ID) {
  removeLock(
    route: $route
    id: $id
    fencingToken: $fencingToken
    sessionId: $sessionId
  ) {
    __typename
    ... on LockRemoved {
      fencingToken
      previousHolder {
        id
        username
      }
      record {
        ...RecordFields
      }
    }
    ... on LockNotFound {
      message
      record {
        ...RecordFields
      }
    }
    ... on LockConflict {
      message
      lock {
        ...LockFields
      }
    }
  }
}
    fragment LockFields on Lock {
  id
  route
  resourceId
  holder {
    id
    username
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
    ... on LockTakenOver {
      previousHolder {
        id
        username
      }
      lock {
        ...LockFields
        ...LineFields
      }
    }
    ... on LockNotFound {
      message
      record {
        ...RecordFields
      }
    }
  }
}
    fragment LockFields on Lock {
  id
  route
  resourceId
  holder {
    id
    username
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
      id
      username
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
}`) as unknown as TypedDocumentString<TakeOverLockMutation, TakeOverLockMutationVariables>;
export const ForceRemoveLockDocument = new TypedDocumentString(`
    mutation ForceRemoveLock($route: String!, $id: ID!, $reason: String) {
  forceRemoveLock(route: $route, id: $id, reason: $reason) {
    __typename
    ... on LockRemoved {
      fencingToken
      previousHolder {
        id
        username
      }
      record {
        ...RecordFields
      }
    }
    ... on LockNotFound {
      message
      record {
        ...RecordFields
      }
    }
    ... on LockConflict {
      message
      lock {
        ...LockFields
      }
    }
  }
}
    fragment LockFields on Lock {
  id
  route
  resourceId
  holder {
    id
    username
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
    fragment LockFields on Lock {
  id
  route
  resourceId
  holder {
    id
    username
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
    mutation RenewLocks($items: [RenewLockInput!]!, $more: [RenewLockInput!]!, $hasMore: Boolean!) {
  items: renewLocks(items: $items) {
    __typename
    ... on LockRenewed {
      lock {
        ...LockFields
      }
    }
    ... on LockLost {
      message
      currentLock {
        ...LockFields
      }
    }
  }
  more: renewLocks(items: $more) @include(if: $hasMore) {
    __typename
    ... on LockRenewed {
      lock {
        ...LockFields
      }
    }
    ... on LockLost {
      message
      currentLock {
        ...LockFields
      }
    }
  }
}
    fragment LockFields on Lock {
  id
  route
  resourceId
  holder {
    id
    username
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
}`) as unknown as TypedDocumentString<RenewLocksMutation, RenewLocksMutationVariables>;
export const RemoveLocksDocument = new TypedDocumentString(`
    mutation RemoveLocks($items: [RemoveLockInput!]!) {
  removeLocks(items: $items) {
    __typename
    ... on LockRemoved {
      fencingToken
      previousHolder {
        id
        username
      }
      record {
        ...RecordFields
      }
    }
    ... on LockNotFound {
      message
      record {
        ...RecordFields
      }
    }
    ... on LockConflict {
      message
      lock {
        ...LockFields
      }
    }
  }
}
    fragment LockFields on Lock {
  id
  route
  resourceId
  holder {
    id
    username
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
    fragment LockFields on Lock {
  id
  route
  resourceId
  holder {
    id
    username
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
      id
      username
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
    fragment LockFields on Lock {
  id
  route
  resourceId
  holder {
    id
    username
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
    fragment LockFields on Lock {
  id
  route
  resourceId
  holder {
    id
    username
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
    fragment LockFields on Lock {
  id
  route
  resourceId
  holder {
    id
    username
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
        id
        username
      }
      previousHolder {
        id
        username
      }
      actor {
        id
        username
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
    `) as unknown as TypedDocumentString<ReadHistoryQuery, ReadHistoryQueryVariables>;
export const MeDocument = new TypedDocumentString(`
    query Me {
  me {
    user {
      id
      username
    }
    permissions
  }
}
    `) as unknown as TypedDocumentString<MeQuery, MeQueryVariables>;
export const WatchLocksDocument = new TypedDocumentString(`
    subscription WatchLocks($route: String, $ids: [ID!], $holderId: ID, $mine: Boolean) {
  lockEvents(route: $route, ids: $ids, holderId: $holderId, mine: $mine) {
    type
    at
    reason
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
      id
      username
    }
    actor {
      id
      username
    }
  }
}
    fragment LockFields on Lock {
  id
  route
  resourceId
  holder {
    id
    username
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
      id
      username
    }
    since
    message
    position
  }
}`) as unknown as TypedDocumentString<WatchLocksSubscription, WatchLocksSubscriptionVariables>;