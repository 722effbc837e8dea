import { type RollingResult } from './rolling-restart';
import { ensureBuilt } from '../support/built-gateway';
import { runScript } from './run-script';

const LIMIT_MS = 120_000;

describe('a rolling restart of two gateways under load', () => {
  it(
    'loses no request of callers that retry on the other one when a connection closes',
    async () => {
      await ensureBuilt();
      const { code, output } = await runScript({
        script: 'rolling-restart.ts',
        withinMs: LIMIT_MS - 10_000,
      });
      if (code !== 0) throw new Error(`the run ended with ${code}:\n${output}`);
      const result = JSON.parse(output.trim().split('\n').at(-1) ?? '') as RollingResult;
      process.stdout.write(`${JSON.stringify(result)}\n`);
      expect(result).toMatchObject({ lost: 0, exitCodes: [0, 0, 0, 0] });
      expect(result.requests).toBeGreaterThan(500);
      // Otherwise the restart did not affect these callers.
      expect(result.retried).toBeGreaterThan(0);
      expect(result.longestShutdownMs).toBeLessThan(10_000);
      expect(result.slowestMs).toBeLessThan(5_000);
    },
    LIMIT_MS,
  );
});
