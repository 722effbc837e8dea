import { type Caller, canOverrideLocks } from '../../domain/caller';
import { type LockEvent as DomainEvent } from '../../domain/lock-event';
import { type LockEvent } from './lock-event.type';
import { toGraphQLLock, toGraphQLRecord } from './to-graphql-lock';

/** An event as one caller sees it. */
export function toGraphQLEvent(event: DomainEvent, caller: Caller): LockEvent {
  const { type, record, lock, previousHolder, actor, at, reason, cursor } = event;
  return {
    record: record && toGraphQLRecord(record, caller),
    lock: lock && toGraphQLLock(lock, caller),
    ...{ type, previousHolder, actor, at, reason, cursor },
  };
}

/**
 * What decides how `toGraphQLEvent` shows an event: callers of one kind get equal answers. The holder
 * sees the session and every message, an author in the line the own message, anybody else neither.
 */
export function viewerKind({ lock }: DomainEvent, caller: Caller): string {
  if (!lock) return 'anybody';
  if (lock.holder.id === caller.id) return 'holder';
  const kind = canOverrideLocks(caller) ? 'mayOverride' : 'other';
  const place = lock.waiters.findIndex(({ user }) => user.id === caller.id);
  return place < 0 ? kind : `${kind}${place}`;
}
