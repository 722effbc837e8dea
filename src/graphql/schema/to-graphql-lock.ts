import { type Caller, canOverrideLocks } from '../../domain/caller';
import {
  type Holder,
  type LockableRecord as Holding,
  type LockSnapshot,
  type Waiter,
} from '../../domain/lock';
import { type LockKey } from '../../domain/lock-key';
import { type Shared } from '../execution/shared-texts';
import { type Lock } from './lock.type';
import { type LockWaiter } from './lock-waiter.type';
import { type LockableRecord } from './lockable-record.type';

/** Distinguishes the ids of records from those of locks: some caches normalize by id alone. */
const RECORD_PREFIX = 'record:';

/** Routes are any text, so one could begin as the id of a record does; no other id has `%3A`. */
function toLockId({ id }: LockKey): string {
  return id.startsWith(RECORD_PREFIX) ? id.replace(':', '%3A') : id;
}

/** The id of the key whose lock has this id. */
export function fromLockId(id: string): string {
  return id.replace(/^record%3A/, RECORD_PREFIX);
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
  return new SeenLock(lock, caller);
}

/**
 * What decides how `toGraphQLLock` shows a lock: callers of one kind get equal answers. The holder
 * sees the session and every message, an author in the line the own message, anybody else neither.
 */
export function lockViewerKind({ holder, waiters }: LockSnapshot, caller: Caller): string {
  if (holder.id === caller.id) return 'holder';
  const kind = canOverrideLocks(caller) ? 'mayOverride' : 'other';
  if (waiters.length === 0) return kind;
  const place = waiters.findIndex(({ user }) => user.id === caller.id);
  return place < 0 ? kind : `${kind}${place}`;
}

/** Gives what is selected when it is read: of the locks of a page most callers select a part. */
class SeenLock implements Lock, Shared {
  constructor(
    private readonly lock: LockSnapshot,
    private readonly caller: Caller,
  ) {}

  sharedBy(): ReturnType<Shared['sharedBy']> {
    return { source: this.lock, kind: lockViewerKind(this.lock, this.caller) };
  }

  get id(): string {
    return toLockId(this.lock.key);
  }
  get route(): string {
    return this.lock.key.route;
  }
  get resourceId(): string {
    return this.lock.key.resourceId;
  }
  get holder(): Holder {
    return this.lock.holder;
  }
  get acquiredAt(): Date {
    return this.lock.acquiredAt;
  }
  get renewedAt(): Date {
    return this.lock.renewedAt;
  }
  get expiresAt(): Date | null {
    return this.lock.expiresAt;
  }
  get expiresInMs(): number | null {
    const { expiresAt, asOf } = this.lock;
    return expiresAt && Math.max(0, expiresAt.getTime() - asOf.getTime());
  }
  get fencingToken(): number {
    return this.lock.fencingToken;
  }
  get note(): string | null {
    return this.lock.note;
  }
  get sessionId(): string | null {
    return this.heldByMe ? this.lock.sessionId : null;
  }
  get reserved(): boolean {
    return this.lock.isReserved;
  }
  get holdEndsAt(): Date | null {
    return this.lock.holdEndsAt;
  }
  get waiters(): LockWaiter[] {
    return toGraphQLWaiters(this.lock, this.caller);
  }
  get waiterCount(): number {
    return this.lock.waiters.length;
  }
  get heldByMe(): boolean {
    return this.lock.holder.id === this.caller.id;
  }
  get canTakeOver(): boolean {
    return !this.heldByMe && canOverrideLocks(this.caller);
  }
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
