import { Counter, Histogram, type Registry } from 'prom-client';

/** Why a subscriber is sent a snapshot; each is there from the start, so that a rate can be taken. */
const REASONS = ['asked', 'cursor', 'overflow', 'lost'];

/** From a gateway at rest to one that has just been away from the database. */
const LAG_BUCKETS_S = [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10];

/** Receives what happens to the feed of live events. */
export interface FeedMeters {
  readonly snapshot: (reason: string) => void;
  readonly overflowed: () => void;
  readonly lag: (ms: number) => void;
  readonly reconnected: () => void;
}

/** Measures the feed of live events. */
export function measureFeed(registry: Registry): FeedMeters {
  const registers = [registry];
  const snapshots = new Counter({
    name: 'lock_gateway_live_snapshots_total',
    help: 'Snapshots that subscribers began to read, by reason.',
    labelNames: ['reason'],
    registers,
  });
  for (const reason of REASONS) snapshots.inc({ reason }, 0);
  const overflows = new Counter({
    name: 'lock_gateway_live_overflows_total',
    help: 'Times that a subscriber read so slowly that a snapshot has to replace its events.',
    registers,
  });
  const lag = new Histogram({
    name: 'lock_gateway_live_lag_seconds',
    help: 'Time from a write in the database until the gateway is told of it.',
    buckets: LAG_BUCKETS_S,
    registers,
  });
  const reconnects = new Counter({
    name: 'lock_gateway_live_reconnects_total',
    help: 'Times that the stream of changes was opened again after a failure.',
    registers,
  });
  return {
    snapshot: (reason) => snapshots.inc({ reason }),
    overflowed: () => overflows.inc(),
    lag: (ms) => lag.observe(Math.max(0, ms) / 1000),
    reconnected: () => reconnects.inc(),
  };
}
