import { type LockKey } from '../domain/lock-key';
import { type WatchedPlace } from '../live/live-locks';

/** What keeps places. */
export interface PlaceKeeping {
  readonly places: () => Iterable<WatchedPlace>;
  /** The time by the database's clock. */
  readonly now: () => Date;
  /** Keeps the places of these users in the line of one lock. */
  readonly keep: (key: LockKey, userIds: ReadonlySet<string>) => Promise<unknown>;
  /** How long a place is kept after a sign of life. */
  readonly placeMs: number;
}

/** How many locks are changed at once, so that they do not hold up callers. */
const KEPT_AT_ONCE = 32;

/**
 * A subscription is a sign of life of those who wait: keeps their places, three times before each
 * would end; returns a function that stops it. Several gateways share the work: a place that was kept
 * a moment ago is left alone. A failure is ignored, the next round comes in time.
 */
export function keepWatchedPlaces(keeping: PlaceKeeping): () => void {
  let isKeeping = false;
  const timer = setInterval(() => {
    if (isKeeping) return;
    isKeeping = true;
    void keepDue(keeping).finally(() => (isKeeping = false));
  }, keeping.placeMs / 3);
  return () => clearInterval(timer);
}

async function keepDue({ places, now, keep, placeMs }: PlaceKeeping): Promise<void> {
  const dueBy = now().getTime() + 0.7 * placeMs;
  const due = new Map<string, { key: LockKey; userIds: Set<string> }>();
  for (const { key, userId, placeEndsAt } of places()) {
    if (placeEndsAt.getTime() > dueBy) continue;
    const line = due.get(key.id);
    if (line) line.userIds.add(userId);
    else due.set(key.id, { key, userIds: new Set([userId]) });
  }
  const lines = [...due.values()];
  while (lines.length > 0) {
    const some = lines.splice(0, KEPT_AT_ONCE);
    await Promise.allSettled(some.map(({ key, userIds }) => keep(key, userIds)));
  }
}
