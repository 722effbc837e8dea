import { collectDefaultMetrics, Registry } from 'prom-client';

let registry: Registry | undefined;

/**
 * Memory, CPU time, garbage collections and event loop of the process under the names that Prometheus
 * clients share. One registry a process, whatever number of gateways it runs; most of it is read
 * when it is asked for.
 */
export function processRegistry(): Registry {
  if (!registry) {
    registry = new Registry();
    collectDefaultMetrics({ register: registry });
  }
  return registry;
}
