import { type LockSnapshot } from '../domain/lock';
import { isEnd, type LockEvent } from '../domain/lock-event';
import { type LockRecord } from '../domain/lock-record';
import { type LockWrite, type ToldChange } from '../domain/lock-stream';
import { snapshot } from '../domain/transition';
import { type EventPosition, toCursor } from './position';

/** How old an event of a snapshot may be: so old are `at` and `asOf` at most. */
const SAME_EVENT_MS = 500;

/** True for two times so close that one event of a snapshot serves both. */
export function isAbout(one: Date, other: Date): boolean {
  return Math.abs(one.getTime() - other.getTime()) < SAME_EVENT_MS;
}

/** An event with its place in the order of all. */
export interface PlacedEvent {
  readonly event: LockEvent;
  readonly position: EventPosition;
}

/** One event for each thing that a write did, in order; `before` is the lock until then. */
export function toEvents(write: LockWrite, before: LockRecord | undefined): PlacedEvent[] {
  return write.changes.map((change, index) => {
    const position = { ...write.position, change: index };
    return { position, event: toEvent(change, { write, before, cursor: toCursor(position) }) };
  });
}

function toEvent(
  { type, at, actor, lock, previousHolder, reason }: ToldChange,
  { write, before, cursor }: { write: LockWrite; before: LockRecord | undefined; cursor: string },
): LockEvent {
  const hasEnded = isEnd(type);
  // A write has only one line; of a lock that ended, the last that is known.
  const waiters = (hasEnded ? before : write.held)?.waiters ?? [];
  const shown: LockSnapshot = snapshot({ lock, waiters, status: 'held', endedAt: null }, at);
  return {
    type,
    record: { key: write.key, lock: hasEnded ? null : shown },
    lock: shown,
    previousHolder: hasEnded ? lock.holder : previousHolder,
    ...{ actor, at, reason, cursor },
  };
}

/** Tells that a lock stands at the database's time `now`. */
export function standing(record: LockRecord, now: Date): LockEvent {
  const lock = snapshot(record, now);
  return {
    type: 'SNAPSHOT',
    ...{ record: { key: lock.key, lock }, lock, at: now },
    ...{ previousHolder: null, actor: null, reason: null, cursor: null },
  };
}

/** Tells that all that stand have been told; a new subscription can go on after this position. */
export function snapshotEnd(position: EventPosition, now: Date): LockEvent {
  return {
    ...{ type: 'SNAPSHOT_END', record: null, lock: null, at: now, cursor: toCursor(position) },
    ...{ previousHolder: null, actor: null, reason: null },
  };
}
