import { Registry } from 'prom-client';
import { measureEventLoop } from '../../../src/observability/metrics/event-loop-metrics';

let nowMs: number;
let registry: Registry;
let measured: { stop(): void };

beforeEach(() => {
  jest.useFakeTimers();
  nowMs = 1_000;
  jest.spyOn(performance, 'now').mockImplementation(() => nowMs);
  registry = new Registry();
  measured = measureEventLoop(registry);
});
afterEach(() => {
  measured.stop();
  jest.restoreAllMocks();
  jest.useRealTimers();
});

/** The timer runs, this much later than it was due. */
function tryAfterDelayOf(ms: number): void {
  nowMs += 20 + ms;
  jest.advanceTimersByTime(20);
}

const lines = async (): Promise<string[]> => (await registry.metrics()).split('\n');

test('an event loop that is always free has no delays', async () => {
  for (let n = 0; n < 50; n += 1) tryAfterDelayOf(0);
  expect(await lines()).toEqual(
    expect.arrayContaining([
      'lock_gateway_event_loop_delay_seconds_bucket{le="0.005"} 50',
      'lock_gateway_event_loop_blocks_total 0',
    ]),
  );
});

test('one that was blocked has one delay as long as that, and over 100 ms a block', async () => {
  for (const ms of [0, 30, 100, 400, 0]) tryAfterDelayOf(ms);
  expect(await lines()).toEqual(
    expect.arrayContaining([
      'lock_gateway_event_loop_delay_seconds_bucket{le="0.005"} 2',
      'lock_gateway_event_loop_delay_seconds_bucket{le="0.1"} 4',
      'lock_gateway_event_loop_delay_seconds_bucket{le="0.5"} 5',
      'lock_gateway_event_loop_delay_seconds_sum 0.53',
      'lock_gateway_event_loop_blocks_total 1',
    ]),
  );
});
