import { type mongo } from 'mongoose';

const BATCH = 10_000;

/** Stores locks volume/0 … volume/(count-1) directly, in the gateway's own document shape. */
export async function storeLocks(db: mongo.Db, count: number): Promise<void> {
  const locks = db.collection<{ _id: string }>('locks');
  for (let first = 0; first < count; first += BATCH) {
    const documents = Array.from({ length: Math.min(BATCH, count - first) }, (_, i) =>
      heldLock(`${first + i}`),
    );
    await locks.insertMany(documents, { ordered: false, writeConcern: { w: 1 } });
  }
}

function heldLock(resourceId: string): { _id: string } {
  return { _id: `volume/${resourceId}` };
}
