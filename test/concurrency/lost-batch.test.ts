import { GroupCommit } from '../../src/concurrency/group-commit';
import { turnOfTheLoop } from '../support/manual-batches';

const DEADLINE_MS = 200;

beforeEach(() => {
  jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick', 'queueMicrotask'] });
});
afterEach(() => {
  jest.useRealTimers();
});

test('a batch that never returns gives up its place and its keys to the next', async () => {
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
  const first = commits.submit('a').catch((error: unknown) => error);
  await turnOfTheLoop();
  await jest.advanceTimersByTimeAsync(2 * DEADLINE_MS - 1);
  expect(await first).toMatchObject({
    message: expect.stringContaining('no answer within') as string,
  });
  const second = commits.submit('a');
  await turnOfTheLoop();
  expect(runs).toBe(1);
  await jest.advanceTimersByTimeAsync(1);
  await turnOfTheLoop();
  expect(await second).toBe('a');
});
