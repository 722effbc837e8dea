import { setTimeout as sleep } from 'node:timers/promises';
import { GroupCommit, QueueFull } from '../../src/concurrency/group-commit';

/** One item a batch, so that every item waits for all before it. */
function queueWithPace(batchMs: number): GroupCommit<number, number> {
  return new GroupCommit({
    run: async (items) => {
      await sleep(batchMs);
      return items.map((value) => ({ status: 'fulfilled' as const, value }));
    },
    maxBatchSize: 1,
    maxBatchesInFlight: 1,
    maxQueued: 100,
    deadlineMs: 1_000,
  });
}

async function offer(queue: GroupCommit<number, number>, count: number): Promise<unknown[]> {
  const offered = Array.from({ length: count }, (_, index) =>
    queue.submit(index).catch((error: unknown) => error),
  );
  return Promise.all(offered);
}

describe('a queue whose batches take long', () => {
  it('refuses what it could only answer too late, and answers all it took', async () => {
    const queue = queueWithPace(100);
    await queue.submit(0);
    const answers = await offer(queue, 50);
    const refused = answers.filter((answer) => answer instanceof QueueFull);
    expect(refused.length).toBeGreaterThanOrEqual(46);
    expect(answers.filter((answer) => typeof answer === 'number').length).toBe(50 - refused.length);
  });

  it('takes one batch more however long they take, so that a lone slow one closes nothing', async () => {
    const queue = queueWithPace(600);
    await queue.submit(0);
    await expect(queue.submit(1)).resolves.toBe(1);
  });

  it('takes as many as may wait while batches are quick', async () => {
    const queue = queueWithPace(1);
    await queue.submit(0);
    const answers = await offer(queue, 50);
    expect(answers.filter((answer) => answer instanceof QueueFull)).toEqual([]);
  });
});
