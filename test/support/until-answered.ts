import { setTimeout as sleep } from 'node:timers/promises';
import { Overloaded, Unavailable } from '../../src/domain/errors';

/** Less than the minute for which MongoDB itself lets an abandoned transaction stand. */
const WITHIN_MS = 20_000;
const EVERY_MS = 50;

/**
 * Makes a call, and again as long as the database is too slow for it, as it may lawfully be on a busy
 * machine. For calls that do no harm when an earlier one took effect after all.
 */
export async function untilAnswered<Answer>(call: () => Promise<Answer>): Promise<Answer> {
  const lastAt = performance.now() + WITHIN_MS;
  for (;;) {
    try {
      return await call();
    } catch (error) {
      const isTooSlow = error instanceof Overloaded || error instanceof Unavailable;
      if (!isTooSlow || performance.now() > lastAt) throw error;
      await sleep(EVERY_MS);
    }
  }
}
