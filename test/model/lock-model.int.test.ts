import { createTestDatabaseUri } from '../support/test-database';
import { checkModel } from './check-model';

const SHORT_RUNS = 60;
const LONG_RUN_MS = 60 * 60_000;

test(
  'every answer of the real store is the one of the model, alone and with 64 callers at once',
  async () => {
    const runs = Number(process.env['MODEL_RUNS'] ?? SHORT_RUNS);
    const { calls, outcomes } = await checkModel(createTestDatabaseUri(), runs);
    // A generator that never reaches an outcome would check nothing of it.
    for (const kind of [
      'acquired',
      'heldByOther',
      'renewed',
      'lost',
      'removed',
      'notFound',
      'takenOver',
    ]) {
      expect([kind, outcomes.get(kind) ?? 0]).not.toEqual([kind, 0]);
    }
    expect(calls).toBeGreaterThan(runs);
  },
  LONG_RUN_MS,
);
