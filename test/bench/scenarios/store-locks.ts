import { type mongo } from 'mongoose';
import { type Lock } from '../../../src/domain/lock';
import { lockKeyOf } from '../../../src/domain/lock-key';
import { toDocument, type LockDocument } from '../../../src/storage/locks/lock-document';
import { LOCKS_COLLECTION } from '../../../src/storage/locks/lock-model';
import { USERS } from '../load/stored-locks';
import { type PeerLock } from '../peers/handwritten-store';

const BATCH = 5000;
const BATCHES_IN_FLIGHT = 2;
const LEASE_MS = 24 * 60 * 60 * 1000;

/** Stores held locks on volume/0 … volume/(count-1) directly, in the gateway's own document shape. */
export function storeLocks(db: mongo.Db, count: number, note: string | null = null): Promise<void> {
  const now = new Date();
  return insert(db.collection<LockDocument>(LOCKS_COLLECTION), count, (number) => {
    const record = { status: 'held' as const, endedAt: null, waiters: [] };
    return toDocument({ lock: { ...heldLock(number, now), note }, ...record }, 1);
  });
}

/** Stores the same locks in the shape of the hand-written peers. */
export function storePeerLocks(db: mongo.Db, count: number): Promise<void> {
  const now = new Date();
  return insert(db.collection<PeerLock>('locks'), count, (number) => {
    const { key, holder, acquiredAt, renewedAt, expiresAt, fencingToken } = heldLock(number, now);
    return {
      ...{ route: key.route, id: key.resourceId },
      ...{ holderId: holder.id, holderName: holder.username },
      ...{ acquiredAt, renewedAt, expiresAt: expiresAt!, fencingToken },
    };
  });
}

async function insert<Stored extends mongo.Document>(
  collection: mongo.Collection<Stored>,
  count: number,
  toStored: (number: number) => mongo.OptionalUnlessRequiredId<Stored>,
): Promise<void> {
  let next = 0;
  const insertBatches = async (): Promise<void> => {
    while (next < count) {
      const first = next;
      next += BATCH;
      const size = Math.min(BATCH, count - first);
      const documents = Array.from({ length: size }, (_, index) => toStored(first + index));
      // The gateway reads what a majority has.
      await collection.insertMany(documents, { ordered: false, writeConcern: { w: 'majority' } });
    }
  };
  await Promise.all(Array.from({ length: BATCHES_IN_FLIGHT }, insertBatches));
}

function heldLock(number: number, now: Date): Lock {
  const user = number % USERS;
  return {
    key: lockKeyOf('volume', `${number}`),
    holder: { id: `user-${user}`, username: `editor${user}` },
    acquiredAt: now,
    renewedAt: now,
    expiresAt: new Date(now.getTime() + LEASE_MS),
    leaseMs: LEASE_MS,
    fencingToken: 1,
    note: null,
    sessionId: null,
    isReserved: false,
    holdEndsAt: null,
  };
}
