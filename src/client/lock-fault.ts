/**
 * Why a call has no outcome. `network`, `timeout` and `internal` leave open whether it took effect; with
 * all others nothing was changed.
 */
export type LockFaultKind =
  /** No answer came: offline, refused, or cut off. */
  | 'network'
  /** No answer came in time. */
  | 'timeout'
  /** Nobody is signed in, or the session is over. */
  | 'unauthenticated'
  /** The user lacks the permission in `permission`. */
  | 'forbidden'
  /** An argument is invalid; `argument` names it. */
  | 'badInput'
  /** Too many requests; try again after `retryAfterMs`. */
  | 'rateLimited'
  /** The user holds as many locks as they may. */
  | 'quotaExceeded'
  /** The gateway cannot answer just now; try again. */
  | 'unavailable'
  /** The gateway cannot do this at all, for example on a standalone MongoDB. */
  | 'unsupported'
  /** The gateway failed. */
  | 'internal'
  /** What answered is no gateway, or of another version. */
  | 'protocol'
  /** The client was closed. */
  | 'closed';

/** What else is known of a fault. */
export interface LockFaultDetails {
  readonly code?: string | undefined;
  readonly argument?: string | undefined;
  readonly permission?: string | undefined;
  readonly retryAfterMs?: number | undefined;
  readonly isRetryable?: boolean | undefined;
  readonly cause?: unknown;
}

/** A call failed; an expected outcome, such as a conflict, is never one. */
export class LockFault extends Error {
  override readonly name = 'LockFault';
  readonly kind: LockFaultKind;
  /** `extensions.code` of the gateway, if it answered. */
  declare readonly code: string | undefined;
  declare readonly argument: string | undefined;
  declare readonly permission: string | undefined;
  declare readonly retryAfterMs: number | undefined;
  /** True when the same call can succeed later without anybody changing anything. */
  readonly isRetryable: boolean;

  constructor(kind: LockFaultKind, message: string, details: LockFaultDetails = {}) {
    const { cause, isRetryable = RETRYABLE.has(kind), ...more } = details;
    super(message, cause === undefined ? undefined : { cause });
    this.kind = kind;
    this.isRetryable = isRetryable;
    Object.assign(this, more);
  }
}

const RETRYABLE: ReadonlySet<LockFaultKind> = new Set<LockFaultKind>([
  'network',
  'timeout',
  'rateLimited',
  'unavailable',
]);
