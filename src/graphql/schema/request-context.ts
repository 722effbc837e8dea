import { type Authentication } from '../../domain/caller';
import { type LockService } from '../../domain/lock-service';

/** What the resolvers of one request share. */
export interface RequestContext {
  readonly requestId: string;
  readonly locks: LockService;
  /** Whether who is not signed in can become a demo user. */
  readonly hasDemoUsers: boolean;
  /** Asks who the caller is; a promise that is kept, so that one request asks once. */
  readonly authenticate: () => Promise<Authentication>;
  /** Reports what was thrown and is nobody's mistake, with the id of the request. */
  readonly reportFault: (error: unknown) => void;
  /** True when a fault of this request was reported. */
  readonly hasFault: () => boolean;
  /** By `performance.now()`: fields of the request that come later are not begun. */
  beginFieldsUntil: number;
  /** By `performance.now()`: nothing of the request begins later. */
  deadlineAt: number;
  /** What the request came to so far, for logs and metrics; one list, as Apollo copies the context. */
  readonly outcomes: UseCaseOutcome[];
}

/** One root field and what came of it. */
export interface UseCaseOutcome {
  readonly operation: string;
  readonly outcome: string;
  readonly userId: string | undefined;
}
