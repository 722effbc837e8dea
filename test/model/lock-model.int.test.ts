import { createTestDatabaseUri } from '../support/test-database';
import { checkModel } from './check-model';

const SHORT_RUNS = 60;
const LONG_RUN_MS = 60 * 60_000;

test(
  'the real store answers every call as the model does, alone and with 64 simultaneous callers',
  async () => {
    const runs = Number(process.env['MODEL_RUNS'] ?? SHORT_RUNS);
    const { calls, outcomes } = await checkModel(createTestDatabaseUri(), runs);
    // An outcome that the generator never reaches would go unchecked.
    for (const kind of [
      'acquired',
      'heldByOther',
      'renewed',
      'lost',
      'removed',
      'notFound',
      'takenOver',
      'queued',
      'withdrawn',
      'ALL complete',
      'ALL incomplete',
      'AVAILABLE complete',
      'AVAILABLE incomplete',
    ]) {
      expect([kind, outcomes.get(kind) ?? 0]).not.toEqual([kind, 0]);
    }
    expect(calls).toBeGreaterThan(runs);
  },
  LONG_RUN_MS,
);
