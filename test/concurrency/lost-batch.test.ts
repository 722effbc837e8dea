import { setTimeout as delay } from 'node:timers/promises';
import { GroupCommit } from '../../src/concurrency/group-commit';

const DEADLINE_MS = 200;

test('a batch that never comes back gives its place and its keys to the next', async () => {
  let runs = 0;
  const commits = new GroupCommit<string, string>({
    run: (items) =>
      (runs += 1) === 1
        ? new Promise(() => {})
        : Promise.resolve(items.map((value) => ({ status: 'fulfilled', value }) as const)),
    keyOf: (item) => item,
    maxBatchSize: 8,
    maxBatchesInFlight: 1,
    maxQueued: 10,
    deadlineMs: DEADLINE_MS,
  });
  await expect(commits.submit('a')).rejects.toThrow('no answer within');
  await delay(2 * DEADLINE_MS);
  expect(await commits.submit('a')).toBe('a');
});
