import { type SnapshotReason } from '../domain/feed-observer';
import { type LockEvent } from '../domain/lock-event';
import { type LockKey } from '../domain/lock-key';
import { SubscriberIndex } from './subscriber-index';
import { type Subscription } from './subscription';
import { WatchedRoutes } from './watched-routes';

/** How many begin a fresh snapshot before the event loop serves others. */
const WOKEN_AT_ONCE = 64;

/** All who are subscribed. */
export class Audience {
  private readonly everyone = new Set<Subscription>();
  private readonly index = new SubscriberIndex();
  private readonly routes = new WatchedRoutes();

  get size(): number {
    return this.everyone.size;
  }

  add(subscription: Subscription): void {
    this.everyone.add(subscription);
    this.index.add(subscription);
    this.routes.add(subscription);
  }

  remove(subscription: Subscription): void {
    if (!this.everyone.delete(subscription)) return;
    this.index.delete(subscription);
    this.routes.delete(subscription);
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

  /** Tells which users are subscribed to a record, whoever holds it. */
  watchersOf(key: LockKey): (viewerId: string) => boolean {
    const watching = new Set<string>();
    for (const { filter, viewerId } of this.index.ofRecord(key)) {
      if (filter !== 'nothing' && filter.holderId === undefined) watching.add(viewerId);
    }
    return (viewerId) => watching.has(viewerId) || this.routes.has(viewerId, key.route);
  }

  /** Ends every subscription. */
  end(): void {
    for (const subscription of [...this.everyone]) void subscription.return();
  }
}
