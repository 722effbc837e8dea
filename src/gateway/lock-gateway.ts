import { setTimeout as delay } from 'node:timers/promises';
import { closeServer } from './close-server';
import { markExpiredNowAndThen } from './expiry-marking';
import { type LockGatewayOptions } from './gateway-options';
import { listen, urlOf } from './listen';
import { prepareDatabase } from './prepare-database';
import { composeServers, type Servers } from './servers';
import { composeServices, type Services } from './services';

/** A gateway that listens. */
export interface LockGateway {
  readonly url: string;
  /** True when the database is prepared, false when stopped before; rejects when it never can be. */
  readonly prepared: Promise<boolean>;
  /**
   * Reports not ready, after the shutdown delay stops accepting, answers what is running and closes
   * everything; safe to call twice. A gateway that was never prepared does not wait for the delay.
   */
  stop(): Promise<void>;
}

/** Composes one gateway and starts it: listening at once, serving when the database is prepared. */
export async function startLockGateway(options: LockGatewayOptions): Promise<LockGateway> {
  const { config } = options;
  const services = composeServices(options);
  const servers = await composeServers(options, services);
  try {
    await listenOn(servers, config);
  } catch (error) {
    await closeAll(servers, services);
    throw error;
  }
  const { readiness, store, meters } = services;
  const endMarking = markExpiredNowAndThen(
    () => store.markExpired(),
    (count) => meters.expired(count),
  );
  const stop = async (): Promise<void> => {
    readiness.stop();
    // Balancers that have not noticed yet go on sending, and are served.
    if (config.shutdownDelayMs && readiness.wasPrepared) await delay(config.shutdownDelayMs);
    endMarking();
    await closeAll(servers, services);
  };
  let stopped: Promise<void> | undefined;
  return {
    url: urlOf(servers.main, config.host),
    prepared: readiness.prepare(() => prepareDatabase(services, options)),
    stop: () => (stopped ??= stop()),
  };
}

async function listenOn(servers: Servers, config: LockGatewayOptions['config']): Promise<void> {
  const { host, port, metricsPort = 0 } = config;
  await listen(servers.main, { host, port, setting: 'PORT' });
  if (!servers.metrics) return;
  await listen(servers.metrics, { host, port: metricsPort, setting: 'METRICS_PORT' });
}

/** In this order, so that what is running is answered while the database is still there. */
async function closeAll(servers: Servers, services: Services): Promise<void> {
  services.readiness.stop();
  services.eventLoop.stop();
  const open = [servers.main, servers.metrics].filter((server) => server !== undefined);
  await Promise.all(open.map(closeServer));
  await servers.graphql.stop();
  await services.users.close();
  await services.connection.close();
}
