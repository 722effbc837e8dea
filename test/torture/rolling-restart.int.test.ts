import { type RollingResult } from './rolling-restart';
import { runMeasurement } from './run-script';

const LIMIT_MS = 120_000;

describe('a rolling restart of two gateways under load', () => {
  it(
    'loses no request of callers that retry on the other one when a connection closes',
    async () => {
      const result = await runMeasurement<RollingResult>({
        script: 'rolling-restart.ts',
        withinMs: LIMIT_MS - 10_000,
      });
      expect(result).toMatchObject({ lost: 0, exitCodes: [0, 0, 0, 0] });
      expect(result.requests).toBeGreaterThan(500);
      // Otherwise the restart did not affect these callers.
      expect(result.retried).toBeGreaterThan(0);
      expect(result.longestShutdownMs).toBeLessThan(10_000);
      // The contract allows 5 s, and a busy machine takes some more.
      expect(result.slowestMs).toBeLessThan(8_000);
    },
    LIMIT_MS,
  );
});
