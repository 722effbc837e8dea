import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** The two interfaces of the gateway. */
export type Door = 'rest' | 'graphql';

/**
 * The operations; `acquireAll` and `removeAll` name several locks, `finalLocks` is the list read after
 * the load has ended.
 */
export type Op =
  | ('acquire' | 'renew' | 'remove' | 'takeOver' | 'forceRemove' | 'request' | 'withdraw')
  | ('acquireAll' | 'removeAll')
  | ('lock' | 'locks' | 'finalLocks');

/** What an answer reports about a lock; REST has no token and, on success, no expiry. */
export interface SeenLock {
  readonly holder: string;
  readonly token?: number;
  readonly acquiredAtMs?: number;
  /** null: never expires; undefined: the answer does not say. */
  readonly expiresAtMs?: number | null;
  readonly note?: string;
}

/** One row of a list, with the full lock identifier. */
export interface ListedLock extends SeenLock {
  readonly id: string;
}

/** A definite answer, in one vocabulary for both doors. */
export type Answer =
  | { readonly kind: 'granted'; readonly lock: SeenLock; readonly created?: boolean }
  /** Another user holds it; REST's 403 does not say who. */
  | { readonly kind: 'conflict'; readonly lock?: SeenLock }
  | { readonly kind: 'lost'; readonly lock: SeenLock | null }
  /** `next`: who has the record then, null when nobody does; REST does not say. */
  | { readonly kind: 'removed'; readonly lock?: SeenLock; readonly next?: SeenLock | null }
  /** The caller waits in line for this lock. */
  | { readonly kind: 'queued'; readonly lock: SeenLock }
  /** The caller has left the line, or let go of what was reserved, if `wasWaiting`. */
  | { readonly kind: 'withdrawn'; readonly wasWaiting: boolean }
  /** Of `acquireAll`. */
  | {
      readonly kind: 'batch';
      readonly acquired: readonly ListedLock[];
      readonly conflicts: readonly ListedLock[];
    }
  /** Of `removeAll`: an answer for each lock, in order. */
  | { readonly kind: 'each'; readonly answers: readonly (Answer | undefined)[] }
  | { readonly kind: 'notFound' }
  | { readonly kind: 'read'; readonly lock: SeenLock | null }
  | { readonly kind: 'list'; readonly locks: readonly ListedLock[] };

/** The caller, the operation and the gateway. */
export interface Request {
  readonly client: number;
  readonly user: string;
  readonly door: Door;
  readonly gateway: number;
  readonly op: Op;
  /** The full lock identifier; `*` for lists and for several. */
  readonly lock: string;
  /** The full lock identifiers of a call that names several. */
  readonly locks?: readonly string[];
  /** The session that the caller names. */
  readonly sessionId?: string;
  readonly adopt?: boolean;
  /** The note that marks all locks of one `acquireAll`. */
  readonly note?: string;
  /** The fencing token sent. */
  readonly token?: number;
  /** The requested lease. */
  readonly ttlMs?: number;
}

/** How a call ended: a definite answer, or one that may have happened at any later time, or none was sent. */
export type Outcome =
  | { readonly kind: 'definite'; readonly answer: Answer; readonly status: number }
  | {
      readonly kind: 'unknown';
      readonly reason: string;
      readonly status?: number;
      /** The caller timed out without an answer. */
      readonly timedOut?: boolean;
      /** The answer is one that this call must never get. */
      readonly isUnexpected?: boolean;
    }
  | { readonly kind: 'notSent'; readonly reason: string };

/** One recorded call; times are milliseconds of the harness's clock (same machine as the database's). */
export interface Call extends Request {
  readonly id: number;
  readonly startMs: number;
  readonly endMs: number;
  readonly outcome: Outcome;
}

/** Milliseconds since 1970 with a fraction, from the monotonic clock so that order is never lost. */
export function nowMs(): number {
  return performance.timeOrigin + performance.now();
}

/** Writes one JSON line per call, so that a failed run can be examined afterwards. */
export function dumpHistory(file: string, calls: readonly Call[]): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, calls.map((call) => JSON.stringify(call)).join('\n') + '\n');
}
