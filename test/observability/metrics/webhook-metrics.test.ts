import { Registry } from 'prom-client';
import { measureWebhooks } from '../../../src/observability/metrics/webhook-metrics';

let backlog: number | undefined;
const registry = new Registry();
const meters = measureWebhooks(registry, { backlog: () => backlog, reasons: ['timeout', 'gone'] });

const lines = async (): Promise<string[]> => (await registry.metrics()).split('\n');

test('nothing was posted yet, and every reason of a failure is there', async () => {
  expect(await lines()).toEqual(
    expect.arrayContaining([
      'lock_gateway_webhooks_sending 0',
      'lock_gateway_webhooks_backlog_locks Nan',
      'lock_gateway_webhooks_failed_posts_total{reason="timeout"} 0',
      'lock_gateway_webhooks_failed_posts_total{reason="gone"} 0',
      'lock_gateway_webhooks_dead_letters_total 0',
    ]),
  );
});

test('what was posted, what failed and what was given up is counted', async () => {
  backlog = 7;
  meters.sending();
  meters.delivered();
  meters.delivered();
  meters.failed('gone');
  meters.deadLetter();
  meters.interrupted();
  expect(await lines()).toEqual(
    expect.arrayContaining([
      'lock_gateway_webhooks_sending 1',
      'lock_gateway_webhooks_backlog_locks 7',
      'lock_gateway_webhooks_delivered_total 2',
      'lock_gateway_webhooks_failed_posts_total{reason="gone"} 1',
      'lock_gateway_webhooks_dead_letters_total 1',
      'lock_gateway_webhooks_interruptions_total 1',
    ]),
  );
  meters.resting();
  expect(await lines()).toContain('lock_gateway_webhooks_sending 0');
});
