import { compare, type EventPosition } from './position';
import { type PlacedEvent } from './to-events';

/** The last events of all locks, from which a subscription that was cut can go on. */
export class RecentEvents {
  private events: PlacedEvent[] = [];

  /** `since`: everything after it is told. */
  constructor(
    private since: EventPosition,
    private readonly capacity: number,
  ) {}

  /** The position of the newest event. */
  get end(): EventPosition {
    return this.events.at(-1)?.position ?? this.since;
  }

  add(event: PlacedEvent): void {
    this.events.push(event);
    // In large steps: removing the first of an array moves all others.
    if (this.events.length < 2 * this.capacity) return;
    this.since = this.events[this.capacity - 1]!.position;
    this.events = this.events.slice(this.capacity);
  }

  /** Every event after a position; undefined when some may be missing, or it is not reached yet. */
  after(position: EventPosition): readonly PlacedEvent[] | undefined {
    if (compare(position, this.since) < 0 || compare(position, this.end) > 0) return undefined;
    let low = 0;
    let high = this.events.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (compare(this.events[middle]!.position, position) <= 0) low = middle + 1;
      else high = middle;
    }
    return this.events.slice(low);
  }
}
