import { Counter, Gauge, Histogram, type Registry } from 'prom-client';
import { type LiveObserver, type LiveTransport } from '../live-observer';

/** Why a subscriber gets a snapshot. */
type SnapshotReason = 'asked' | 'cursor' | 'overflow' | 'lost';

const TRANSPORTS: readonly LiveTransport[] = ['websocket', 'sse'];
const REASONS: readonly SnapshotReason[] = ['asked', 'cursor', 'overflow', 'lost'];

/** From a write on the same machine to an election. */
const LAG_BUCKETS_S = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

/** Receives what happens to the feed of events and to those who are subscribed to it. */
export interface LiveMeters extends LiveObserver {
  snapshot(reason: SnapshotReason): void;
  overflowed(): void;
  lag(ms: number): void;
  interrupted(): void;
  reconnected(): void;
  read(): void;
}

/** Measures subscribers, events and the stream that they come from. */
export function measureLive(registry: Registry): LiveMeters {
  const registers = [registry];
  const counter = (name: string, help: string): Counter => new Counter({ name, help, registers });
  // Counted without the library, which would cost as much as the event.
  const sent: Record<LiveTransport, number> = { websocket: 0, sse: 0 };
  const subscribers: Record<LiveTransport, number> = { websocket: 0, sse: 0 };
  new Gauge({
    name: 'lock_gateway_subscribers',
    help: 'Subscriptions that are open now.',
    labelNames: ['transport'],
    registers,
    collect() {
      for (const transport of TRANSPORTS) this.set({ transport }, subscribers[transport]);
    },
  });
  new Counter({
    name: 'lock_gateway_events_sent_total',
    help: 'Events sent to subscribers, those of snapshots included.',
    labelNames: ['transport'],
    registers,
    collect() {
      this.reset();
      for (const transport of TRANSPORTS) this.inc({ transport }, sent[transport]);
    },
  });
  const snapshots = new Counter({
    name: 'lock_gateway_snapshots_total',
    help: 'Snapshots that subscribers got, by the reason.',
    labelNames: ['reason'],
    registers,
  });
  for (const reason of REASONS) snapshots.inc({ reason }, 0);
  const dropped = new Counter({
    name: 'lock_gateway_slow_connections_closed_total',
    help: 'Connections with subscriptions that were closed because the client did not read.',
    labelNames: ['transport'],
    registers,
  });
  for (const transport of TRANSPORTS) dropped.inc({ transport }, 0);
  const overflows = counter(
    'lock_gateway_slow_subscribers_total',
    'How often events that waited for a slow reader were replaced by a snapshot.',
  );
  const lags = new Histogram({
    name: 'lock_gateway_stream_lag_seconds',
    help: "From a write to its event in this gateway, by the database's clock.",
    buckets: LAG_BUCKETS_S,
    registers,
  });
  const interruptions = counter(
    'lock_gateway_stream_interruptions_total',
    'How often the stream of changes failed.',
  );
  const reconnects = counter(
    'lock_gateway_stream_reconnects_total',
    'How often the stream of changes went on from where it had failed.',
  );
  const readings = counter(
    'lock_gateway_stream_readings_total',
    'How often all locks were read, because the stream began or had lost its place.',
  );
  return {
    began: (transport) => void (subscribers[transport] += 1),
    ended: (transport) => void (subscribers[transport] -= 1),
    sent: (transport) => void (sent[transport] += 1),
    dropped: (transport) => dropped.inc({ transport }),
    snapshot: (reason) => snapshots.inc({ reason }),
    overflowed: () => overflows.inc(),
    // The clocks of the nodes differ a little.
    lag: (ms) => lags.observe(Math.max(0, ms) / 1000),
    interrupted: () => interruptions.inc(),
    reconnected: () => reconnects.inc(),
    read: () => readings.inc(),
  };
}
