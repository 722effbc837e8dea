import { setImmediate as turn } from 'node:timers/promises';
import { SharedReads, type SharedReadsOptions } from '../../src/concurrency/shared-reads';
import { NotBegun } from '../../src/concurrency/unanswered';

interface Read {
  readonly key: string;
  readonly items: readonly number[];
  readonly finish: () => void;
  readonly fail: (error: Error) => void;
}

/** Reads that end when the test says so; each answers an item with ten times the item. */
function manualReads(options: Partial<SharedReadsOptions<number>> = {}): {
  reads: SharedReads<number, number>;
  begun: Read[];
} {
  const begun: Read[] = [];
  const reads = new SharedReads<number, number>(
    (key, items) =>
      new Promise((resolve, reject) => {
        const finish = (): void => resolve(items.map((item) => item * 10));
        begun.push({ key, items, finish, fail: reject });
      }),
    { maxShared: 10, maxWaitMs: 60_000, ...options },
  );
  return { reads, begun };
}

describe('reads in turns', () => {
  it('reads once for all calls that arrived together, and answers each its own', async () => {
    const { reads, begun } = manualReads();
    const answers = Promise.all([reads.ask('volume', 1), reads.ask('volume', 2)]);
    await turn();
    expect(begun.map(({ items }) => items)).toEqual([[1, 2]]);
    begun[0]!.finish();
    expect(await answers).toEqual([10, 20]);
  });

  it('begins another read for a call that came while one was running', async () => {
    const { reads, begun } = manualReads();
    const first = reads.ask('volume', 1);
    await turn();
    const later = Promise.all([reads.ask('volume', 2), reads.ask('volume', 3)]);
    await turn();
    expect(begun).toHaveLength(1);
    begun[0]!.finish();
    expect(await first).toBe(10);
    expect(begun.map(({ items }) => items)).toEqual([[1], [2, 3]]);
    begun[1]!.finish();
    expect(await later).toEqual([20, 30]);
  });

  it('lets no key wait for another', async () => {
    const { reads, begun } = manualReads();
    void reads.ask('volume', 1);
    const other = reads.ask('series', 2);
    await turn();
    expect(begun.map(({ key }) => key)).toEqual(['volume', 'series']);
    begun[1]!.finish();
    expect(await other).toBe(20);
  });

  it('shares a failure with those of the same turn alone', async () => {
    const { reads, begun } = manualReads();
    const failing = [reads.ask('volume', 1), reads.ask('volume', 2)];
    await turn();
    const later = reads.ask('volume', 3);
    begun[0]!.fail(new Error('away'));
    for (const each of failing) await expect(each).rejects.toThrow('away');
    begun[1]!.finish();
    expect(await later).toBe(30);
  });

  it('leaves to the next turns what is more than shares one', async () => {
    const { reads, begun } = manualReads({ maxShared: 2 });
    const answers = Promise.all([1, 2, 3].map((item) => reads.ask('volume', item)));
    await turn();
    begun[0]!.finish();
    await turn();
    begun[1]!.finish();
    expect(await answers).toEqual([10, 20, 30]);
    expect(begun.map(({ items }) => items)).toEqual([[1, 2], [3]]);
  });

  it('reads anew after a turn that nobody waits for', async () => {
    const { reads, begun } = manualReads();
    const first = reads.ask('volume', 1);
    await turn();
    begun[0]!.finish();
    await first;
    const second = reads.ask('volume', 2);
    await turn();
    begun[1]!.finish();
    expect(await second).toBe(20);
  });

  it('answers each group of a turn as soon as its own read ends, and fails it alone', async () => {
    const { reads, begun } = manualReads({ inGroups: (items) => items.map((item) => [item]) });
    const slow = reads.ask('volume', 1);
    const failing = reads.ask('volume', 2);
    const fast = reads.ask('volume', 3);
    await turn();
    expect(begun.map(({ items }) => items)).toEqual([[1], [2], [3]]);
    begun[2]!.finish();
    expect(await fast).toBe(30);
    begun[1]!.fail(new Error('away'));
    await expect(failing).rejects.toThrow('away');
    begun[0]!.finish();
    expect(await slow).toBe(10);
  });

  it('lets nobody wait for a result that is still a promise but its caller', async () => {
    let finish!: (result: number) => void;
    const unfinished = new Promise<number>((resolve) => (finish = resolve));
    const reads = new SharedReads<number, number>(
      (_key, items) => Promise.resolve(items.map((item) => (item === 1 ? unfinished : item * 10))),
      { maxShared: 10, maxWaitMs: 60_000 },
    );
    const slow = reads.ask('volume', 1);
    await turn();
    expect(await reads.ask('volume', 2)).toBe(20);
    finish(11);
    expect(await slow).toBe(11);
  });

  it('fails the caller alone whose result is a promise that is rejected', async () => {
    const reads = new SharedReads<number, number>(
      (_key, [, other]) => Promise.resolve([Promise.reject(new Error('no page')), other! * 10]),
      { maxShared: 10, maxWaitMs: 60_000 },
    );
    const answers = Promise.allSettled([reads.ask('volume', 1), reads.ask('volume', 2)]);
    expect(await answers).toMatchObject([{ reason: { message: 'no page' } }, { value: 20 }]);
  });

  it('does not begin a read for a call that waited too long, and goes on with the others', async () => {
    const clock = jest.spyOn(performance, 'now');
    try {
      clock.mockReturnValue(0);
      const { reads, begun } = manualReads({ maxWaitMs: 1_000 });
      const first = reads.ask('volume', 1);
      await turn();
      const late = reads.ask('volume', 2);
      clock.mockReturnValue(500);
      const inTime = reads.ask('volume', 3);
      clock.mockReturnValue(1_500);
      begun[0]!.fail(new Error('away'));
      await expect(first).rejects.toThrow('away');
      await expect(late).rejects.toBeInstanceOf(NotBegun);
      expect(begun.map(({ items }) => items)).toEqual([[1], [3]]);
      begun[1]!.finish();
      expect(await inTime).toBe(30);
    } finally {
      clock.mockRestore();
    }
  });

  it('forgets a line in which all waited too long', async () => {
    const clock = jest.spyOn(performance, 'now');
    try {
      clock.mockReturnValue(0);
      const { reads, begun } = manualReads({ maxWaitMs: 1_000 });
      const late = reads.ask('volume', 1);
      clock.mockReturnValue(1_001);
      await expect(late).rejects.toBeInstanceOf(NotBegun);
      const next = reads.ask('volume', 2);
      await turn();
      expect(begun.map(({ items }) => items)).toEqual([[2]]);
      begun[0]!.finish();
      expect(await next).toBe(20);
    } finally {
      clock.mockRestore();
    }
  });
});
