import { type Caller } from '../../domain/caller';
import { type LockEvent as DomainEvent } from '../../domain/lock-event';
import { type LockEvent } from './lock-event.type';
import { lockViewerKind, toGraphQLLock, toGraphQLRecord } from './to-graphql-lock';

/** An event as one caller sees it. */
export function toGraphQLEvent(event: DomainEvent, caller: Caller): LockEvent {
  const { type, record, lock, previousHolder, actor, at, reason, cursor } = event;
  return {
    record: record && toGraphQLRecord(record, caller),
    lock: lock && toGraphQLLock(lock, caller),
    ...{ type, previousHolder, actor, at, reason, cursor },
  };
}

/** What decides how `toGraphQLEvent` shows an event: callers of one kind get equal answers. */
export function viewerKind({ lock }: DomainEvent, caller: Caller): string {
  return lock ? lockViewerKind(lock, caller) : 'anybody';
}
