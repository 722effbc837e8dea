import { type LockEvent } from '../domain/lock-event';
import { type LockKey, lockKeyOf } from '../domain/lock-key';
import { type LockFilter } from '../domain/lock-store';
import { holdersOf, isFor } from './event-filter';
import { type Subscription } from './subscription';

type Group = Set<Subscription>;

/**
 * Finds those who are told of an event without asking all of them: each is listed once, under what is
 * rarest in its filter.
 */
export class SubscriberIndex {
  private readonly byRecord = new Map<string, Group>();
  private readonly byHolder = new Map<string, Group>();
  private readonly byRoute = new Map<string, Group>();
  private readonly ofAll: Group = new Set();

  add(subscription: Subscription): void {
    const { groups, names } = this.place(subscription.filter);
    if (!groups) this.ofAll.add(subscription);
    else for (const name of names) addTo(groups, name, subscription);
  }

  delete(subscription: Subscription): void {
    const { groups, names } = this.place(subscription.filter);
    if (!groups) this.ofAll.delete(subscription);
    else for (const name of names) removeFrom(groups, name, subscription);
  }

  /** Calls back with each subscription whose filter lets the event through, once. */
  each(event: LockEvent, tell: (subscription: Subscription) => void): void {
    const { key } = event.record!;
    const visit = (group: Group | undefined): void => {
      if (!group) return;
      for (const subscription of group) if (isFor(subscription.filter, event)) tell(subscription);
    };
    visit(this.byRecord.get(key.id));
    for (const holderId of holdersOf(event)) visit(this.byHolder.get(holderId));
    visit(this.byRoute.get(key.route));
    visit(this.ofAll);
  }

  /** Those whose filter names the record. */
  ofRecord({ id }: LockKey): Iterable<Subscription> {
    return this.byRecord.get(id) ?? [];
  }

  private place(filter: LockFilter | 'nothing'): {
    groups?: Map<string, Group>;
    names: readonly string[];
  } {
    if (filter === 'nothing') return { groups: this.byRecord, names: [] };
    const { route, resourceIds, holderId } = filter;
    if (resourceIds) {
      const names = resourceIds.map((id) => lockKeyOf(route!, id).id);
      return { groups: this.byRecord, names };
    }
    if (holderId !== undefined) return { groups: this.byHolder, names: [holderId] };
    if (route !== undefined) return { groups: this.byRoute, names: [route] };
    return { names: [] };
  }
}

function addTo(groups: Map<string, Group>, name: string, subscription: Subscription): void {
  const group = groups.get(name);
  if (group) group.add(subscription);
  else groups.set(name, new Set([subscription]));
}

function removeFrom(groups: Map<string, Group>, name: string, subscription: Subscription): void {
  const group = groups.get(name);
  group?.delete(subscription);
  if (group?.size === 0) groups.delete(name);
}
