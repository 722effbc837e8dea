import { type OverloadResult } from './overload';
import { runMeasurement } from './run-script';

const RUN_MS = 110_000;
const LIMIT_MS = 360_000;
/** A machine that is busy with something else in one of the few seconds of a run spoils it. */
const RUNS = 3;

/** One run, of which whatever does not depend on the machine's speed is expected. */
async function measure(): Promise<OverloadResult> {
  const result = await runMeasurement<OverloadResult>({ script: 'overload.ts', withinMs: RUN_MS });
  expect(result.refused).toBeGreaterThan(0);
  expect(result).toMatchObject({ wrongRefusals: 0, brokenConnections: 0 });
  expect(result.memoryAtEndMib).toBeLessThan(result.memoryAtPeakMib + 256);
  // Every call is served or refused; a machine that has no time for it within seconds answers 500.
  expect(Object.keys(result.otherAnswers).filter((status) => status !== '500')).toEqual([]);
  return result;
}

/** What is expected of the best run. */
function expectPace({ peakRate, ...result }: OverloadResult): void {
  expect(result.offeredRate).toBeGreaterThan(2 * peakRate);
  expect(result.servedRate).toBeGreaterThanOrEqual(0.8 * peakRate);
  expect(result.otherAnswers).toEqual({});
  expect(result.refusedMedianMs).toBeLessThan(500);
}

describe('a gateway offered four times the load it can carry', () => {
  it(
    'still serves 80 % of its peak and refuses the rest at once, in bounded memory',
    async () => {
      for (let run = 1; run < RUNS; run += 1) {
        const result = await measure();
        try {
          return expectPace(result);
        } catch {
          // The next run may be undisturbed.
        }
      }
      expectPace(await measure());
    },
    LIMIT_MS,
  );
});
