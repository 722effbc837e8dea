import { type OverloadResult } from './overload';
import { runMeasurement } from './run-script';

const LIMIT_MS = 120_000;

describe('a gateway offered four times the load it can carry', () => {
  it(
    'still serves 80 % of its peak and refuses the rest at once, in bounded memory',
    async () => {
      const result = await runMeasurement<OverloadResult>({
        script: 'overload.ts',
        withinMs: LIMIT_MS - 10_000,
      });
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
