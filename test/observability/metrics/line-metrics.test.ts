import { Registry } from 'prom-client';
import { measureLines } from '../../../src/observability/metrics/line-metrics';

it('counts those who wait once in a while, however often it is scraped', async () => {
  const registry = new Registry();
  let counted = 0;
  measureLines(registry, { countWaiting: () => Promise.resolve((counted += 1)) });
  const texts = [await registry.metrics(), await registry.metrics()];
  for (const text of texts) expect(text).toMatch(/^lock_gateway_people_waiting 1$/m);
});

it('has no number while those who wait cannot be counted', async () => {
  const registry = new Registry();
  measureLines(registry, { countWaiting: () => Promise.reject(new Error('away')) });
  expect(await registry.metrics()).toMatch(/^lock_gateway_people_waiting Nan$/im);
});

it('tells a short wait from a long one', async () => {
  const registry = new Registry();
  const { passedOn } = measureLines(registry, { countWaiting: () => Promise.resolve(0) });
  passedOn(4_000);
  passedOn(1_000_000);
  const text = await registry.metrics();
  expect(text).toMatch(/^lock_gateway_wait_seconds_bucket\{le="5"\} 1$/m);
  expect(text).toMatch(/^lock_gateway_wait_seconds_sum 1004$/m);
});
