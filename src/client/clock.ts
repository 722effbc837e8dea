import { type Ports } from './ports';

/** Milliseconds since some moment, for leases. */
export interface Clock {
  /** Never goes back, counts the time that the machine sleeps, and may run ahead, but not behind. */
  readonly now: () => number;
}

/** The rounding of the two clocks, and what a time service corrects; less than the margin of a lease. */
const NOISE_MS = 50;

/**
 * `performance.now()` may stand still while the machine sleeps, and the wall clock can be set. So the first
 * counts, and what the second gains on it is taken for sleep: a clock put forward makes a lease seem
 * over, which the next renewal mends, and one put back changes nothing.
 */
export function createClock({ monotonicMs, wallMs }: Pick<Ports, 'monotonicMs' | 'wallMs'>): Clock {
  let offsetMs = wallMs() - monotonicMs();
  let sleptMs = 0;
  return {
    now: () => {
      const monotonic = monotonicMs();
      const gained = wallMs() - monotonic - offsetMs;
      if (Math.abs(gained) > NOISE_MS) {
        offsetMs += gained;
        sleptMs += Math.max(gained, 0);
      }
      return monotonic + sleptMs;
    },
  };
}
