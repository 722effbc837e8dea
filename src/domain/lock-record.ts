import { type Lock } from './lock';

/** What is remembered of a key: its last grant, and how that ended if it is known to have ended. */
export interface LockRecord {
  readonly lock: Lock;
  /** `held` until marked; a lock that merely ran out may still say `held`. */
  readonly status: 'held' | 'expired' | 'removed';
  /** When it was removed or expired; null while held. */
  readonly endedAt: Date | null;
}
