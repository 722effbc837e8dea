import { type LockEvent } from '../domain/lock-event';
import { lockKeyOf } from '../domain/lock-key';
import { type LockRecord } from '../domain/lock-record';
import { type LockFilter } from '../domain/lock-store';
import { hasRunOut } from '../domain/standing';
import { isAbout, standing } from './to-events';

/** A lock that is held; replaced, never changed. */
export class HeldLock {
  private event: LockEvent | undefined;

  constructor(readonly record: LockRecord) {}

  /**
   * The event that tells that it stands, undefined when its lease has run out, as in lists. It is the
   * same object for all who begin at about the same time, so that they can share its text.
   */
  standingAt(now: Date): LockEvent | undefined {
    if (hasRunOut(this.record, now)) return undefined;
    const { event } = this;
    if (event && isAbout(event.at, now)) return event;
    return (this.event = standing(this.record, now));
  }
}

type Held = Map<string, HeldLock>;

/** All locks that are held, as far as the stream has told. */
export class LockMirror {
  private readonly byId: Held = new Map();
  private readonly byRoute = new Map<string, Held>();
  private readonly byHolder = new Map<string, Held>();
  private readonly withWaiters: Held = new Map();

  find(id: string): LockRecord | undefined {
    return this.byId.get(id)?.record;
  }

  /** Replaces the lock of a record; undefined: it is free. */
  set(id: string, record: LockRecord | undefined): void {
    const earlier = this.byId.get(id)?.record;
    if (earlier) this.remove(id, earlier);
    if (!record) return;
    const held = new HeldLock(record);
    const { key, holder } = record.lock;
    this.byId.set(id, held);
    addTo(this.byRoute, key.route, held);
    addTo(this.byHolder, holder.id, held);
    if (record.waiters.length > 0) this.withWaiters.set(id, held);
  }

  /** The locks that match a filter. */
  select(filter: LockFilter): HeldLock[] {
    const { route, resourceIds, holderId } = filter;
    const found = [...this.narrowest(filter)];
    return found.filter(
      ({ record: { lock } }) =>
        (holderId === undefined || lock.holder.id === holderId) &&
        (resourceIds !== undefined || route === undefined || lock.key.route === route),
    );
  }

  /** The locks that somebody waits for. */
  waitedFor(): IterableIterator<HeldLock> {
    return this.withWaiters.values();
  }

  private narrowest({ route, resourceIds, holderId }: LockFilter): Iterable<HeldLock> {
    if (resourceIds) {
      return resourceIds.flatMap((id) => this.byId.get(lockKeyOf(route!, id).id) ?? []);
    }
    if (holderId !== undefined) return this.byHolder.get(holderId)?.values() ?? [];
    if (route !== undefined) return this.byRoute.get(route)?.values() ?? [];
    return this.byId.values();
  }

  private remove(id: string, { lock }: LockRecord): void {
    this.byId.delete(id);
    removeFrom(this.byRoute, lock.key.route, id);
    removeFrom(this.byHolder, lock.holder.id, id);
    this.withWaiters.delete(id);
  }
}

function addTo(index: Map<string, Held>, name: string, held: HeldLock): void {
  const { id } = held.record.lock.key;
  const group = index.get(name);
  if (group) group.set(id, held);
  else index.set(name, new Map([[id, held]]));
}

function removeFrom(index: Map<string, Held>, name: string, id: string): void {
  const group = index.get(name);
  group?.delete(id);
  if (group?.size === 0) index.delete(name);
}
