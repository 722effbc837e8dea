import { createClock } from '../../src/client/clock';

let monotonic = 0;
let wall = 1_000_000;
const clock = createClock({ monotonicMs: () => monotonic, wallMs: () => wall });
let before = clock.now();
/** How much the clock went on since it was looked at last. */
const gone = (): number => {
  const now = clock.now();
  const ms = now - before;
  before = now;
  return ms;
};

it.each([
  ['time that passes', 1_000, 1_000, 1_000],
  ['sleep, in which only the wall clock goes on', 0, 60_000, 60_000],
  ['a wall clock put forward as sleep', 100, 3_600_100, 3_600_100],
  ['a wall clock put back not at all', 100, -3_600_000, 100],
  ['noise between the two clocks not at all', 100, 130, 100],
])('counts %s', (_what, monotonicMs, wallMs, expected) => {
  monotonic += monotonicMs;
  wall += wallMs;
  expect(gone()).toBeCloseTo(expected, 5);
});
