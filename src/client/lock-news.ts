import { type LostReason } from './held-lock';
import { type LockEvent } from './lock-types';

/** True when an event says that the grant of this token is over; tokens of one lock only rise. */
export function isOver({ type, lock, currentLock }: LockEvent, fencingToken: number): boolean {
  if (lock.fencingToken > fencingToken) return true;
  if (currentLock && currentLock.fencingToken > fencingToken) return true;
  return lock.fencingToken === fencingToken && ENDS.has(type);
}

/** Why the grant that an event ends is over. */
export function reasonOf({ type }: LockEvent): LostReason {
  return REASONS[type] ?? 'unknown';
}

const ENDS: ReadonlySet<LockEvent['type']> = new Set<LockEvent['type']>([
  'RELEASED',
  'EXPIRED',
  'FORCE_REMOVED',
]);

const REASONS: Partial<Record<LockEvent['type'], LostReason>> = {
  TAKEN_OVER: 'takenOver',
  FORCE_REMOVED: 'forceRemoved',
  EXPIRED: 'expired',
  RELEASED: 'removed',
};
