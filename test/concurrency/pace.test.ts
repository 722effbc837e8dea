import { GroupCommit, QueueFull } from '../../src/concurrency/group-commit';

beforeEach(() => {
  jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick', 'queueMicrotask'] });
});

afterEach(() => {
  jest.useRealTimers();
});

/** One item a batch, so that every item waits for all before it. */
function queueWithPace(batchMs: number): GroupCommit<number, number> {
  return new GroupCommit({
    run: async (items) => {
      await new Promise((resolve) => setTimeout(resolve, batchMs));
      return items.map((value) => ({ status: 'fulfilled' as const, value }));
    },
    maxBatchSize: 1,
    maxBatchesInFlight: 1,
    maxQueued: 100,
    deadlineMs: 1_000,
  });
}

/** Submits so many items at once, and returns their results and errors after a minute. */
async function offer(queue: GroupCommit<number, number>, count: number): Promise<unknown[]> {
  const offered = Array.from({ length: count }, (_, index) =>
    queue.submit(index).catch((error: unknown) => error),
  );
  await jest.advanceTimersByTimeAsync(60_000);
  return Promise.all(offered);
}

const isRefused = (answer: unknown): boolean => answer instanceof QueueFull;

describe('a queue whose batches take long', () => {
  it('refuses what it could only answer too late, and answers all it took', async () => {
    const queue = queueWithPace(100);
    await offer(queue, 1);
    const answers = await offer(queue, 50);
    expect(answers.filter(isRefused)).toHaveLength(48);
    expect(answers.filter((answer) => typeof answer === 'number')).toEqual([0, 1]);
  });

  it('takes one batch more however long they take, so that a lone slow one closes nothing', async () => {
    const queue = queueWithPace(600);
    await offer(queue, 1);
    expect(await offer(queue, 1)).toEqual([0]);
  });

  it('takes as many as may wait while batches are quick', async () => {
    const queue = queueWithPace(1);
    await offer(queue, 1);
    const answers = await offer(queue, 50);
    expect(answers.filter(isRefused)).toEqual([]);
  });
});
