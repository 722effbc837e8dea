import { type LockEvent } from '../../domain/lock-event';
import { type LockSubscription } from '../../domain/lock-feed';
import { type Outbox } from './outbox';

/**
 * Writes every event of a subscription until it is over, and takes none while the connection is full:
 * then the feed keeps what it can, and replaces it by a snapshot beyond that. Events are taken when
 * they are written: a promise for each of them would cost as much as all the rest.
 */
export function pump(options: {
  readonly subscription: LockSubscription;
  readonly outbox: Outbox;
  /** Puts the event into the outbox. */
  readonly tell: (event: LockEvent) => void;
}): Promise<void> {
  const { subscription, outbox, tell } = options;
  return new Promise((resolve, reject) => {
    const ask = (): void => outbox.ask(fill);
    const tellSome = (until: number): boolean => {
      do {
        const event = subscription.take();
        if (!event) {
          if (subscription.hasEnded) resolve();
          else subscription.whenReady(ask);
          return false;
        }
        tell(event);
      } while (performance.now() < until && !outbox.isFull);
      return true;
    };
    const fill = (until: number): boolean => {
      try {
        return tellSome(until);
      } catch (error) {
        reject(error instanceof Error ? error : new Error(String(error)));
        return false;
      }
    };
    ask();
  });
}
