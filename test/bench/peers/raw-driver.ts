import { mongo } from 'mongoose';
import { LatencyHistogram } from '../load/latency-histogram';
import { type LoadResult } from '../load/load-plan';
import { setting } from './setting';

const IN_FLIGHT = 64;

interface FloorPlan {
  prefix: string;
  warmUpMs: number;
  measureMs: number;
}

// The floor: what one acknowledged insert per request costs when there is no gateway at all.
async function main(): Promise<void> {
  const client = await mongo.MongoClient.connect(setting('MONGODB_URI'), {
    writeConcern: { w: 'majority' },
  });
  const locks = client.db().collection('locks');
  await locks.createIndex({ route: 1, id: 1 }, { unique: true });

  const phase = async (prefix: string, durationMs: number): Promise<LoadResult> => {
    const histogram = new LatencyHistogram();
    const startedAt = performance.now();
    let sequence = 0;
    let errors = 0;
    const loop = async (): Promise<void> => {
      while (performance.now() - startedAt < durationMs) {
        const sentAt = performance.now();
        const now = new Date();
        const lock = { route: 'volume', id: `${prefix}-${sequence++}`, holderId: 'user-1' };
        await locks
          .insertOne({ ...lock, acquiredAt: now, renewedAt: now, expiresAt: now, fencingToken: 1 })
          .catch(() => errors++);
        histogram.record(performance.now() - sentAt);
      }
    };
    await Promise.all(Array.from({ length: IN_FLIGHT }, loop));
    return histogram.summarize(performance.now() - startedAt, errors);
  };

  process.on('message', (plan: FloorPlan) => {
    void (async () => {
      await phase(`${plan.prefix}-warm`, plan.warmUpMs);
      process.send?.({ result: await phase(plan.prefix, plan.measureMs) });
    })();
  });
  process.once('disconnect', () => process.exit(0));
  process.send?.({ ready: true });
}

void main();
