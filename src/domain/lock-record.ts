import { type Lock } from './lock';

/** What is stored for a key: its last grant, and how that ended. */
export interface LockRecord {
  readonly lock: Lock;
  /** A lock stays `held` after its lease ran out until it is marked as `expired`. */
  readonly status: 'held' | 'expired' | 'removed';
  /** When it was removed or expired; null while held. */
  readonly endedAt: Date | null;
}
