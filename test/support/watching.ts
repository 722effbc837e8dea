import { type LockEvent } from '../../src/domain/lock-event';
import { isEnd } from '../../src/domain/lock-event';
import { type LockSubscription } from '../../src/domain/lock-feed';
import { type LockSnapshot } from '../../src/domain/lock';
import { waitUntil } from './wait-until';

/** A subscriber that reads all it is told, and keeps what it would show. */
export class Watching {
  /** All that was told since the last snapshot, or since the beginning. */
  readonly events: LockEvent[] = [];
  /** The locks that the subscriber believes to stand. */
  readonly picture = new Map<string, LockSnapshot>();
  /** How many snapshots were complete. */
  snapshots = 0;
  /** What contradicts an earlier event. */
  readonly contradictions: string[] = [];
  isOver = false;
  private pending: Map<string, LockSnapshot> | undefined;
  private readonly cursors = new Set<string>();

  constructor(
    readonly subscription: LockSubscription,
    /** Whose locks are watched; default: everybody's. */
    private readonly holderId?: string,
  ) {
    void this.read();
  }

  /** The events of one type, in order. */
  of(type: LockEvent['type']): LockEvent[] {
    return this.events.filter((event) => event.type === type);
  }

  /** What happened to a record, in order. */
  typesOf(id: string): string[] {
    const changes = this.events.filter(
      ({ type, record }) => type !== 'SNAPSHOT' && record?.key.id === id,
    );
    return changes.map(({ type }) => type);
  }

  /** Resolves once this holds. */
  until(what: string, holds: (watching: this) => boolean, withinMs = 10_000): Promise<true> {
    return waitUntil({
      ...{ what, withinMs, everyMs: 5 },
      ask: () => Promise.resolve(holds(this) || undefined),
    });
  }

  /** Resolves when the event that ends a snapshot has come. */
  untilSnapshot(count = 1): Promise<true> {
    return this.until(`snapshot ${count}`, ({ snapshots }) => snapshots >= count);
  }

  private async read(): Promise<void> {
    for await (const event of this.subscription) this.keep(event);
    this.isOver = true;
  }

  private keep(event: LockEvent): void {
    this.events.push(event);
    const { type, record, lock, cursor } = event;
    if (type === 'SNAPSHOT') {
      this.pending ??= new Map();
      if (this.pending.has(record!.key.id)) this.contradictions.push(`twice: ${record!.key.id}`);
      this.pending.set(record!.key.id, lock!);
      return;
    }
    if (type === 'SNAPSHOT_END') {
      this.picture.clear();
      for (const [id, standing] of this.pending ?? []) this.picture.set(id, standing);
      this.pending = undefined;
      this.snapshots += 1;
      return;
    }
    if (this.pending) this.contradictions.push(`${type} within a snapshot`);
    if (this.cursors.has(cursor!)) this.contradictions.push(`twice: ${cursor}`);
    this.cursors.add(cursor!);
    this.follow(event);
  }

  /** An event has to fit what was known of its record. */
  private follow({ type, record, lock }: LockEvent): void {
    const { id } = record!.key;
    const problem = misfit(type, this.picture.get(id), lock!);
    if (problem) this.contradictions.push(`${type} of ${id}: ${problem}`);
    const isOthers = this.holderId !== undefined && lock!.holder.id !== this.holderId;
    if (isEnd(type) || isOthers) this.picture.delete(id);
    else this.picture.set(id, lock!);
  }
}

/** What an event contradicts in the lock that was known of the record; undefined: nothing. */
function misfit(
  type: LockEvent['type'],
  before: LockSnapshot | undefined,
  lock: LockSnapshot,
): string | undefined {
  if (type === 'ACQUIRED' || type === 'RESERVED') return before && 'the record was not free';
  // Not known: by a filter, or because the lease had run out in the snapshot.
  if (!before) return undefined;
  if (type === 'TAKEN_OVER') {
    return lock.fencingToken > before.fencingToken ? undefined : 'no newer token';
  }
  return lock.fencingToken === before.fencingToken ? undefined : 'another token';
}
