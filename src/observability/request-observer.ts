import { type OutcomeName } from '../outcomes/outcomes';

/** An answered request as logs and metrics see it; contains no token, cookie or lock id. */
export interface AnsweredRequest {
  readonly requestId: string;
  /** `http`: refused before reaching a door, e.g. invalid HTTP, an unknown path, or too many connections. */
  readonly door: 'rest' | 'graphql' | 'http';
  /** The use case, such as `acquire` or `acquireLock`; one of a fixed set. */
  readonly operation: string;
  /** The result, such as `acquired` or `heldByOther`; one of a fixed set. */
  readonly outcome: OutcomeName;
  /** The result of each part, if the request had several. */
  readonly outcomes?: readonly OutcomeName[] | undefined;
  readonly durationMs: number;
  readonly userId?: string | undefined;
}

/** Receives every answered request, and every fault once, with its cause. Must not throw. */
export interface RequestObserver {
  answered(request: AnsweredRequest): void;
  fault(requestId: string, error: unknown): void;
}
