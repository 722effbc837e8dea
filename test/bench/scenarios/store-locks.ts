import { type mongo } from 'mongoose';
import { type Lock } from '../../../src/domain/lock';
import { lockKeyOf } from '../../../src/domain/lock-key';
import { toDocument, type LockDocument } from '../../../src/storage/locks/lock-document';
import { LOCKS_COLLECTION } from '../../../src/storage/locks/lock-model';
import { USERS } from '../load/workload';

const BATCH = 5000;
const BATCHES_IN_FLIGHT = 2;
const LEASE_MS = 24 * 60 * 60 * 1000;

/** Stores held locks on volume/0 … volume/(count-1) directly, in the gateway's own document shape. */
export async function storeLocks(
  db: mongo.Db,
  count: number,
  note: string | null = null,
): Promise<void> {
  const locks = db.collection<LockDocument>(LOCKS_COLLECTION);
  const now = new Date();
  let next = 0;
  const insertBatches = async (): Promise<void> => {
    while (next < count) {
      const first = next;
      next += BATCH;
      const documents = Array.from({ length: Math.min(BATCH, count - first) }, (_, i) =>
        toDocument(
          {
            lock: { ...heldLock(first + i, now), note },
            status: 'held',
            endedAt: null,
            waiters: [],
          },
          1,
        ),
      );
      await locks.insertMany(documents, { ordered: false, writeConcern: { w: 1 } });
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
