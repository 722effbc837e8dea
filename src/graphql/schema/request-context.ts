import { type Authentication } from '../../domain/caller';
import { type LockService } from '../../domain/lock-service';
import { type OutcomeName } from '../../outcomes/outcomes';

/** What the resolvers of one request share. */
export interface RequestContext {
  readonly requestId: string;
  readonly locks: LockService;
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
  /** The outcomes so far, for logs and metrics; one shared list, because Apollo copies the context. */
  readonly outcomes: UseCaseOutcome[];
}

/** One root field and its outcome. */
export interface UseCaseOutcome {
  readonly operation: string;
  readonly outcome: OutcomeName;
  readonly userId: string | undefined;
}
