import { type LockEvent } from '../../domain/lock-event';
import { type LockSubscription } from '../../domain/lock-feed';
import { type Outbox } from './outbox';

/** How many events of one subscriber are written before others have their turn. */
const AT_ONCE = 64;

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
    const tellSome = (): boolean => {
      for (let told = 0; told < AT_ONCE; told++) {
        const event = subscription.take();
        if (event) {
          tell(event);
          continue;
        }
        if (subscription.hasEnded) resolve();
        else subscription.whenReady(ask);
        return false;
      }
      return true;
    };
    const fill = (): boolean => {
      try {
        return tellSome();
      } catch (error) {
        reject(error as Error);
        return false;
      }
    };
    ask();
  });
}
