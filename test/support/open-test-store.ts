import { type mongo } from 'mongoose';
import { type Holder } from '../../src/domain/lock';
import { type LockChange } from '../../src/domain/lock-change';
import { lockKeyOf, type LockKey } from '../../src/domain/lock-key';
import { type Acquired, type HeldByOther } from '../../src/domain/lock-outcome';
import { acquire } from '../../src/domain/lock-state';
import { connect, createConnection } from '../../src/storage/connection/connection';
import { type StoredFault } from '../../src/storage/locks/fault-reports';
import { type LockDocument } from '../../src/storage/locks/lock-document';
import { LOCKS_COLLECTION } from '../../src/storage/locks/lock-model';
import { MongoLockStore } from '../../src/storage/locks/mongo-lock-store';

/** The store of one gateway, with the database it works on. */
export interface TestStore {
  readonly store: MongoLockStore;
  readonly database: mongo.Db;
  readonly locks: mongo.Collection<LockDocument>;
  /** What the store reported about documents that it cannot use. */
  readonly storedFaults: readonly StoredFault[];
  /** One acquire under a lease of an hour. */
  acquire(key: LockKey, holder: Holder): Promise<Acquired | HeldByOther>;
  /** Lets the lease of a held lock have run out a second ago, by the database's clock. */
  expire(key: LockKey): Promise<void>;
  close(): Promise<void>;
}

const LEASE_MS = 60 * 60_000;

/** Opens a prepared store, or rejects as its preparation does; two on one address are two gateways. */
export async function openTestStore(
  uri: string,
  options: { onChanges?: (changes: readonly LockChange[]) => void } = {},
): Promise<TestStore> {
  const connection = createConnection();
  await connect(connection, uri);
  const storedFaults: StoredFault[] = [];
  const store = new MongoLockStore(connection, {
    ...options,
    onStoredFault: (fault) => storedFaults.push(fault),
  });
  try {
    await store.prepare();
  } catch (error) {
    await connection.close();
    throw error;
  }
  const database = connection.db!;
  const locks = database.collection<LockDocument>(LOCKS_COLLECTION);
  return {
    store,
    database,
    locks,
    storedFaults,
    acquire: (key, holder) =>
      store.change(
        key,
        acquire({ key, holder, leaseMs: LEASE_MS, defaultLeaseMs: null, note: undefined }),
      ),
    expire: async (key) => {
      await locks.updateOne({ _id: key.id, status: 'held' }, [
        { $set: { expiresAt: { $subtract: ['$$NOW', 1000] } } },
      ]);
    },
    close: () => connection.close(),
  };
}

/** The lock key of one volume. */
export function volume(resourceId: string): LockKey {
  return lockKeyOf('volume', resourceId);
}

/** The user of a name, as a holder. */
export function holderNamed(username: string): Holder {
  return { id: `user-${username}`, username };
}
