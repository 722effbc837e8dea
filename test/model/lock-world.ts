import { type Connection } from 'mongoose';
import { type Caller } from '../../src/domain/caller';
import { type LockKey, type ParsedKey, parseLockKey } from '../../src/domain/lock-key';
import { LockService } from '../../src/domain/lock-service';
import { type LockableRecord, type LockSnapshot } from '../../src/domain/lock';
import { connect, createConnection } from '../../src/storage/connection/connection';
import { lockModel } from '../../src/storage/locks/lock-model';
import { MongoLockStore } from '../../src/storage/locks/mongo-lock-store';
import { type ModelCall, type SeenAnswer, type SeenLock } from './lock-model';

/** The real service over the real store, with control of time and of the database's clean-up. */
export interface LockWorld {
  call(call: ModelCall, route: string, token: number): Promise<SeenAnswer>;
  /** Makes the lease of a held lock have expired a second ago. */
  expire(route: string, key: number): Promise<void>;
  /** Marks expired locks, as each gateway does periodically. */
  mark(): Promise<void>;
  /** Deletes the document of an ended lock, as the TTL index does. */
  sweep(route: string, key: number): Promise<void>;
  close(): Promise<void>;
}

/** Opens the world on a new database. */
export async function openLockWorld(uri: string): Promise<LockWorld> {
  const connection = createConnection();
  await connect(connection, uri);
  const store = new MongoLockStore(connection);
  await store.prepare();
  const service = new LockService({ store, defaultLeaseMs: 30 * 60_000 });
  const locks = lockModel(connection).collection;
  return {
    call: async (call, route, token) => toSeen(await run(service, call, route, token)),
    expire: async (route, key) => {
      const filter = { _id: keyOf(route, key).key.id, status: 'held' };
      // `$$NOW`, because the lock lives by the database's clock.
      await locks.updateOne(
        filter as object,
        [{ $set: { expiresAt: { $subtract: ['$$NOW', 1000] } } }] as never,
      );
    },
    mark: async () => {
      await store.markExpired();
    },
    sweep: async (route, key) => {
      await locks.deleteOne({ _id: keyOf(route, key).key.id as never });
    },
    close: () => close(connection),
  };
}

async function close(connection: Connection): Promise<void> {
  await connection.dropDatabase();
  await connection.close();
}

type Outcome = {
  kind: string;
  lock?: LockSnapshot | null;
  record?: LockableRecord;
  created?: boolean;
};

function run(
  service: LockService,
  call: ModelCall,
  route: string,
  token: number,
): Promise<Outcome & { previousHolder?: { id: string } }> {
  const caller: Caller = {
    id: call.user,
    username: call.user,
    permissions: ['manage-locks', 'override-locks'],
  };
  const key: ParsedKey = keyOf(route, call.key);
  const grant = { key, ttlSeconds: call.ttlSeconds, note: call.note };
  switch (call.kind) {
    case 'acquire':
      return service.acquire(caller, grant);
    case 'renew':
      return service.renew(caller, { key, fencingToken: token });
    case 'remove':
      return service.remove(caller, {
        key,
        fencingToken: call.token === 'none' ? undefined : token,
      });
    case 'takeOver':
      return service.takeOver(caller, grant);
    case 'forceRemove':
      return service.forceRemove(caller, { key });
  }
}

function keyOf(route: string, key: number): { kind: 'key'; key: LockKey } {
  const parsed = parseLockKey(route, String(key));
  if (parsed.kind === 'problem') throw new Error(parsed.problem.message);
  return parsed;
}

function toSeen(outcome: Outcome & { previousHolder?: { id: string } }): SeenAnswer {
  return {
    kind: outcome.kind,
    ...(outcome.created !== undefined && { created: outcome.created }),
    ...(outcome.previousHolder && { previousHolderId: outcome.previousHolder.id }),
    held: outcome.record?.lock ? toSeenLock(outcome.record.lock) : null,
    ...(outcome.lock !== undefined && { lock: outcome.lock && toSeenLock(outcome.lock) }),
  };
}

function toSeenLock(lock: LockSnapshot): SeenLock {
  return {
    holderId: lock.holder.id,
    token: lock.fencingToken,
    acquiredAtMs: lock.acquiredAt.getTime(),
    renewedAtMs: lock.renewedAt.getTime(),
    expiresAtMs: lock.expiresAt?.getTime() ?? Infinity,
    note: lock.note,
  };
}
