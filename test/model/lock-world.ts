import { type mongo } from 'mongoose';
import { type AcquireMode } from '../../src/domain/acquire-many';
import { type Caller } from '../../src/domain/caller';
import { type LockableRecord, type LockSnapshot } from '../../src/domain/lock';
import { type LockKey, lockKeyOf } from '../../src/domain/lock-key';
import { type AcquiredMany } from '../../src/domain/lock-result';
import { LockService } from '../../src/domain/lock-service';
import { connect, createConnection } from '../../src/storage/connection/connection';
import { type LockDocument } from '../../src/storage/locks/lock-document';
import { LOCKS_COLLECTION } from '../../src/storage/locks/lock-model';
import { MongoLockStore } from '../../src/storage/locks/mongo-lock-store';
import { DEFAULT_LEASE_MS, type ModelCall, type SeenAnswer, type SeenLock } from './lock-model';
import { type SeenMany } from './many-model';
import { SteppedClock, SteppedStore } from './stepped-store';

/** Several records that one user acquires in one call. */
export interface ManyCall {
  readonly user: string;
  readonly keys: readonly number[];
  readonly mode: AcquireMode;
  readonly sessionId: string | undefined;
  readonly maxHoldMs: number | null;
}

/** The real service over the real store, with control of time and of the database's clean-up. */
export class LockWorld {
  readonly clock = new SteppedClock();
  /** What the store recorded, by the id of the key. */
  readonly recorded = new Map<string, string[]>();
  private readonly connection = createConnection();
  private readonly store = new MongoLockStore(this.connection, {
    onChanges: (changes) => {
      for (const { type, lock } of changes) {
        const types = this.recorded.get(lock.key.id) ?? [];
        types.push(type);
        this.recorded.set(lock.key.id, types);
      }
    },
  });

  /** Opens the world on a new database. */
  static async open(uri: string): Promise<LockWorld> {
    const world = new LockWorld();
    await connect(world.connection, uri);
    await world.store.prepare();
    world.recorded.clear();
    return world;
  }

  async call(call: ModelCall, route: string, token: number): Promise<SeenAnswer> {
    const { service, stepped } = this.serviceOf(call);
    const outcome = await run(service, call, { key: keyOf(route, call.key), token });
    return toSeen(outcome, stepped.decidedAtMs.get(keyOf(route, call.key).id) ?? 0);
  }

  async acquireMany(call: ManyCall, route: string): Promise<SeenMany> {
    const { service, stepped } = this.serviceOf(call);
    const items = call.keys.map((key) => ({ kind: 'key', key: keyOf(route, key) }) as const);
    const { mode, sessionId } = call;
    const result = await service.acquireMany(callerOf(call.user), { items, mode, sessionId });
    if (result.kind !== 'acquiredMany') throw new Error(result.kind);
    const seen = ({ acquired, conflicts }: AcquiredMany) =>
      [acquired, conflicts].map((locks) =>
        locks.map((lock) => {
          const nowMs = stepped.decidedAtMs.get(lock.key.id) ?? 0;
          return { key: Number(lock.key.resourceId), lock: toSeenLock(lock), nowMs };
        }),
      );
    const [acquired = [], conflicts = []] = seen(result);
    return { complete: result.complete, acquired, conflicts };
  }

  /** Lets the lease, or the longest hold, of a held lock have been over for a second; returns when. */
  async expire(route: string, key: number, isHeldTooLong: boolean): Promise<number> {
    // Never later than it is: no lock outlasts the end of its hold.
    const expiresAt = { $min: ['$expiresAt', { $subtract: ['$$NOW', 1000] }] };
    const document = await this.locks.findOneAndUpdate(
      { _id: keyOf(route, key).id, status: 'held' },
      [{ $set: { expiresAt, ...(isHeldTooLong && { holdEndsAt: expiresAt }) } }],
      { returnDocument: 'after' },
    );
    return document!.expiresAt!.getTime();
  }

  /** Lets a waiter have shown no sign of life for too long. */
  async forget(route: string, key: number, user: string): Promise<number> {
    const placeEndsAt = new Date(Date.now() - 20_000);
    await this.locks.updateOne(
      { _id: keyOf(route, key).id, 'waiters.user.id': user },
      { $set: { 'waiters.$.placeEndsAt': placeEndsAt } },
    );
    return placeEndsAt.getTime();
  }

  /** Marks expired locks, as each gateway does periodically; by the database's clock. */
  async mark(): Promise<void> {
    await this.store.markExpired();
  }

  /** Deletes the document of an ended lock, as the TTL index does. */
  async sweep(route: string, key: number): Promise<void> {
    await this.locks.deleteOne({ _id: keyOf(route, key).id });
  }

  /** What is stored of a key. */
  async stored(route: string, key: number): Promise<LockDocument | null> {
    return this.locks.findOne({ _id: keyOf(route, key).id });
  }

  /** What is stored of the first keys, by id. */
  async storedAll(route: string, count: number): Promise<ReadonlyMap<string, LockDocument>> {
    const ids = Array.from({ length: count }, (_, key) => keyOf(route, key).id);
    const documents = await this.locks.find({ _id: { $in: ids } }).toArray();
    return new Map(documents.map((document) => [document._id, document]));
  }

  async close(): Promise<void> {
    await this.connection.dropDatabase();
    await this.connection.close();
  }

  private get locks(): mongo.Collection<LockDocument> {
    return this.connection.db!.collection<LockDocument>(LOCKS_COLLECTION);
  }

  private serviceOf({ maxHoldMs }: { maxHoldMs: number | null }): {
    service: LockService;
    stepped: SteppedStore;
  } {
    const stepped = new SteppedStore(this.store, this.clock);
    const terms = { store: stepped, defaultLeaseMs: DEFAULT_LEASE_MS, maxHoldMs };
    return { service: new LockService(terms), stepped };
  }
}

/** The key of a number. */
export function keyOf(route: string, key: number): LockKey {
  return lockKeyOf(route, String(key));
}

function callerOf(user: string): Caller {
  return { id: user, username: user, permissions: ['manage-locks', 'override-locks'] };
}

interface Outcome {
  kind: string;
  lock?: LockSnapshot | null;
  record?: LockableRecord;
  created?: boolean;
  position?: number;
  wasWaiting?: boolean;
  previousHolder?: { id: string };
}

function run(
  service: LockService,
  call: ModelCall,
  at: { key: LockKey; token: number },
): Promise<Outcome> {
  const caller = callerOf(call.user);
  const key = { kind: 'key', key: at.key } as const;
  const { ttlSeconds, note, sessionId, adopt } = call;
  switch (call.kind) {
    case 'acquire':
      return service.acquire(caller, { key, ttlSeconds, note, sessionId, adopt });
    case 'request':
      return service.request(caller, { key, message: note, sessionId });
    case 'withdraw':
      return service.withdraw(caller, { key });
    case 'renew':
      return service.renew(caller, { key, fencingToken: at.token });
    case 'remove': {
      const fencingToken = call.token === 'none' ? undefined : at.token;
      return service.remove(caller, { key, fencingToken });
    }
    case 'takeOver':
      return service.takeOver(caller, { key, ttlSeconds, note });
    case 'forceRemove':
      return service.forceRemove(caller, { key });
  }
}

function toSeen(
  { kind, record, lock, previousHolder, ...rest }: Outcome,
  nowMs: number,
): SeenAnswer {
  const { created, position, wasWaiting } = rest;
  return {
    ...{ kind, nowMs },
    ...(created !== undefined && { created }),
    ...(position !== undefined && { position }),
    ...(wasWaiting !== undefined && { wasWaiting }),
    ...(previousHolder && { previousHolderId: previousHolder.id }),
    held: record && (record.lock ? toSeenLock(record.lock) : null),
    ...(lock !== undefined && { lock: lock && toSeenLock(lock) }),
  };
}

/** A lock as the model predicts it. */
export function toSeenLock(lock: LockSnapshot): SeenLock {
  return {
    holderId: lock.holder.id,
    token: lock.fencingToken,
    acquiredAtMs: lock.acquiredAt.getTime(),
    renewedAtMs: lock.renewedAt.getTime(),
    expiresAtMs: lock.expiresAt?.getTime() ?? Infinity,
    note: lock.note,
    sessionId: lock.sessionId,
    isReserved: lock.isReserved,
    holdEndsAtMs: lock.holdEndsAt?.getTime() ?? null,
    line: lock.waiters.map(({ user, message, sessionId }) => ({
      ...{ user: user.id, message, sessionId },
    })),
  };
}
