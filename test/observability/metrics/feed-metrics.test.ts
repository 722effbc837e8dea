import { Registry } from 'prom-client';
import { measureFeed } from '../../../src/observability/metrics/feed-metrics';

test('tell why snapshots were read, how late changes came and what failed', async () => {
  const registry = new Registry();
  const meters = measureFeed(registry);
  meters.snapshot('asked');
  meters.snapshot('asked');
  meters.snapshot('lost');
  meters.overflowed();
  meters.lag(7);
  meters.lag(-2);
  meters.reconnected();
  const lines = (await registry.metrics()).split('\n');
  expect(lines).toEqual(
    expect.arrayContaining([
      'lock_gateway_live_snapshots_total{reason="asked"} 2',
      'lock_gateway_live_snapshots_total{reason="lost"} 1',
      'lock_gateway_live_snapshots_total{reason="overflow"} 0',
      'lock_gateway_live_snapshots_total{reason="cursor"} 0',
      'lock_gateway_live_overflows_total 1',
      'lock_gateway_live_lag_seconds_bucket{le="0.002"} 1',
      'lock_gateway_live_lag_seconds_bucket{le="0.01"} 2',
      'lock_gateway_live_reconnects_total 1',
    ]),
  );
});
