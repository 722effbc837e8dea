import { type LockEvent } from '../../domain/lock-event';
import { type LockSubscription } from '../../domain/lock-feed';
import { type FairTurns } from './fair-turns';

/** Where the events of a connection go. */
export interface Sink {
  /** True while the client does not read as fast as is written. */
  readonly isFull: boolean;
  /** Resolves when it is not full any more, or closed. */
  drained(): Promise<void>;
}

/**
 * Writes every event of a subscription until it is over, and reads none while the sink is full: then
 * the feed keeps what it can, and replaces it by a snapshot beyond that.
 */
export async function pump(options: {
  subscription: LockSubscription;
  /** Whose it is: what one user selects takes time from that user first. */
  userId: string;
  turns: FairTurns;
  sink: Sink;
  tell: (event: LockEvent) => void;
}): Promise<void> {
  const { subscription, userId, turns, sink } = options;
  /** Others who write to the sink, up to a hundred, may fill it before it is this one's turn. */
  const tell = async (event: LockEvent): Promise<void> => {
    let isTold = false;
    while (!isTold) {
      if (sink.isFull) await sink.drained();
      await turns.run(userId, () => {
        if (sink.isFull) return;
        options.tell(event);
        isTold = true;
      });
    }
  };
  for (;;) {
    const first = await subscription.next();
    if (first.done) return;
    let event: LockEvent | undefined = first.value;
    while (event) {
      await tell(event);
      event = sink.isFull ? undefined : subscription.take();
    }
    if (sink.isFull) await sink.drained();
  }
}
