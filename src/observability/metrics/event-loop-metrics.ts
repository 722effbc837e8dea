import { Counter, Histogram, type Registry } from 'prom-client';

/** How often the delay is sampled; an idle event loop runs the timer within 1 to 2 ms. */
const SAMPLE_EVERY_MS = 20;
/** Callers notice a delay of this length. */
const LONG_BLOCK_MS = 100;

const DELAY_BUCKETS_S = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5];

/**
 * Measures how late a timer runs, which is how long every caller had to wait. Unlike a maximum since
 * the last scrape, a histogram gives every scraper the same values.
 */
export function measureEventLoop(registry: Registry): { stop(): void } {
  const registers = [registry];
  const delays = new Histogram({
    name: 'lock_gateway_event_loop_delay_seconds',
    help: 'Delay of the event loop: how late a timer ran, sampled 50 times a second.',
    buckets: DELAY_BUCKETS_S,
    registers,
  });
  const blocks = new Counter({
    name: 'lock_gateway_event_loop_blocks_total',
    help: 'Times that the event loop was blocked for more than 100 ms.',
    registers,
  });
  let dueAt = performance.now() + SAMPLE_EVERY_MS;
  const timer = setInterval(() => {
    const now = performance.now();
    const lateMs = Math.max(0, now - dueAt);
    dueAt = now + SAMPLE_EVERY_MS;
    delays.observe(lateMs / 1000);
    if (lateMs > LONG_BLOCK_MS) blocks.inc();
  }, SAMPLE_EVERY_MS).unref();
  return { stop: () => clearInterval(timer) };
}
