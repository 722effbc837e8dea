import { collectDefaultMetrics, Registry } from 'prom-client';

let registry: Registry | undefined;

/**
 * Memory, CPU time, garbage collections and event loop of the process, under the standard names of
 * Prometheus clients. All gateways of a process share one registry; most values are read at each scrape.
 */
export function processRegistry(): Registry {
  if (!registry) {
    registry = new Registry();
    collectDefaultMetrics({ register: registry });
  }
  return registry;
}
