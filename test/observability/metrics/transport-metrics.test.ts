import { Registry } from 'prom-client';
import { measureTransports } from '../../../src/observability/metrics/transport-metrics';

test('tell who is subscribed, what was sent and who was cut off, by transport', async () => {
  const registry = new Registry();
  const meters = measureTransports(registry);
  meters.began('websocket');
  meters.began('websocket');
  meters.ended('websocket');
  meters.sent('sse');
  meters.dropped('sse');
  await registry.metrics();
  // A second scrape counts nothing twice.
  const lines = (await registry.metrics()).split('\n');
  expect(lines).toEqual(
    expect.arrayContaining([
      'lock_gateway_live_subscribers{transport="websocket"} 1',
      'lock_gateway_live_subscribers{transport="sse"} 0',
      'lock_gateway_live_events_sent_total{transport="websocket"} 0',
      'lock_gateway_live_events_sent_total{transport="sse"} 1',
      'lock_gateway_live_connections_dropped_total{transport="websocket"} 0',
      'lock_gateway_live_connections_dropped_total{transport="sse"} 1',
    ]),
  );
});
