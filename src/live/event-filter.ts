import { type LockEvent } from '../domain/lock-event';
import { type LockKey } from '../domain/lock-key';
import { type LockFilter } from '../domain/lock-store';

/** True when a filter lets an event through: also when a lock passes on from the holder it asks for. */
export function isFor(filter: LockFilter | 'nothing', event: LockEvent): boolean {
  if (filter === 'nothing') return false;
  const { holderId } = filter;
  if (holderId !== undefined && !holdersOf(event).has(holderId)) return false;
  return isOfRecord(filter, event.record!.key);
}

/** True when a filter lets a record through, whoever holds it. */
export function isOfRecord({ route, resourceIds }: LockFilter, key: LockKey): boolean {
  if (route !== undefined && key.route !== route) return false;
  return resourceIds?.includes(key.resourceId) ?? true;
}

/** Those whose lock an event is about: after it, and before. */
export function holdersOf({ lock, previousHolder }: LockEvent): ReadonlySet<string> {
  const holders = new Set([lock!.holder.id]);
  return previousHolder ? holders.add(previousHolder.id) : holders;
}
