import { type LockEvent } from '../../../src/domain/lock-event';
import { type LockSubscription } from '../../../src/domain/lock-feed';
import { GatheredWrites } from '../../../src/graphql/live/gathered-writes';
import { Outbox, type Outlet } from '../../../src/graphql/live/outbox';
import { pump } from '../../../src/graphql/live/pump';
import { snapshotEnd } from '../../../src/live/to-events';
import { NOW } from '../../support/lock-records';

const EVENT = snapshotEnd({ time: 1n, index: 0, change: 0 }, NOW);
/** Fills the outbox at once. */
const TEXT = Buffer.alloc(100 * 1024);

/** A subscription that has so many events at once, and then ends. */
function subscriptionOf(events: number): LockSubscription {
  let left = events;
  const take = (): LockEvent | undefined => (left > 0 && (left -= 1) >= 0 ? EVENT : undefined);
  const subscription: LockSubscription = {
    take,
    get hasEnded() {
      return left === 0;
    },
    whenReady: (call) => call(),
    next: () => {
      const value = take();
      return Promise.resolve(value ? { done: false, value } : { done: true, value: undefined });
    },
    return: () => Promise.resolve({ done: true, value: undefined }),
    [Symbol.asyncIterator]: () => subscription,
  };
  return subscription;
}

/** A connection that is full after each text until it is emptied. */
class OneAtATime implements Outlet {
  isFull = false;
  written = 0;
  writtenWhileFull = 0;
  private readonly waiting: (() => void)[] = [];

  write(bytes: Buffer): void {
    if (this.isFull) this.writtenWhileFull += 1;
    this.written += bytes.length;
    this.isFull = true;
  }

  drained(): Promise<void> {
    return new Promise((resolve) => void this.waiting.push(resolve));
  }

  empty(): void {
    this.isFull = false;
    for (const resolve of this.waiting.splice(0)) resolve();
  }
}

test('however many write to one connection, none writes while it is full', async () => {
  const outlet = new OneAtATime();
  const outbox = new Outbox('alice', new GatheredWrites(), outlet);
  const pumps = Array.from({ length: 10 }, () =>
    pump({ subscription: subscriptionOf(3), outbox, tell: () => outbox.put(TEXT) }),
  );
  let isOver = false;
  const over = Promise.all(pumps).then(() => (isOver = true));
  while (!isOver) {
    await new Promise((resolve) => void setImmediate(resolve));
    outlet.empty();
  }
  await over;
  expect(outlet.written).toBe(30 * TEXT.length);
  expect(outlet.writtenWhileFull).toBe(0);
});

test('what fails for one subscription ends that one alone', async () => {
  const outlet = { isFull: false, drained: () => Promise.resolve(), write: () => undefined };
  const outbox = new Outbox('alice', new GatheredWrites(), outlet);
  const failing = pump({
    ...{ subscription: subscriptionOf(3), outbox },
    tell: () => {
      throw new Error('no text');
    },
  });
  let told = 0;
  const other = pump({ subscription: subscriptionOf(3), outbox, tell: () => (told += 1) });
  await expect(failing).rejects.toThrow('no text');
  await other;
  expect(told).toBe(3);
});
