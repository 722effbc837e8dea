import { type Connection, type Model } from 'mongoose';
import { TIME_BUDGET } from '../../config/time-budget';
import { type LockSnapshot } from '../../domain/lock';
import { type LockKey } from '../../domain/lock-key';
import { type LockChange } from '../../domain/lock-change';
import { expire } from '../../domain/lock-state';
import { type Transition } from '../../domain/transition';
import { Unavailable } from '../../domain/errors';
import {
  type BegunChange,
  type ChangeTerms,
  type KeyChange,
  type LockFilter,
  type LockQuery,
  type LockStore,
  type WaitingQuery,
} from '../../domain/lock-store';
import { GroupCommit } from '../../concurrency/group-commit';
import { traceBatches } from '../../observability/tracing/trace-batches';
import { type JointChange } from './all-or-nothing';
import { answered } from './answered';
import { ChangeBatch } from './change-batch';
import { type Change } from './change-plan';
import { countWaiting } from './count-waiting';
import { markExpired } from './expiry-marker';
import { type StoredFault } from './fault-reports';
import { type LockDocument } from './lock-document';
import { lockModel } from './lock-model';
import { prepareLocks } from './prepare-locks';
import { Presumption } from './presumption';
import { ReadAhead } from './read-ahead';
import { OWN_KEY, tryDecision } from './start-check';
import { type StoreParts, storePartsOf } from './store-parts';

/** How many changes share one write. */
const MAX_BATCH_SIZE = 128;
/** One: the fuller the batches, the less each change costs the gateway and the database. */
const MAX_BATCHES_IN_FLIGHT = 1;
/**
 * How long a batch waits for changes whose callers are being identified: look-ups that take no longer
 * end within it, and slower ones delay nobody by more.
 */
const GATHER_MS = 5;
/** How many changes can wait before more are rejected with `Overloaded`. */
const MAX_QUEUED = 2_000;

/** How many transactions run at the same time: each takes a connection for itself. */
const MAX_TRANSACTIONS = 4;
/** How many joint changes can wait before more are rejected with `Overloaded`. */
const MAX_JOINT_QUEUED = 200;

/**
 * The locks in one MongoDB collection. Every call rejects with `Unavailable` until `prepare` has
 * succeeded.
 *
 * @example
 * const connection = createConnection();
 * const store = new MongoLockStore(connection);
 * await connect(connection, 'mongodb://localhost/admin?replicaSet=rs0');
 * await store.prepare();
 * const key = lockKeyOf('volume', '1234');
 * const holder = { id: 'user-alice', username: 'alice' };
 * await store.change(
 *   key,
 *   acquire({ key, holder, leaseMs: 60_000, defaultLeaseMs: null, note: undefined }),
 * );
 */
export class MongoLockStore implements LockStore {
  private readonly model: Model<LockDocument>;
  private readonly changes: GroupCommit<Change, unknown>;
  private readonly jointChanges: GroupCommit<JointChange, unknown[]>;
  private readonly onChanges: ((changes: readonly LockChange[]) => void) | undefined;
  private readonly onStoredFault: (fault: StoredFault) => void;
  private readonly readAhead = new ReadAhead();
  private readonly presumption = new Presumption();
  private reached: StoreParts | undefined;
  private isPrepared = false;
  /** Until then batches are part of the preparation and not reported. */
  private isChecked = false;

  constructor(
    connection: Connection,
    options: {
      /** Receives the number of changes of each batch of callers. Must not throw. */
      onBatch?: (size: number) => void;
      /** Receives each stored document that cannot be used, once. Must not throw. */
      onStoredFault?: (fault: StoredFault) => void;
      /** Receives what each acknowledged write did to a lock, but for marks. Must not throw. */
      onChanges?: (changes: readonly LockChange[]) => void;
    } = {},
  ) {
    this.model = lockModel(connection);
    this.onChanges = options.onChanges;
    this.onStoredFault = options.onStoredFault ?? (() => {});
    this.changes = new GroupCommit({
      run: (changes, batch) => ChangeBatch.run(this.parts(), changes, batch),
      keyOf: (change) => change.key.id,
      ownerOf: (change) => change.terms?.ownerId,
      deadlineOf: (change) => change.terms?.deadlineAt,
      onBatch: (size) => {
        if (this.isChecked) options.onBatch?.(size);
      },
      trace: traceBatches('change locks'),
      gather: {
        waitMs: GATHER_MS,
        prepare: (ids) => this.prepareBatch(ids),
        trace: traceBatches('read locks ahead'),
      },
      maxBatchSize: MAX_BATCH_SIZE,
      maxBatchesInFlight: MAX_BATCHES_IN_FLIGHT,
      maxQueued: MAX_QUEUED,
      deadlineMs: TIME_BUDGET.changeMs,
    });
    this.jointChanges = new GroupCommit({
      run: ([joint]) => Promise.allSettled([this.parts().allOrNothing.run(joint!)]),
      ownerOf: (joint) => joint.terms?.ownerId,
      deadlineOf: (joint) => joint.terms?.deadlineAt,
      trace: traceBatches('change locks together'),
      maxBatchSize: 1,
      maxBatchesInFlight: MAX_TRANSACTIONS,
      maxQueued: MAX_JOINT_QUEUED,
      deadlineMs: TIME_BUDGET.changeMs,
    });
  }

  /** How many changes have no answer yet. */
  get queueLength(): number {
    return this.changes.size + this.jointChanges.size;
  }

  /**
   * Builds the indexes, tries every kind of command once and resolves with how many milliseconds
   * the trial took; rejects with the database's error if it rejects one. Nothing is served before
   * the indexes exist.
   */
  async prepare(): Promise<number> {
    await prepareLocks(this.model);
    this.isPrepared = true;
    const startedAt = performance.now();
    try {
      await tryDecision(this);
      // Nothing else deletes, so the user may lack the privilege: then the TTL index does it later.
      await this.parts()
        .locks.deleteOne({ _id: OWN_KEY.id })
        .catch(() => {});
      this.isChecked = true;
      return performance.now() - startedAt;
    } catch (error) {
      this.isPrepared = false;
      throw error;
    }
  }

  /**
   * Marks locks whose lease has run out, or passes them on to those who wait, and returns how many;
   * call it periodically.
   */
  async markExpired(): Promise<number> {
    const { database, locks } = this.parts();
    return markExpired({ database, locks, expire: (key) => this.change(key, expire()) });
  }

  change<Outcome>(
    key: LockKey,
    transition: Transition<Outcome>,
    terms?: ChangeTerms,
  ): Promise<Outcome> {
    const place = this.readAhead.nextPlace();
    return this.outcomeOf<Outcome>(this.changes.submit({ key, transition, terms, place }));
  }

  async changeAll<Outcome>(
    changes: readonly KeyChange<Outcome>[],
    isAccepted: (outcome: Outcome) => boolean,
    terms?: ChangeTerms,
  ): Promise<Outcome[]> {
    const joint = { changes, isAccepted: isAccepted as JointChange['isAccepted'], terms };
    return (await answered(this.jointChanges.submit(joint))) as Outcome[];
  }

  beginChange(key: LockKey): BegunChange {
    const place = this.readAhead.nextPlace();
    const announced = this.changes.announce(key.id);
    return {
      decide: <Outcome>(transition: Transition<Outcome>, terms?: ChangeTerms) =>
        this.outcomeOf<Outcome>(announced.submit({ key, transition, terms, place })),
      withdraw: () => announced.withdraw(),
    };
  }

  async find(key: LockKey): Promise<LockSnapshot | undefined> {
    return answered(this.parts().queries.find(key));
  }

  async findAll(keys: readonly LockKey[]): Promise<LockSnapshot[]> {
    return answered(this.parts().queries.findAll(keys));
  }

  async list({ isForDecision, ...query }: LockQuery): Promise<LockSnapshot[]> {
    const { barrier, queries } = this.parts();
    return answered(
      isForDecision
        ? barrier.behind((options) => queries.list(query, options))
        : queries.list(query),
    );
  }

  async listWaiting(query: WaitingQuery): Promise<LockKey[]> {
    const { barrier, queries } = this.parts();
    return answered(barrier.behind((options) => queries.listWaiting(query, options)));
  }

  /** How many places in lines are kept now. */
  async countWaiting(): Promise<number> {
    return answered(countWaiting(this.parts().locks));
  }

  async count(filter: LockFilter): Promise<number> {
    return answered(this.parts().queries.count(filter));
  }

  private async prepareBatch(ids: readonly string[]): Promise<void> {
    if (this.presumption.now) return;
    await this.readAhead.begin(ids, this.parts().read);
  }

  private async outcomeOf<Outcome>(submitted: Promise<unknown>): Promise<Outcome> {
    return (await answered(submitted)) as Outcome;
  }

  private parts(): StoreParts {
    const { db: database } = this.model.db;
    if (!this.isPrepared || !database) throw new Unavailable('the lock store is not prepared yet');
    this.reached ??= storePartsOf(this.model.db.getClient(), database, {
      readAhead: this.readAhead,
      presumption: this.presumption,
      onChanges: this.onChanges,
      onStoredFault: this.onStoredFault,
      change: (key, transition, terms) => this.change(key, transition, terms),
    });
    return this.reached;
  }
}
