import { setTimeout as delay } from 'node:timers/promises';
import { type Config } from '../config/config';
import { keepPlaces } from '../domain/keep-places';
import { PLACE_MS } from '../domain/line';
import { markExpiredPeriodically } from './expiry-marking';
import { type LockGatewayOptions } from './gateway-options';
import { keepWatchedPlaces } from './keep-watched-places';
import { listen, urlOf } from './listen';
import { prepareDatabase } from './prepare-database';
import { composeServers, type Servers } from './servers';
import { composeServices, type Services } from './services';
import { type Webhooks } from './webhooks';

/** A listening gateway. */
export interface LockGateway {
  readonly url: string;
  /** True once the database is prepared, false if stopped earlier; rejects if preparation can never succeed. */
  readonly prepared: Promise<boolean>;
  /**
   * Reports not ready, keeps serving for the shutdown delay, then stops accepting connections,
   * answers the requests in progress and closes everything. A gateway that was never prepared skips
   * the delay. Safe to call twice.
   */
  stop(): Promise<void>;
}

/** Starts a gateway: it listens when this resolves, and serves once the database is prepared. */
export async function startLockGateway(options: LockGatewayOptions): Promise<LockGateway> {
  const { config } = options;
  const services = composeServices(options);
  const webhooks = await loadWebhooks(services, options);
  const servers = await composeServers(options, services);
  try {
    await listenOn(servers, config);
  } catch (error) {
    await closeAll(servers, services, webhooks);
    throw error;
  }
  const { readiness, store, live, meters } = services;
  const stopMarking = markExpiredPeriodically(
    () => store.markExpired(),
    (count) => meters.expired(count),
  );
  const placeMs = options.placeMs ?? PLACE_MS;
  const stopKeeping = keepWatchedPlaces({
    places: () => live.watchedPlaces(),
    now: () => live.now(),
    keep: (key, userIds) => store.change(key, keepPlaces({ userIds, placeMs })),
    placeMs,
  });
  const stop = async (): Promise<void> => {
    readiness.stop();
    // Load balancers keep sending requests until they notice, and these are served.
    if (config.shutdownDelayMs > 0 && readiness.wasPrepared) await delay(config.shutdownDelayMs);
    stopMarking();
    stopKeeping();
    await closeAll(servers, services, webhooks);
  };
  let stopped: Promise<void> | undefined;
  return {
    url: urlOf(servers.main, config.host),
    prepared: readiness.prepare(async () => {
      await prepareDatabase(services, options);
      await services.recorder?.start();
      await webhooks?.start();
    }),
    stop: () => (stopped ??= stop()),
  };
}

/** Imported on demand: nothing is loaded for gateways that post nothing. */
async function loadWebhooks(
  services: Services,
  options: LockGatewayOptions,
): Promise<Webhooks | undefined> {
  if (!options.config.webhooks) return undefined;
  const { composeWebhooks } = await import('./webhooks.js');
  return composeWebhooks(services, options.config.webhooks, options);
}

async function listenOn(servers: Servers, config: Config): Promise<void> {
  const { host, port, metricsPort } = config;
  await listen(servers.main, { host, port, setting: 'PORT' });
  if (!servers.metrics || metricsPort === undefined) return;
  await listen(servers.metrics, { host, port: metricsPort, setting: 'METRICS_PORT' });
}

/**
 * Servers first, so that requests in progress are answered while the database is still connected, and
 * subscribers learn by their protocol that they have to go elsewhere.
 */
async function closeAll(
  servers: Servers,
  services: Services,
  webhooks: Webhooks | undefined,
): Promise<void> {
  services.readiness.stop();
  services.eventLoop.stop();
  // Nothing else ends subscriptions; another gateway posts what the last requests do.
  await Promise.all([servers.close(), servers.graphql.disconnect(), webhooks?.stop()]);
  await services.live.stop();
  await services.recorder?.stop();
  await servers.graphql.stop();
  await services.users.close();
  await services.connection.close();
}
