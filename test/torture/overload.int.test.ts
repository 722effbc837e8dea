import { type OverloadResult } from './overload';
import { ensureBuilt } from '../support/built-gateway';
import { runScript } from './run-script';

const LIMIT_MS = 120_000;

describe('a gateway offered four times the load it can carry', () => {
  it(
    'still serves 80 % of its peak and refuses the rest at once, in bounded memory',
    async () => {
      await ensureBuilt();
      const { code, output } = await runScript({
        script: 'overload.ts',
        withinMs: LIMIT_MS - 10_000,
      });
      if (code !== 0) throw new Error(`the run ended with ${code}:\n${output}`);
      const result = JSON.parse(output.trim().split('\n').at(-1) ?? '') as OverloadResult;
      process.stdout.write(`${JSON.stringify(result)}\n`);
      expect(result.offeredRate).toBeGreaterThan(2 * result.peakRate);
      expect(result.servedRate).toBeGreaterThanOrEqual(0.8 * result.peakRate);
      expect(result.refused).toBeGreaterThan(0);
      expect(result).toMatchObject({ wrongRefusals: 0, otherAnswers: {}, brokenConnections: 0 });
      expect(result.refusedMedianMs).toBeLessThan(500);
      expect(result.memoryAtEndMib).toBeLessThan(result.memoryAtPeakMib + 256);
    },
    LIMIT_MS,
  );
});
