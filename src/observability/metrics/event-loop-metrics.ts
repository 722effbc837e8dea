import { Counter, Histogram, type Registry } from 'prom-client';

/** How often the event loop is tried; an idle one answers within a millisecond or two. */
const TRY_EVERY_MS = 20;
/** Callers notice a wait of this length. */
const LONG_BLOCK_MS = 100;

const DELAY_BUCKETS_S = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5];

/**
 * Measures how much later than due a timer runs: so long every caller had to wait, whoever's work it
 * was. Unlike a maximum since the last scrape it is the same for every scraper.
 */
export function measureEventLoop(registry: Registry): { stop(): void } {
  const registers = [registry];
  const delays = new Histogram({
    name: 'lock_gateway_event_loop_delay_seconds',
    help: 'How much later than due a timer runs, measured 50 times a second.',
    buckets: DELAY_BUCKETS_S,
    registers,
  });
  const blocks = new Counter({
    name: 'lock_gateway_event_loop_blocks_total',
    help: 'How often the event loop did nothing else for over 100 ms.',
    registers,
  });
  let dueAt = performance.now() + TRY_EVERY_MS;
  const timer = setInterval(() => {
    const now = performance.now();
    const lateMs = Math.max(0, now - dueAt);
    dueAt = now + TRY_EVERY_MS;
    delays.observe(lateMs / 1000);
    if (lateMs > LONG_BLOCK_MS) blocks.inc();
  }, TRY_EVERY_MS).unref();
  return { stop: () => clearInterval(timer) };
}
