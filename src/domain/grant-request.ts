import { type Caller } from './caller';
import { type Asked, findGrantProblem } from './lease';
import { type Holder, MAX_HOLDER_NAME_LENGTH } from './lock';
import { type ParsedKey } from './lock-key';
import { type BegunChange } from './lock-store';

/** The key of one call, with the change that was begun for it if there is one. */
export interface LockCall {
  readonly key: ParsedKey;
  readonly change?: BegunChange | undefined;
  /** By `performance.now()`: a change that has not begun by then is not tried. Default: none. */
  readonly deadlineAt?: number | undefined;
}

/** What a caller can ask of a grant. */
export interface GrantRequest extends LockCall {
  readonly ttlSeconds?: number | undefined;
  /** undefined keeps the note of a renewed lock; an empty one clears it. */
  readonly note?: string | undefined;
}

/** What a caller can ask of an acquire. */
export interface AcquireCall extends GrantRequest {
  /** The session (tab) that acquires; default: whatever session the lock is in. */
  readonly sessionId?: string | undefined;
  /** Moves the caller's own lock here from another session; default: false. */
  readonly adopt?: boolean | undefined;
}

/** What a caller can ask of a take-over. */
export interface TakeOverCall extends GrantRequest {
  /** For people; empty is none. */
  readonly reason?: string | undefined;
}

/** What a caller can ask of a forced removal. */
export interface ForceRemoveCall extends LockCall {
  /** For people; empty is none. */
  readonly reason?: string | undefined;
}

/** What a caller who would wait can say. */
export interface RequestCall extends LockCall {
  /** For the holder; undefined keeps the message of a caller in the line, an empty one clears it. */
  readonly message?: string | undefined;
  readonly sessionId?: string | undefined;
}

/** The key of a valid request, or the first thing wrong with the request. */
export function checkGrant(request: LockCall & Asked): ParsedKey {
  const problem = request.key.kind === 'key' ? findGrantProblem(request) : undefined;
  return problem ? { kind: 'problem', problem } : request.key;
}

/** The lease that was asked for, in milliseconds; undefined: none in particular. */
export function requestedLeaseMs({ ttlSeconds }: Asked): number | undefined {
  return ttlSeconds === undefined ? undefined : ttlSeconds * 1000;
}

/** The text as it is stored: an empty one is none, undefined leaves what is stored. */
export function textToStore(text: string | undefined): string | null | undefined {
  return text === '' ? null : text;
}

/** The caller as a holder; every list shows the name, so a very long one is cut. */
export function holderOf({ id, username }: Caller): Holder {
  return { id, username: username.slice(0, MAX_HOLDER_NAME_LENGTH).toWellFormed() };
}
