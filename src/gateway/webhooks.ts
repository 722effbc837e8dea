import { randomUUID } from 'node:crypto';
import { type WebhookConfig } from '../config/webhook-config';
import { GatewayLease } from '../domain/gateway-lease';
import { idOf } from '../domain/lock-history';
import { rareWarnings } from '../observability/logs/rare-warnings';
import { measureWebhooks } from '../observability/metrics/webhook-metrics';
import { MongoRecordedEntries } from '../storage/history/mongo-recorded-entries';
import { FAILURES } from '../webhooks/post-event';
import { SENDER_TIMING } from '../webhooks/sender-parts';
import { WebhookSender } from '../webhooks/webhook-sender';
import { type LockGatewayOptions } from './gateway-options';
import { type Services } from './services';

/** The webhooks of one gateway. */
export interface Webhooks {
  /** Begins; the locks must be prepared. The very first gateway posts what is recorded from now on. */
  start(): Promise<void>;
  stop(): Promise<void>;
}

/** Composes the webhooks without connecting to anything. Imported only where a URL is set. */
export function composeWebhooks(
  { connection, store, registry }: Pick<Services, 'connection' | 'store' | 'registry'>,
  { url, keys }: WebhookConfig,
  { logger, webhookTiming }: Pick<LockGatewayOptions, 'logger' | 'webhookTiming'>,
): Webhooks {
  const timing = { ...SENDER_TIMING, ...webhookTiming };
  const { leaseMs } = timing;
  const warn = rareWarnings(logger);
  const entries = new MongoRecordedEntries({
    connection,
    onPlaceLost: (from) =>
      logger.warn({ from }, 'the database has forgotten what was posted last: all since is again'),
  });
  const meters = measureWebhooks(registry, { backlog: () => sender.backlog, reasons: FAILURES });
  const sender: WebhookSender = new WebhookSender({
    lease: new GatewayLease({ store, leaseMs, name: 'webhooks', gatewayId: randomUUID() }),
    ...{ entries, timing },
    to: { url, keys, timeoutMs: timing.postMs },
    observer: {
      ...meters,
      sending: () => {
        meters.sending();
        logger.info('this gateway posts the webhooks');
      },
      failed: ({ why, status }) => {
        meters.failed(why);
        warn(`failed ${why}`, { why, status }, 'a webhook was not taken');
      },
      gaveUp: (entry, { why, status }) => {
        meters.deadLetter();
        const id = idOf(entry);
        warn(`gave up ${id}`, { id, why, status }, 'a webhook was given up');
      },
      forgotten: (lockId) => {
        meters.deadLetter();
        const message = 'webhooks were given up: the history does not keep their entries any more';
        warn(`forgotten ${lockId}`, { lockId }, message);
      },
      interrupted: (err) => {
        meters.interrupted();
        warn('interrupted', { err }, 'what is to be posted could not be read');
      },
    },
  });
  return {
    start: async () => {
      await entries.start();
      sender.start();
    },
    stop: () => sender.stop(),
  };
}
