import { Counter, Gauge, type Registry } from 'prom-client';

/** How a set of public keys is doing, asked when metrics are read. */
export interface MeasuredKeySet {
  /** Undefined while there are no keys. */
  readonly ageMs: number | undefined;
  readonly failedLoads: number;
}

/** Measures the age of the public keys that tokens are checked with, and the loads that failed. */
export function measureKeySet(registry: Registry, keySet: MeasuredKeySet): void {
  const registers = [registry];
  new Gauge({
    name: 'lock_gateway_jwks_age_seconds',
    help: 'How long ago the public keys of tokens were loaded; NaN while there are none.',
    registers,
    collect() {
      this.set((keySet.ageMs ?? NaN) / 1000);
    },
  });
  new Counter({
    name: 'lock_gateway_jwks_failed_loads_total',
    help: 'Loads of the public keys of tokens that failed.',
    registers,
    collect() {
      this.reset();
      this.inc(keySet.failedLoads);
    },
  });
}
