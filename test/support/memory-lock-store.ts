import { type LockSnapshot } from '../../src/domain/lock';
import { type LockChange } from '../../src/domain/lock-change';
import { type LockKey } from '../../src/domain/lock-key';
import { type LockRecord } from '../../src/domain/lock-record';
import { stateOf } from '../../src/domain/lock-state';
import {
  type BegunChange,
  type KeyChange,
  type LockFilter,
  type LockPosition,
  type LockQuery,
  type LockStore,
  type WaitingQuery,
} from '../../src/domain/lock-store';
import { type Decision, snapshot, type Transition } from '../../src/domain/transition';

/** A lock store in memory that counts the operations it is asked for. */
export class MemoryLockStore implements LockStore {
  readonly records = new Map<string, LockRecord>();
  /** All that was recorded, in order. */
  readonly changes: LockChange[] = [];
  now = new Date('2026-03-01T10:00:00.000Z');
  /** How often the store was asked for anything. */
  calls = 0;

  change<Outcome>(key: LockKey, transition: Transition<Outcome>): Promise<Outcome> {
    this.calls += 1;
    const decision = transition(this.records.get(key.id), this.now);
    this.write(key, decision);
    return Promise.resolve(decision.outcome);
  }

  changeAll<Outcome>(
    changes: readonly KeyChange<Outcome>[],
    isAccepted: (outcome: Outcome) => boolean,
  ): Promise<Outcome[]> {
    this.calls += 1;
    const decisions = changes.map(({ key, transition }) =>
      transition(this.records.get(key.id), this.now),
    );
    if (decisions.every(({ outcome }) => isAccepted(outcome))) {
      changes.forEach(({ key }, index) => this.write(key, decisions[index]!));
    }
    return Promise.resolve(decisions.map(({ outcome }) => outcome));
  }

  beginChange(key: LockKey): BegunChange {
    return { decide: (transition) => this.change(key, transition), withdraw: () => {} };
  }

  find(key: LockKey): Promise<LockSnapshot | undefined> {
    this.calls += 1;
    return Promise.resolve(this.held().find((lock) => lock.key.id === key.id));
  }

  findAll(keys: readonly LockKey[]): Promise<LockSnapshot[]> {
    this.calls += 1;
    const ids = new Set(keys.map(({ id }) => id));
    return Promise.resolve(this.held().filter(({ key }) => ids.has(key.id)));
  }

  list({ filter, after, before, limit, isFromEnd }: LockQuery): Promise<LockSnapshot[]> {
    this.calls += 1;
    const found = this.matching(filter).filter(
      ({ key }) => (!after || isAfter(key, after)) && (!before || isAfter(before, key)),
    );
    return Promise.resolve(isFromEnd ? found.slice(-limit) : found.slice(0, limit));
  }

  listWaiting({ userId, after, limit }: WaitingQuery): Promise<LockKey[]> {
    this.calls += 1;
    const found = [...this.records.values()]
      .filter(({ waiters }) => waiters.some(({ user }) => user.id === userId))
      .map(({ lock }) => lock.key)
      .filter(({ id }) => after === undefined || id > after.id)
      .sort((one, other) => (one.id < other.id ? -1 : 1));
    return Promise.resolve(found.slice(0, limit));
  }

  count(filter: LockFilter): Promise<number> {
    this.calls += 1;
    return Promise.resolve(this.matching(filter).length);
  }

  private write(key: LockKey, { next, changes = [] }: Decision<unknown>): void {
    if (!next) return;
    this.records.set(key.id, next);
    this.changes.push(...changes);
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
      .map((record) => snapshot(record, this.now))
      .sort((one, other) => (isAfter(one.key, other.key) ? 1 : -1));
  }
}

function isAfter(key: LockPosition, place: LockPosition): boolean {
  const inRoute = Buffer.compare(Buffer.from(key.route), Buffer.from(place.route));
  if (inRoute !== 0) return inRoute > 0;
  return Buffer.compare(Buffer.from(key.resourceId), Buffer.from(place.resourceId)) > 0;
}
