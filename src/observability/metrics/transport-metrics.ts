import { Counter, Gauge, type Registry } from 'prom-client';
import { type LiveObserver, type LiveTransport } from '../live-observer';

const TRANSPORTS: readonly LiveTransport[] = ['websocket', 'sse'];

/** Measures subscribers and what is sent to them, by the transport. */
export function measureTransports(registry: Registry): LiveObserver {
  const registers = [registry];
  // Plain numbers: a counter of the library would cost a tenth of sending an event.
  const sent: Record<LiveTransport, number> = { websocket: 0, sse: 0 };
  const subscribers: Record<LiveTransport, number> = { websocket: 0, sse: 0 };
  new Gauge({
    name: 'lock_gateway_live_subscribers',
    help: 'Subscriptions to changes of locks.',
    labelNames: ['transport'],
    registers,
    collect() {
      for (const transport of TRANSPORTS) this.set({ transport }, subscribers[transport]);
    },
  });
  new Counter({
    name: 'lock_gateway_live_events_sent_total',
    help: 'Events sent to subscribers, those of snapshots included.',
    labelNames: ['transport'],
    registers,
    collect() {
      this.reset();
      for (const transport of TRANSPORTS) this.inc({ transport }, sent[transport]);
    },
  });
  const dropped = new Counter({
    name: 'lock_gateway_live_connections_dropped_total',
    help: 'Connections with subscriptions that were closed because the client did not read.',
    labelNames: ['transport'],
    registers,
  });
  for (const transport of TRANSPORTS) dropped.inc({ transport }, 0);
  return {
    began: (transport) => void (subscribers[transport] += 1),
    ended: (transport) => void (subscribers[transport] -= 1),
    sent: (transport) => void (sent[transport] += 1),
    dropped: (transport) => dropped.inc({ transport }),
  };
}
