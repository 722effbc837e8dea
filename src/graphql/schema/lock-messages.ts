import { type Caller } from '../../domain/caller';
import { type LockSnapshot } from '../../domain/lock';

/** A sentence for people: who holds a lock, since when and until when. */
export function heldBy({ holder, acquiredAt, expiresAt }: LockSnapshot): string {
  const end = expiresAt ? `; the lease ends at ${expiresAt.toISOString()}` : '';
  return `${holder.username} has held this record since ${acquiredAt.toISOString()}${end}.`;
}

/** A sentence for people: why a grant is lost, given the lock that holds the record now. */
export function lostBecause(lock: LockSnapshot | null, caller: Caller): string {
  if (!lock) return 'Lost: the record is free.';
  if (lock.holder.id === caller.id) return HELD_IN_ANOTHER_TAB;
  return `Lost: ${heldBy(lock)}`;
}

/** A sentence for people: why no lock was removed, given the lock that holds the record. */
export function notFoundBecause(lock: LockSnapshot | null): string {
  // A lock of another user is a conflict, so this one is the caller's, with another token.
  return lock ? HELD_IN_ANOTHER_TAB : 'There is no such lock.';
}

const HELD_IN_ANOTHER_TAB = 'You hold this record under a newer grant, for example in another tab.';
