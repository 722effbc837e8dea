import { type Caller } from '../domain/caller';
import { type LockSnapshot } from '../domain/lock';

/** Who has a lock, since when and until when, in a sentence for people. */
export function heldBy({ holder, acquiredAt, expiresAt }: LockSnapshot): string {
  const until = expiresAt ? ` until ${expiresAt.toISOString()}` : '';
  return `${holder.username} holds this record since ${acquiredAt.toISOString()}${until}.`;
}

/** What became of a lost grant, given what holds the record now. */
export function lostBecause(lock: LockSnapshot | null, caller: Caller): string {
  if (!lock) return 'Lost: the record is free.';
  if (lock.holder.id === caller.id) return HELD_IN_ANOTHER_TAB;
  return `Lost: ${heldBy(lock)}`;
}

/** Why nothing was found to remove, given what holds the record nevertheless. */
export function notFoundBecause(lock: LockSnapshot | null): string {
  // Only the caller's own lock is kept from its removal by another token.
  return lock ? HELD_IN_ANOTHER_TAB : 'There is no such lock.';
}

const HELD_IN_ANOTHER_TAB = 'You hold this record under a newer grant, for example in another tab.';
