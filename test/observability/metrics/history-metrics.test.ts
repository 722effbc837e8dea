import { Registry } from 'prom-client';
import {
  type HistoryMeters,
  measureHistory,
} from '../../../src/observability/metrics/history-metrics';

let registry: Registry;
let meters: HistoryMeters;
let nowMs: number;

beforeEach(() => {
  registry = new Registry();
  nowMs = 5_000;
  meters = measureHistory(registry, () => nowMs);
});

const lines = async (): Promise<string[]> => (await registry.metrics()).split('\n');

test('tell how much was recorded, how late, and what failed', async () => {
  meters.recording();
  meters.recorded(3, 700);
  meters.recorded(2, 250);
  nowMs += 1_000;
  meters.gap();
  meters.interrupted();
  meters.interrupted();
  expect(await lines()).toEqual(
    expect.arrayContaining([
      'lock_gateway_history_recording 1',
      'lock_gateway_history_lag_seconds 1.25',
      'lock_gateway_history_entries_total 5',
      'lock_gateway_history_gaps_total 1',
      'lock_gateway_history_interruptions_total 2',
    ]),
  );
});

test('have no lag at a gateway that does not record', async () => {
  expect(await lines()).toEqual(
    expect.arrayContaining([
      'lock_gateway_history_recording 0',
      'lock_gateway_history_lag_seconds Nan',
    ]),
  );
  meters.recording();
  meters.recorded(1, 0);
  expect(await lines()).toContain('lock_gateway_history_lag_seconds 0');
  meters.resting();
  expect(await lines()).toEqual(
    expect.arrayContaining([
      'lock_gateway_history_recording 0',
      'lock_gateway_history_lag_seconds Nan',
      'lock_gateway_history_entries_total 1',
    ]),
  );
});
