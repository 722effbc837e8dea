import { type mongo } from 'mongoose';
import { type Lock } from '../../../src/domain/lock';
import { lockKeyOf } from '../../../src/domain/lock-key';
import { toDocument, type LockDocument } from '../../../src/storage/locks/lock-document';
import { LOCKS_COLLECTION } from '../../../src/storage/locks/lock-model';
import { waitUntil } from '../../support/wait-until';
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

const MIB = 2 ** 20;
/** How much a database keeps cached while it settles. */
const SETTLING_CACHE = 64 * MIB;

/**
 * Lets the database write and forget what was stored at once. Until then it has new documents in lists that it
 * takes long to search; a database that has run for a while has none.
 */
export async function settle(admin: mongo.Db): Promise<void> {
  const limit = (bytes: number): Promise<unknown> =>
    admin.command({ setParameter: 1, wiredTigerEngineRuntimeConfig: `cache_size=${bytes}` });
  const cache = async (): Promise<Record<string, number>> => {
    const { wiredTiger } = await admin.command({ serverStatus: 1 });
    return (wiredTiger as { cache: Record<string, number> }).cache;
  };
  const { 'maximum bytes configured': usual } = await cache();
  await admin.command({ fsync: 1 });
  await limit(SETTLING_CACHE);
  try {
    await waitUntil({
      what: 'a settled database',
      ...{ withinMs: 60_000, everyMs: 200 },
      ask: async () =>
        (await cache())['bytes currently in the cache']! <= SETTLING_CACHE || undefined,
    });
  } finally {
    await limit(usual!);
  }
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
