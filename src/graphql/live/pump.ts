import { setImmediate as nextTurn } from 'node:timers/promises';
import { type LockEvent } from '../../domain/lock-event';
import { type LockSubscription } from '../../domain/lock-feed';

/** Where the events of a connection go. */
export interface Sink {
  /** True while the client does not read as fast as is written. */
  readonly isFull: boolean;
  /** Resolves when it is not full any more, or closed. */
  drained(): Promise<void>;
}

/** How many events of one subscriber are written before others have their turn. */
const AT_ONCE = 32;

/**
 * Writes every event of a subscription until it is over, and reads none while the sink is full: then
 * the feed keeps what it can, and replaces it by a snapshot beyond that.
 */
export async function pump(options: {
  subscription: LockSubscription;
  sink: Sink;
  tell: (event: LockEvent) => void;
}): Promise<void> {
  const { subscription, sink, tell } = options;
  for (;;) {
    const first = await subscription.next();
    if (first.done) return;
    tell(first.value);
    let written = 1;
    while (!sink.isFull) {
      const event = subscription.take();
      if (!event) break;
      tell(event);
      written += 1;
      if (written % AT_ONCE === 0) await nextTurn();
    }
    if (sink.isFull) await sink.drained();
  }
}
