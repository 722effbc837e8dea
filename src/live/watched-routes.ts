import { type Subscription } from './subscription';

/** The name of all routes together, which no route has. */
const ALL = '';

/**
 * Who is told of a whole route, or of all, whoever holds the locks. It is counted and not looked for:
 * one user can have thousands of subscriptions, and wait in as many lines.
 */
export class WatchedRoutes {
  private readonly byViewer = new Map<string, Map<string, number>>();

  add(subscription: Subscription): void {
    this.count(subscription, 1);
  }

  delete(subscription: Subscription): void {
    this.count(subscription, -1);
  }

  has(viewerId: string, route: string): boolean {
    const counts = this.byViewer.get(viewerId);
    return counts !== undefined && (counts.has(ALL) || counts.has(route));
  }

  private count({ filter, viewerId }: Subscription, change: 1 | -1): void {
    if (filter === 'nothing' || filter.resourceIds || filter.holderId !== undefined) return;
    const { route = ALL } = filter;
    const counts = this.byViewer.get(viewerId) ?? new Map<string, number>();
    const count = (counts.get(route) ?? 0) + change;
    if (count > 0) counts.set(route, count);
    else counts.delete(route);
    if (counts.size > 0) this.byViewer.set(viewerId, counts);
    else this.byViewer.delete(viewerId);
  }
}
