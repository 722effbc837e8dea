import { type LockEvent } from '../../../src/domain/lock-event';
import { type LockSubscription } from '../../../src/domain/lock-feed';
import { FairTurns } from '../../../src/graphql/live/fair-turns';
import { pump, type Sink } from '../../../src/graphql/live/pump';
import { snapshotEnd } from '../../../src/live/to-events';
import { NOW } from '../../support/lock-records';

const EVENT = snapshotEnd({ time: 1n, index: 0, change: 0 }, NOW);

/** A subscription that has so many events at once, and then ends. */
function subscriptionOf(events: number): LockSubscription {
  let left = events;
  const take = (): LockEvent | undefined => ((left -= 1) < 0 ? undefined : EVENT);
  const subscription: LockSubscription = {
    take,
    next: () => {
      const value = take();
      return Promise.resolve(value ? { done: false, value } : { done: true, value: undefined });
    },
    return: () => Promise.resolve({ done: true, value: undefined }),
    [Symbol.asyncIterator]: () => subscription,
  };
  return subscription;
}

/** A connection that is full after each event until it is emptied. */
class OneAtATime implements Sink {
  isFull = false;
  told = 0;
  toldWhileFull = 0;
  private readonly waiting: (() => void)[] = [];

  readonly tell = (): void => {
    if (this.isFull) this.toldWhileFull += 1;
    this.told += 1;
    this.isFull = true;
  };

  drained(): Promise<void> {
    return new Promise((resolve) => void this.waiting.push(resolve));
  }

  empty(): void {
    this.isFull = false;
    for (const resolve of this.waiting.splice(0)) resolve();
  }
}

test('however many write to one connection, none writes while it is full', async () => {
  const sink = new OneAtATime();
  const turns = new FairTurns();
  const pumps = Array.from({ length: 10 }, () =>
    pump({ subscription: subscriptionOf(3), userId: 'alice', turns, sink, tell: sink.tell }),
  );
  let isOver = false;
  const over = Promise.all(pumps).then(() => (isOver = true));
  while (!isOver) {
    await new Promise((resolve) => void setImmediate(resolve));
    sink.empty();
  }
  await over;
  expect(sink.told).toBe(30);
  expect(sink.toldWhileFull).toBe(0);
});
