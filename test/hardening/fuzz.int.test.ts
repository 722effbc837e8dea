import fc from 'fast-check';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { DEFAULT_LIMITS } from '../../src/config/limits-config';
import { type HttpCall } from '../support/http-call';
import { startTestGateway, type TestGateway } from '../support/start-test-gateway';
import { anyCall } from './fuzz';

const FUZZ_MS = Number(process.env['FUZZ_SECONDS'] ?? 5) * 1_000;
const SLOWEST_MS = 2_000;
/** More than caches of a bounded size still grow by, and less than what each request could leak. */
const MAX_GROWTH_BYTES = 8 * 1024 * 1024;
const MAX_GROWTH_PER_REQUEST_BYTES = 200;

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;
const heapUsed = (): number => {
  collectGarbage();
  return process.memoryUsage().heapUsed;
};

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway({
    config: { limits: { ...DEFAULT_LIMITS, rate: undefined } },
  });
  await gateway.addUsers(['mallory']);
});
afterAll(() => gateway.stop());

async function send(call: HttpCall): Promise<void> {
  const startedAt = performance.now();
  const { status } = await gateway.http(call);
  const tookMs = performance.now() - startedAt;
  if (status >= 500 || tookMs > SLOWEST_MS) {
    throw new Error(`${status} after ${tookMs.toFixed(0)} ms`);
  }
}

it(
  'whatever is sent: no fault, no slow answer, no lock of somebody else touched, no leak',
  async () => {
    for (const id of ['1', '2', '3']) {
      await gateway.rest('alice', { operation: 'acquire', body: { route: 'volume', id } });
    }
    const locksOfAlice = () =>
      gateway.locks.find({ 'holder.username': 'alice' }).sort({ _id: 1 }).toArray();
    const before = await locksOfAlice();
    const warmUpUntil = performance.now() + FUZZ_MS / 4;
    const until = performance.now() + FUZZ_MS;
    let sent = 0;
    const run = async (end: number): Promise<void> => {
      while (performance.now() < end) {
        await fc.assert(
          fc.asyncProperty(fc.array(anyCall, { minLength: 4, maxLength: 8 }), async (calls) => {
            await Promise.all(calls.map(send));
            sent += calls.length;
          }),
          { numRuns: 10 },
        );
      }
    };
    await run(warmUpUntil);
    const [heapBefore, sentBefore] = [heapUsed(), sent];
    await run(until);
    const grown = heapUsed() - heapBefore;
    expect(before).toHaveLength(3);
    expect(await locksOfAlice()).toEqual(before);
    expect(grown).toBeLessThan(
      MAX_GROWTH_BYTES + (sent - sentBefore) * MAX_GROWTH_PER_REQUEST_BYTES,
    );
    expect(sent).toBeGreaterThan(100);
    if (process.env['FUZZ_SECONDS']) {
      process.stdout.write(`${sent} requests, heap ${(grown / 1e6).toFixed(1)} MB more\n`);
    }
  },
  FUZZ_MS + 30_000,
);
