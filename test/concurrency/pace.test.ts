import { GroupCommit, QueueFull } from '../../src/concurrency/group-commit';

const DEADLINE_MS = 1_000;

// The queue measures its batches: on a clock of the test they take exactly as long as they say.
beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

/** One item per batch, so that every item waits for all before it. */
function queueWithPace(batchMs: number): GroupCommit<number, number> {
  return new GroupCommit({
    run: (items) =>
      new Promise((resolve) => {
        const results = items.map((value) => ({ status: 'fulfilled' as const, value }));
        setTimeout(() => resolve(results), batchMs);
      }),
    maxBatchSize: 1,
    maxBatchesInFlight: 1,
    maxQueued: 100,
    deadlineMs: DEADLINE_MS,
  });
}

/** What became of each item that was offered at once, when all the time they have is over. */
async function offer(queue: GroupCommit<number, number>, count: number): Promise<unknown[]> {
  const outcomes = Promise.all(
    Array.from({ length: count }, (_, index) =>
      queue.submit(index).catch((error: unknown) => error),
    ),
  );
  await jest.advanceTimersByTimeAsync(2 * DEADLINE_MS);
  return outcomes;
}

describe('a queue of slow batches', () => {
  it('rejects what it could answer only too late, and answers all it accepts', async () => {
    const queue = queueWithPace(100);
    await offer(queue, 1);
    const answers = await offer(queue, 50);
    const rejected = answers.filter((answer) => answer instanceof QueueFull);
    expect(rejected.length).toBeGreaterThanOrEqual(46);
    expect(answers.filter((answer) => typeof answer === 'number').length).toBe(
      50 - rejected.length,
    );
  });

  it('accepts one batch more however long batches take, so that a single slow one closes nothing', async () => {
    const queue = queueWithPace(600);
    await offer(queue, 1);
    expect(await offer(queue, 1)).toEqual([0]);
  });

  it('accepts as many items as may wait while batches are quick', async () => {
    const queue = queueWithPace(1);
    await offer(queue, 1);
    const answers = await offer(queue, 50);
    expect(answers.filter((answer) => answer instanceof QueueFull)).toEqual([]);
  });
});
