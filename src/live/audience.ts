import { type SnapshotReason } from '../domain/feed-observer';
import { type LockEvent } from '../domain/lock-event';
import { type LockKey } from '../domain/lock-key';
import { isOfRecord } from './event-filter';
import { SubscriberIndex } from './subscriber-index';
import { type Subscription } from './subscription';

/** How many begin a fresh snapshot before the event loop serves others. */
const WOKEN_AT_ONCE = 64;

/** All who are subscribed. */
export class Audience {
  private readonly everyone = new Set<Subscription>();
  private readonly index = new SubscriberIndex();
  private readonly byViewer = new Map<string, Set<Subscription>>();

  get size(): number {
    return this.everyone.size;
  }

  add(subscription: Subscription): void {
    this.everyone.add(subscription);
    this.index.add(subscription);
    const { viewerId } = subscription;
    const own = this.byViewer.get(viewerId);
    if (own) own.add(subscription);
    else this.byViewer.set(viewerId, new Set([subscription]));
  }

  remove(subscription: Subscription): void {
    this.everyone.delete(subscription);
    this.index.delete(subscription);
    const { viewerId } = subscription;
    const own = this.byViewer.get(viewerId);
    own?.delete(subscription);
    if (own?.size === 0) this.byViewer.delete(viewerId);
  }

  /** Tells an event to all whose filter lets it through. */
  tell(event: LockEvent): void {
    this.index.each(event, (subscription) => subscription.push(event));
  }

  /** Gives everyone a fresh snapshot. */
  restart(reason: SnapshotReason): void {
    const restarted = [...this.everyone];
    for (const subscription of restarted) subscription.restart(reason);
    const wakeSome = (): void => {
      for (const subscription of restarted.splice(0, WOKEN_AT_ONCE)) subscription.wake();
      if (restarted.length > 0) setImmediate(wakeSome);
    };
    wakeSome();
  }

  /** True when a user is subscribed to a record. */
  isWatched(key: LockKey, viewerId: string): boolean {
    for (const { filter } of this.byViewer.get(viewerId) ?? []) {
      if (filter === 'nothing' || filter.holderId !== undefined) continue;
      if (isOfRecord(filter, key)) return true;
    }
    return false;
  }

  /** Ends every subscription. */
  end(): void {
    for (const subscription of [...this.everyone]) void subscription.return();
  }
}
