import {
  type BegunChange,
  type ChangeTerms,
  type KeyChange,
  type LockStore,
} from '../../src/domain/lock-store';
import { type LockKey } from '../../src/domain/lock-key';
import { type Transition } from '../../src/domain/transition';

/** A database's clock that can step, as at a change of primaries, and when it was last looked at. */
export class SteppedClock {
  stepMs = 0;
  private leastMs = -Infinity;

  /** Steps to this distance from the real clock, or to what is allowed. */
  step(stepMs: number): void {
    this.stepMs = Math.max(stepMs, this.leastMs);
  }

  /** Allows no step back beyond the present one: a clean-up comes a day after what it cleans up. */
  keep(): void {
    this.leastMs = this.stepMs;
  }

  reset(): void {
    this.stepMs = 0;
    this.leastMs = -Infinity;
  }
}

/** The store for one call, whose transitions see the stepped clock. */
export class SteppedStore implements LockStore {
  /** When each key was decided last, by its id. */
  readonly decidedAtMs = new Map<string, number>();

  constructor(
    private readonly store: LockStore,
    private readonly clock: SteppedClock,
  ) {}

  change<Outcome>(
    key: LockKey,
    transition: Transition<Outcome>,
    terms?: ChangeTerms,
  ): Promise<Outcome> {
    return this.store.change(key, this.stepped(key, transition), terms);
  }

  changeAll<Outcome>(
    changes: readonly KeyChange<Outcome>[],
    isAccepted: (outcome: Outcome) => boolean,
    terms?: ChangeTerms,
  ): Promise<Outcome[]> {
    const stepped = changes.map(({ key, transition }) => ({
      ...{ key, transition: this.stepped(key, transition) },
    }));
    return this.store.changeAll(stepped, isAccepted, terms);
  }

  beginChange(key: LockKey): BegunChange {
    const begun = this.store.beginChange(key);
    return {
      decide: (transition, terms) => begun.decide(this.stepped(key, transition), terms),
      withdraw: () => begun.withdraw(),
    };
  }

  readonly find: LockStore['find'] = (key) => this.store.find(key);
  readonly findAll: LockStore['findAll'] = (keys) => this.store.findAll(keys);
  readonly list: LockStore['list'] = (query) => this.store.list(query);
  readonly count: LockStore['count'] = (filter) => this.store.count(filter);
  readonly listWaiting: LockStore['listWaiting'] = (query) => this.store.listWaiting(query);

  private stepped<Outcome>(key: LockKey, transition: Transition<Outcome>): Transition<Outcome> {
    const { stepMs } = this.clock;
    return (stored, now) => {
      const nowMs = now.getTime() + stepMs;
      this.decidedAtMs.set(key.id, nowMs);
      return transition(stored, new Date(nowMs));
    };
  }
}
