import { type HeldLock, type HoldOptions } from './held-lock';
import { type LockFault } from './lock-fault';
import {
  type AcquiredLocks,
  type AcquireMode,
  type AcquireOutcome,
  type GrantKey,
  type LockableRecord,
  type LockHistoryPage,
  type LockKey,
  type LockPage,
  type LockWithLine,
  type Removal,
  type RemoveOutcome,
  type RenewOutcome,
  type RequestOutcome,
  type TakeOverOutcome,
  type Viewer,
} from './lock-types';
import { type LockWatch, type WatchFilter } from './lock-watch';

/** Where the gateway is, and how to reach it. */
export interface LockClientOptions {
  /** The GraphQL endpoint, e.g. `/graphql` or `https://locks.example/graphql`. */
  readonly url: string | URL;
  /** Otherwise the global one. */
  readonly fetch?: typeof globalThis.fetch | undefined;
  /** Of every request: `include` unless given, so that the cookie of another origin is sent. */
  readonly credentials?: RequestCredentials | undefined;
  /** The constructor to use instead of the global one; false polls instead. */
  readonly webSocket?: typeof globalThis.WebSocket | false | undefined;
  /** Added to every request, but not to the WebSocket: browsers cannot. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /**
   * The session (tab), 1 to 40 printable ASCII characters; otherwise one that is kept over a reload, and not
   * shared by a duplicated tab.
   */
  readonly sessionId?: string | undefined;
  /** False keeps the tabs of a user apart: each has its own heartbeat and socket. */
  readonly shareTabs?: boolean | undefined;
}

/** Options of a new lock. */
export interface GrantOptions {
  readonly ttlSeconds?: number | undefined;
  readonly note?: string | undefined;
}

/** Options of every operation. */
export interface CallOptions {
  /** Gives the call up: it rejects with the reason of the signal, and may or may not take effect. */
  readonly signal?: AbortSignal | undefined;
}

/** Options of what is acquired in a session. */
export interface SessionOptions {
  /** Otherwise that of the client. */
  readonly sessionId?: string | undefined;
}

/** One page of the list of locks. */
export interface PageOptions {
  readonly first?: number | undefined;
  readonly after?: string | undefined;
  readonly last?: number | undefined;
  readonly before?: string | undefined;
}

/** Which history: of a record, or of what one user did. */
export type HistoryOf = LockKey | { readonly actorId: string };

/**
 * A typed client of a gateway. Every operation resolves with an outcome, told apart by `__typename`, or
 * rejects with a `LockFault`.
 */
export interface LockClient {
  /** The session (tab) of this client. */
  readonly sessionId: string;

  /**
   * Acquires the lock of a record, and keeps it until `release`. The same record held twice in a page is one
   * lock with one heartbeat: the last release releases.
   */
  hold(route: string, id: string, options?: HoldOptions): HeldLock;
  /**
   * Watches locks; close it when it is no longer shown. Throws a `LockFault` of the kind `badInput` for more than
   * 200 ids, or ids without a route, and one of the kind `closed` after the close.
   */
  watch(filter?: WatchFilter): LockWatch;

  acquireLock(
    key: LockKey,
    options?: GrantOptions &
      SessionOptions &
      CallOptions & { readonly adopt?: boolean | undefined },
  ): Promise<AcquireOutcome>;
  renewLock(grant: GrantKey, options?: CallOptions): Promise<RenewOutcome>;
  /** Without a fencing token and a session, any grant of the caller. */
  removeLock(grant: Removal, options?: CallOptions): Promise<RemoveOutcome>;
  requestLock(
    key: LockKey,
    options?: SessionOptions & CallOptions & { readonly message?: string | undefined },
  ): Promise<RequestOutcome>;
  /** Leaves the line; false when the caller did not wait. */
  withdrawRequest(key: LockKey, options?: CallOptions): Promise<boolean>;
  takeOverLock(
    key: LockKey,
    options?: GrantOptions & CallOptions & { readonly reason?: string | undefined },
  ): Promise<TakeOverOutcome>;
  forceRemoveLock(
    key: LockKey,
    options?: CallOptions & { readonly reason?: string | undefined },
  ): Promise<RemoveOutcome>;
  /** All or none of 1 to 100 records, or with `AVAILABLE` those that are free. */
  acquireLocks(
    keys: readonly LockKey[],
    options?: GrantOptions &
      SessionOptions &
      CallOptions & { readonly mode?: AcquireMode | undefined },
  ): Promise<AcquiredLocks>;
  /** Of 1 to 200 grants, in their order; a fault stands in the place of the grant that it hit. */
  renewLocks(
    grants: readonly GrantKey[],
    options?: CallOptions & {
      /** How long to wait for the answer, in milliseconds. */
      readonly timeoutMs?: number | undefined;
    },
  ): Promise<readonly (RenewOutcome | LockFault)[]>;
  /** Of 1 to 100 locks, in their order; a fault stands in the place of the lock that it hit. */
  removeLocks(
    grants: readonly Removal[],
    options?: CallOptions,
  ): Promise<readonly (RemoveOutcome | LockFault)[]>;
  /** Removes every lock of the caller, in every tab, and leaves every line: for signing out. */
  removeMyLocks(options?: CallOptions): Promise<number>;

  /** The lock on a record; null when it is free. */
  lock(key: LockKey, options?: CallOptions): Promise<LockWithLine | null>;
  locks(filter?: WatchFilter & PageOptions, options?: CallOptions): Promise<LockPage>;
  record(key: LockKey, options?: CallOptions): Promise<LockableRecord>;
  /** 1 to 200 records of a route, in the order of the ids. */
  records(
    route: string,
    ids: readonly string[],
    options?: CallOptions,
  ): Promise<readonly LockableRecord[]>;
  lockHistory(
    of: HistoryOf,
    page?: { readonly first?: number | undefined; readonly after?: string | undefined },
    options?: CallOptions,
  ): Promise<LockHistoryPage>;
  me(options?: CallOptions): Promise<Viewer>;

  /**
   * Releases every hold, closes every watch and the socket; for signing out. Never rejects. Holds are `released`
   * with the reason `closed` from then on, also those that begin later.
   */
  close(): Promise<void>;
}
