import { type Caller, canOverrideLocks } from '../../domain/caller';
import { type LockableRecord as Holding, type LockSnapshot, type Waiter } from '../../domain/lock';
import { type LockKey } from '../../domain/lock-key';
import { type Lock } from './lock.type';
import { type LockWaiter } from './lock-waiter.type';
import { type LockableRecord } from './lockable-record.type';

/** Distinguishes the ids of records from those of locks: some caches normalize by id alone. */
const RECORD_PREFIX = 'record:';

/** Routes are any text, so one could begin as the id of a record does; no other id has `%3A`. */
function toLockId({ id }: LockKey): string {
  return id.startsWith(RECORD_PREFIX) ? id.replace(':', '%3A') : id;
}

/** A record as one caller sees it. */
export function toGraphQLRecord({ key, lock }: Holding, caller: Caller): LockableRecord {
  return {
    id: RECORD_PREFIX + key.id,
    route: key.route,
    resourceId: key.resourceId,
    lock: lock && toGraphQLLock(lock, caller),
  };
}

/** A lock as one caller sees it. */
export function toGraphQLLock(lock: LockSnapshot, caller: Caller): Lock {
  const heldByMe = lock.holder.id === caller.id;
  return {
    id: toLockId(lock.key),
    route: lock.key.route,
    resourceId: lock.key.resourceId,
    holder: lock.holder,
    acquiredAt: lock.acquiredAt,
    renewedAt: lock.renewedAt,
    expiresAt: lock.expiresAt,
    expiresInMs: lock.expiresAt && Math.max(0, lock.expiresAt.getTime() - lock.asOf.getTime()),
    fencingToken: lock.fencingToken,
    note: lock.note,
    sessionId: heldByMe ? lock.sessionId : null,
    reserved: lock.isReserved,
    holdEndsAt: lock.holdEndsAt,
    // Read only when selected: a page can have 10,000 waiters.
    get waiters() {
      return toGraphQLWaiters(lock, caller);
    },
    waiterCount: lock.waiters.length,
    heldByMe,
    canTakeOver: !heldByMe && canOverrideLocks(caller),
  };
}

/** A message is for the holder, so nobody else sees it but its author. */
function toGraphQLWaiters({ holder, waiters }: LockSnapshot, caller: Caller): LockWaiter[] {
  return waiters.map(({ user, since, message }: Waiter, index) => ({
    user,
    since,
    message: [holder.id, user.id].includes(caller.id) ? message : null,
    position: index + 1,
  }));
}
