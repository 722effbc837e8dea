import { GatheredWrites, type Writer } from '../../../src/graphql/live/gathered-writes';

/** Keeps the processor busy, as making texts and writing them does. */
function work(ms: number): void {
  const endsAt = performance.now() + ms;
  while (performance.now() < endsAt);
}

/** A writer that takes a time for each flush, and has so many of them. */
function writer(
  ownerId: string,
  { flushMs, flushes, writes, onFlush }: WriterOptions,
): { writer: Writer; add: () => void } {
  let left = flushes;
  const made: Writer = {
    ownerId,
    flush: () => {
      work(flushMs);
      onFlush(ownerId);
      left -= 1;
      if (left > 0) writes.add(made);
    },
  };
  return { writer: made, add: () => writes.add(made) };
}

interface WriterOptions {
  flushMs: number;
  flushes: number;
  writes: GatheredWrites;
  onFlush: (ownerId: string) => void;
}

describe('gathered writes', () => {
  it('writes once for all that was put in since the last time', async () => {
    const writes = new GatheredWrites();
    let flushed = 0;
    await new Promise<void>((resolve) => {
      const onFlush = (): void => {
        flushed += 1;
        resolve();
      };
      const { add } = writer('a', { flushMs: 0, flushes: 1, writes, onFlush });
      for (let time = 0; time < 10; time++) add();
    });
    expect(flushed).toBe(1);
  });

  it('serves users in rotation, however many connections one of them has', async () => {
    const writes = new GatheredWrites();
    const order: string[] = [];
    await new Promise<void>((resolve) => {
      const onFlush = (ownerId: string): void => {
        order.push(ownerId);
        if (order.length === 22) resolve();
      };
      for (let connection = 0; connection < 20; connection++) {
        writer('many', { flushMs: 1, flushes: 1, writes, onFlush }).add();
      }
      writer('one', { flushMs: 0, flushes: 1, writes, onFlush }).add();
      writer('other', { flushMs: 0, flushes: 1, writes, onFlush }).add();
    });
    expect(order.slice(0, 3)).toEqual(['many', 'one', 'other']);
  });

  it('leaves half of the time to others while there is more to write than that', async () => {
    const writes = new GatheredWrites();
    const startedAt = performance.now();
    const flushMs = 2;
    const flushes = 150;
    await new Promise<void>((resolve) => {
      let flushed = 0;
      const onFlush = (): void => {
        flushed += 1;
        if (flushed === flushes) resolve();
      };
      writer('a', { flushMs, flushes, writes, onFlush }).add();
    });
    // All but the first burst takes twice as long as it would alone.
    expect(performance.now() - startedAt).toBeGreaterThan(1.5 * flushes * flushMs);
  });
});
