import { Counter, Gauge, Histogram, type Registry } from 'prom-client';
import { cachedCount } from './cached-count';

/** State that is read at each scrape. */
export interface MeasuredState {
  /** The number of locks held now; may reject. */
  readonly countLocks: () => Promise<number>;
  readonly isDatabaseConnected: () => boolean;
  /** The number of lock changes that are queued or in flight. */
  readonly queueLength: () => number;
}

/** Receives events that happen outside of requests. */
export interface StateMeters {
  readonly batch: (size: number) => void;
  readonly expired: (count: number) => void;
}

/** Measures locks, batches, the queue and the database connection. */
export function measureState(registry: Registry, state: MeasuredState): StateMeters {
  const registers = [registry];
  const countLocks = cachedCount(state.countLocks);
  new Gauge({
    name: 'lock_gateway_locks_held',
    help: 'Locks held now, at most 5 s old; NaN while the database does not answer.',
    registers,
    async collect() {
      this.set((await countLocks()) ?? NaN);
    },
  });
  new Gauge({
    name: 'lock_gateway_queue_length',
    help: 'Lock changes that the database has not answered yet.',
    registers,
    collect() {
      this.set(state.queueLength());
    },
  });
  new Gauge({
    name: 'lock_gateway_database_up',
    help: '1 while the database is connected, 0 otherwise.',
    registers,
    collect() {
      this.set(state.isDatabaseConnected() ? 1 : 0);
    },
  });
  const batches = new Histogram({
    name: 'lock_gateway_batch_size',
    help: 'Lock changes that shared one write.',
    buckets: [1, 2, 4, 8, 16, 32, 64, 128],
    registers,
  });
  const expiries = new Counter({
    name: 'lock_gateway_expiries_total',
    help: 'Locks marked as expired by this gateway.',
    registers,
  });
  return {
    batch: (size) => batches.observe(size),
    expired: (count) => expiries.inc(count),
  };
}
