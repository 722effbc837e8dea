import { type DocumentNode } from 'graphql';
import { type Authentication, type Caller } from '../../domain/caller';
import { type LockFeed } from '../../domain/lock-feed';
import { type LockService } from '../../domain/lock-service';
import { type OutcomeName } from '../../outcomes/outcomes';

/** What the resolvers of one request share. */
export interface RequestContext {
  readonly requestId: string;
  readonly locks: LockService;
  readonly feed: LockFeed;
  /** True when a caller who is not signed in can sign in as a demo user. */
  readonly hasDemoUsers: boolean;
  /** Authenticates the caller; a request does so at most once. */
  readonly authenticate: () => Promise<Authentication>;
  /** Reports a fault with the id of the request. */
  readonly reportFault: (error: unknown) => void;
  /** True when a fault of this request was reported. */
  readonly hasFault: () => boolean;
  /** By `performance.now()`: no field of the request starts after it. */
  beginFieldsUntil: number;
  /** By `performance.now()`: nothing of the request begins after it. */
  deadlineAt: number;
  /** The root fields that began before GraphQL.js executes the operation, by response name. */
  readonly begun: Map<string, Promise<unknown>>;
  /** How the request arrived, where that decides what is served. */
  readonly arrival: Arrival;
  /** The outcomes so far, for logs and metrics; one shared list, because Apollo copies the context. */
  readonly outcomes: UseCaseOutcome[];
}

/** How an operation arrived. */
export interface Arrival {
  /** True for a GET, which must not change anything. */
  readonly isSafe?: boolean;
  /** The user of the connection, looked up less than a minute ago; absent where each request tells. */
  readonly knownCaller?: (() => Caller) | undefined;
  /** Takes over a valid subscription; absent where none can be told. */
  readonly onSubscription?: (operation: SubscriptionOperation) => void;
}

/** A subscription that was validated. */
export interface SubscriptionOperation {
  readonly document: DocumentNode;
  readonly operationName: string | undefined;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** One root field and its outcome. */
export interface UseCaseOutcome {
  readonly operation: string;
  readonly outcome: OutcomeName;
  readonly userId: string | undefined;
}
