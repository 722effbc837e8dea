/** One answered request, as logs and metrics see it; carries no token, cookie or lock id. */
export interface AnsweredRequest {
  readonly requestId: string;
  /** `http` is what ends before a door: no HTTP, no such path, a connection too many. */
  readonly door: 'rest' | 'graphql' | 'http';
  /** The use case, e.g. `acquire` or `acquireLock`; a fixed set of names. */
  readonly operation: string;
  /** What came of it, e.g. `acquired` or `heldByOther`; a fixed set of names. */
  readonly outcome: string;
  /** What came of each part, when a request had several. */
  readonly outcomes?: readonly string[] | undefined;
  readonly durationMs: number;
  readonly userId?: string | undefined;
}

/** Told of every answered request, and of every fault once, with its cause. Must not throw. */
export interface RequestObserver {
  answered(request: AnsweredRequest): void;
  fault(requestId: string, error: unknown): void;
}
