import { Counter, Gauge, type Registry } from 'prom-client';

/** The state of a set of public keys, read at each scrape. */
export interface MeasuredKeySet {
  /** Undefined while no keys are loaded. */
  readonly ageMs: number | undefined;
  readonly failedLoads: number;
}

/** Measures the age of the public keys that verify tokens, and the failed attempts to load them. */
export function measureKeySet(registry: Registry, keySet: MeasuredKeySet): void {
  const registers = [registry];
  new Gauge({
    name: 'lock_gateway_jwks_age_seconds',
    help: 'Age of the public keys that verify tokens; NaN while none are loaded.',
    registers,
    collect() {
      this.set((keySet.ageMs ?? NaN) / 1000);
    },
  });
  new Counter({
    name: 'lock_gateway_jwks_failed_loads_total',
    help: 'Failed attempts to load the public keys that verify tokens.',
    registers,
    collect() {
      this.reset();
      this.inc(keySet.failedLoads);
    },
  });
}
