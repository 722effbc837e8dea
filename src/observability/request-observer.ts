import { type OutcomeName } from '../outcomes/outcomes';

/** One answered request, as logs and metrics see it; carries no token, cookie or lock id. */
export interface AnsweredRequest {
  readonly requestId: string;
  /** `http` is what ends before a door: no HTTP, no such path, a connection too many. */
  readonly door: 'rest' | 'graphql' | 'http';
  /** The use case, e.g. `acquire` or `acquireLock`; a fixed set of names. */
  readonly operation: string;
  readonly outcome: OutcomeName;
  /** What came of each part, when a request had several. */
  readonly outcomes?: readonly OutcomeName[] | undefined;
  readonly durationMs: number;
  readonly userId?: string | undefined;
}

/** Told of every answered request, and of every fault once, with its cause. Must not throw. */
export interface RequestObserver {
  answered(request: AnsweredRequest): void;
  fault(requestId: string, error: unknown): void;
}
