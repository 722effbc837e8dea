import { type LockSnapshot } from '../../src/domain/lock';
import { type LockKey } from '../../src/domain/lock-key';
import { type LockRecord } from '../../src/domain/lock-record';
import { stateOf, type Transition } from '../../src/domain/lock-state';
import {
  type BegunChange,
  type LockFilter,
  type LockPosition,
  type LockQuery,
  type LockStore,
} from '../../src/domain/lock-store';

/** A lock store in memory that counts the operations it is asked for. */
export class MemoryLockStore implements LockStore {
  readonly records = new Map<string, LockRecord>();
  now = new Date('2026-03-01T10:00:00.000Z');
  /** How often the store was asked for anything. */
  calls = 0;

  change<Outcome>(key: LockKey, transition: Transition<Outcome>): Promise<Outcome> {
    this.calls += 1;
    const { outcome, next } = transition(this.records.get(key.id), this.now);
    if (next) this.records.set(key.id, next);
    return Promise.resolve(outcome);
  }

  beginChange(key: LockKey): BegunChange {
    return { decide: (transition) => this.change(key, transition) };
  }

  find(key: LockKey): Promise<LockSnapshot | undefined> {
    this.calls += 1;
    return Promise.resolve(this.held().find((lock) => lock.key.id === key.id));
  }

  list({ filter, after, before, limit, isFromEnd }: LockQuery): Promise<LockSnapshot[]> {
    this.calls += 1;
    const found = this.matching(filter).filter(
      ({ key }) => (!after || isAfter(key, after)) && (!before || isAfter(before, key)),
    );
    return Promise.resolve(isFromEnd ? found.slice(-limit) : found.slice(0, limit));
  }

  count(filter: LockFilter): Promise<number> {
    this.calls += 1;
    return Promise.resolve(this.matching(filter).length);
  }

  private matching({ route, resourceIds, holderId }: LockFilter): LockSnapshot[] {
    return this.held().filter(
      ({ key, holder }) =>
        (route === undefined || key.route === route) &&
        (!resourceIds || resourceIds.includes(key.resourceId)) &&
        (holderId === undefined || holder.id === holderId),
    );
  }

  private held(): LockSnapshot[] {
    return [...this.records.values()]
      .filter((record) => stateOf(record, this.now) === 'held')
      .map(({ lock }) => ({ ...lock, asOf: this.now }))
      .sort((one, other) => (isAfter(one.key, other.key) ? 1 : -1));
  }
}

function isAfter(key: LockPosition, place: LockPosition): boolean {
  const inRoute = Buffer.compare(Buffer.from(key.route), Buffer.from(place.route));
  if (inRoute !== 0) return inRoute > 0;
  return Buffer.compare(Buffer.from(key.resourceId), Buffer.from(place.resourceId)) > 0;
}
