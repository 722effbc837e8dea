import { Counter, Gauge, Histogram, type Registry } from 'prom-client';
import { cachedCount } from './cached-count';

/** From a quick edit to an afternoon. */
const WAIT_BUCKETS_S = [1, 5, 15, 30, 60, 120, 300, 600, 1_800, 3_600, 14_400];

/** Receives what writes of this gateway did to lines and sessions. */
export interface LineMeters {
  /** A lock passed to the first in line, who had waited for this long. */
  readonly passedOn: (waitedMs: number) => void;
  /** The user of a reserved lock acquired it. */
  readonly claimed: () => void;
  /** A reserved lock ended, or went to somebody else, before its user acquired it. */
  readonly letGo: () => void;
  /** A user moved a lock from one session to another. */
  readonly adopted: () => void;
}

/** Measures the lines of all locks, their reservations, and the sessions that adopt. */
export function measureLines(
  registry: Registry,
  state: {
    /** The number of places in all lines now; may reject. */
    readonly countWaiting: () => Promise<number>;
  },
): LineMeters {
  const registers = [registry];
  const countWaiting = cachedCount(state.countWaiting);
  new Gauge({
    name: 'lock_gateway_people_waiting',
    help: 'Places in the lines of all locks, at most 5 s old; NaN while the database does not answer.',
    registers,
    async collect() {
      this.set((await countWaiting()) ?? NaN);
    },
  });
  const waits = new Histogram({
    name: 'lock_gateway_wait_seconds',
    help: 'Time from joining a line until the lock was reserved for the user.',
    buckets: WAIT_BUCKETS_S,
    registers,
  });
  const counter = (name: string, help: string): Counter => new Counter({ name, help, registers });
  const claims = counter(
    'lock_gateway_reservations_claimed_total',
    'Reserved locks that their user acquired.',
  );
  const lapses = counter(
    'lock_gateway_reservations_let_go_total',
    'Reserved locks that ended or went to somebody else before their user acquired them.',
  );
  const adoptions = counter(
    'lock_gateway_adoptions_total',
    'Locks that their holder moved to another session.',
  );
  return {
    passedOn: (waitedMs) => waits.observe(waitedMs / 1000),
    claimed: () => claims.inc(),
    letGo: () => lapses.inc(),
    adopted: () => adoptions.inc(),
  };
}
