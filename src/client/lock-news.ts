import { type LostReason } from './held-lock';
import { type LockEvent } from './lock-types';

/** True when an event says that the grant of this token is over, or has expired. */
export function isOver(event: LockEvent, fencingToken: number): boolean {
  const { type, lock } = event;
  if (type === 'EXPIRED' && lock.fencingToken === fencingToken) return true;
  return fencingToken <= overUpTo(event);
}

/** The largest token that an event says is over for ever; tokens of one lock only rise. */
export function overUpTo({ type, lock, currentLock }: LockEvent): number {
  const hasEnded = type === 'RELEASED' || type === 'FORCE_REMOVED';
  return Math.max(lock.fencingToken - (hasEnded ? 0 : 1), (currentLock?.fencingToken ?? 0) - 1);
}

/** Why the grant that an event ends is over. */
export function reasonOf({ type }: LockEvent): LostReason {
  return REASONS[type] ?? 'unknown';
}

const REASONS: Partial<Record<LockEvent['type'], LostReason>> = {
  TAKEN_OVER: 'takenOver',
  FORCE_REMOVED: 'forceRemoved',
  EXPIRED: 'expired',
  RELEASED: 'removed',
};
