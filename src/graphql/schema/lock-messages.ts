import { type Caller } from '../../domain/caller';
import { type LockSnapshot } from '../../domain/lock';

/** A sentence for people: who holds a lock, since when and until when. */
export function heldBy(lock: LockSnapshot, caller: Caller): string {
  const { holder, acquiredAt, expiresAt, isReserved } = lock;
  const since = `since ${acquiredAt.toISOString()}`;
  const end = expiresAt ? `; the lease ends at ${expiresAt.toISOString()}` : '';
  if (holder.id === caller.id) return `You have held this record in your other tab ${since}${end}.`;
  if (isReserved) return `${holder.username} is next and has this record reserved ${since}${end}.`;
  return `${holder.username} has held this record ${since}${end}.`;
}

/** A sentence for people: why a grant is lost, given the lock that holds the record now. */
export function lostBecause(lock: LockSnapshot | null, caller: Caller): string {
  if (!lock) return 'Lost: the record is free.';
  return lock.holder.id === caller.id ? otherGrant(lock) : `Lost: ${heldBy(lock, caller)}`;
}

/** A sentence for people: why no lock was removed, given the lock that holds the record. */
export function notFoundBecause(lock: LockSnapshot | null): string {
  // A lock of another user is a conflict, so this one is the caller's, with another token.
  return lock ? otherGrant(lock) : 'There is no such lock.';
}

function otherGrant({ isReserved }: LockSnapshot): string {
  return isReserved
    ? 'This record is reserved for you: acquire it.'
    : 'You hold this record under another grant, for example in your other tab.';
}
