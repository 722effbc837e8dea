import { Counter, Gauge, Histogram, type Registry } from 'prom-client';
import { TIME_BUDGET } from '../../config/time-budget';

/** What is asked when metrics are read. */
export interface MeasuredState {
  /** How many locks are held now; may reject. */
  readonly countLocks: () => Promise<number>;
  readonly isDatabaseConnected: () => boolean;
  /** Changes that wait for their write or are on their way. */
  readonly queueLength: () => number;
}

/** Told of what happens beside requests. */
export interface StateMeters {
  readonly batch: (size: number) => void;
  readonly expired: (count: number) => void;
}

/** Counting locks reads an index: however often metrics are read, it is done no more often. */
const COUNT_EVERY_MS = 5_000;

/** Locks, batches, the queue and the database. */
export function measureState(registry: Registry, state: MeasuredState): StateMeters {
  const registers = [registry];
  const countLocks = rememberCount(state.countLocks);
  new Gauge({
    name: 'lock_gateway_locks_held',
    help: 'Locks held now, at most 5 s old; NaN while the database gives no answer.',
    registers,
    async collect() {
      this.set((await countLocks()) ?? NaN);
    },
  });
  new Gauge({
    name: 'lock_gateway_queue_length',
    help: 'Changes of locks that have no answer of the database yet.',
    registers,
    collect() {
      this.set(state.queueLength());
    },
  });
  new Gauge({
    name: 'lock_gateway_database_up',
    help: '1 while the database is connected, else 0.',
    registers,
    collect() {
      this.set(state.isDatabaseConnected() ? 1 : 0);
    },
  });
  const batches = new Histogram({
    name: 'lock_gateway_batch_size',
    help: 'Changes of locks that shared one write.',
    buckets: [1, 2, 4, 8, 16, 32, 64, 128],
    registers,
  });
  const expiries = new Counter({
    name: 'lock_gateway_expiries_total',
    help: 'Locks whose lease ran out, as far as this gateway marked them.',
    registers,
  });
  return {
    batch: (size) => batches.observe(size),
    expired: (count) => expiries.inc(count),
  };
}

function rememberCount(count: () => Promise<number>): () => Promise<number | undefined> {
  let askedAt = -Infinity;
  let answer: Promise<number | undefined> = Promise.resolve(undefined);
  return () => {
    if (performance.now() - askedAt >= COUNT_EVERY_MS) {
      askedAt = performance.now();
      const late = new Promise<undefined>((resolve) => {
        setTimeout(resolve, TIME_BUDGET.countMs, undefined).unref();
      });
      const counted = Promise.resolve()
        .then(count)
        .catch(() => undefined);
      answer = Promise.race([counted, late]);
    }
    return answer;
  };
}
