import { type Lock, type Waiter } from './lock';

/** What is stored for a key: its last grant, how that ended, and who waits for it. */
export interface LockRecord {
  readonly lock: Lock;
  /** A lock stays `held` after its lease ran out until it is marked as `expired`. */
  readonly status: 'held' | 'expired' | 'removed';
  /** When it was removed or expired; null while held. */
  readonly endedAt: Date | null;
  /** The line, in the order of asking; empty once the lock has ended. */
  readonly waiters: readonly Waiter[];
}

/** The line of a lock that nobody waits for. */
export const NOBODY: readonly Waiter[] = [];
