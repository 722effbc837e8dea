import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** The two ways into the gateway. */
export type Door = 'rest' | 'graphql';

/** What a client can ask; `finalLocks` is the list read after the load ended. */
export type Op =
  'acquire' | 'renew' | 'remove' | 'takeOver' | 'forceRemove' | 'lock' | 'locks' | 'finalLocks';

/** As much of a lock as an answer told; REST tells neither token nor, on success, the end. */
export interface SeenLock {
  readonly holder: string;
  readonly token?: number;
  readonly acquiredAtMs?: number;
  /** null: never expires; undefined: the answer does not say. */
  readonly expiresAtMs?: number | null;
}

/** One row of a list, with the full lock identifier. */
export interface ListedLock extends SeenLock {
  readonly id: string;
}

/** A definite answer, in one vocabulary for both doors. */
export type Answer =
  | { readonly kind: 'granted'; readonly lock: SeenLock; readonly created?: boolean }
  /** Somebody else holds it; REST's 403 does not say who. */
  | { readonly kind: 'conflict'; readonly lock?: SeenLock }
  | { readonly kind: 'lost'; readonly lock: SeenLock | null }
  | { readonly kind: 'removed'; readonly lock?: SeenLock }
  | { readonly kind: 'notFound' }
  | { readonly kind: 'read'; readonly lock: SeenLock | null }
  | { readonly kind: 'list'; readonly locks: readonly ListedLock[] };

/** Who called what, where. */
export interface Request {
  readonly client: number;
  readonly user: string;
  readonly door: Door;
  readonly gateway: number;
  readonly op: Op;
  /** The full lock identifier; `*` for lists. */
  readonly lock: string;
  /** The fencing token that was sent along. */
  readonly token?: number;
  /** The lease that was asked for. */
  readonly ttlMs?: number;
}

/** How a call ended: a definite answer, or one that may have happened at any later time, or none was sent. */
export type Outcome =
  | { readonly kind: 'definite'; readonly answer: Answer; readonly status: number }
  | {
      readonly kind: 'unknown';
      readonly reason: string;
      readonly status?: number;
      /** The caller gave up waiting; the gateway had said nothing. */
      readonly timedOut?: boolean;
      /** An answer that this call should never get. */
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

/** Writes one JSON line per call, so that a broken run can be looked at afterwards. */
export function dumpHistory(file: string, calls: readonly Call[]): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, calls.map((call) => JSON.stringify(call)).join('\n') + '\n');
}
