import { type BatchInProgress, TooManyAttempts } from '../../src/concurrency/batch';
import { GroupCommit } from '../../src/concurrency/group-commit';
import { turnOfTheLoop } from '../support/manual-batches';

interface Started {
  readonly items: readonly string[];
  readonly batch: BatchInProgress<string>;
  end(): void;
}

const DEADLINE_MS = 60_000;

/** A queue whose batches are settled by the test, item by item. */
function setUp(options: { maxBatchSize?: number; maxAttempts?: number } = {}) {
  const started: Started[] = [];
  const commit = new GroupCommit<string, string>({
    run: (items, batch) =>
      new Promise<void>((resolve) => {
        started.push({ items, batch, end: resolve });
      }),
    keyOf: (item) => item.split(':')[0]!,
    maxBatchSize: 3,
    maxBatchesInFlight: 1,
    maxQueued: 100,
    deadlineMs: DEADLINE_MS,
    ...options,
  });
  const items = (): string[][] => started.map((one) => [...one.items]);
  return { commit, started, items };
}

const done = (value: string): PromiseFulfilledResult<string> => ({ status: 'fulfilled', value });

test('an item that is decided is answered while its batch is still on its way', async () => {
  const { commit, started } = setUp();
  const answers = [commit.submit('a'), commit.submit('b')];
  await turnOfTheLoop();
  started[0]!.batch.settle(1, done('b!'));
  await expect(answers[1]).resolves.toBe('b!');
  expect(commit.size).toBe(1);
  started[0]!.batch.settle(0, done('a!'));
  started[0]!.end();
  await expect(answers[0]).resolves.toBe('a!');
  expect(commit.size).toBe(0);
});

test('the next batch is on its way before the callers of a settled one have their answers', async () => {
  const { commit, started, items } = setUp();
  const answer = commit.submit('a');
  await turnOfTheLoop();
  const next = commit.submit('b');
  await turnOfTheLoop();
  const startedByThen = answer.then(items);
  started[0]!.batch.settle(0, done('a!'));
  started[0]!.end();
  expect(await startedByThen).toEqual([['a'], ['b']]);
  started[1]!.batch.settle(0, done('b!'));
  started[1]!.end();
  await next;
});

test('a retried item runs in the next batch, before all that arrived later, and delays no other answer', async () => {
  const { commit, started, items } = setUp({ maxBatchSize: 3 });
  const answers = ['x:1', 'y:1', 'x:2'].map((item) => commit.submit(item));
  await turnOfTheLoop();
  answers.push(...['x:3', 'z:1', 'y:2'].map((item) => commit.submit(item)));
  await turnOfTheLoop();
  const [first] = started;
  first!.batch.retry(0);
  first!.batch.retry(2);
  first!.batch.settle(1, done('y:1!'));
  await expect(answers[1]).resolves.toBe('y:1!');
  first!.end();
  await turnOfTheLoop();
  expect(items()).toEqual([
    ['x:1', 'y:1', 'x:2'],
    ['x:1', 'x:2', 'x:3'],
  ]);
  [0, 1, 2].forEach((index) => started[1]!.batch.settle(index, done(`${index}`)));
  started[1]!.end();
  await expect(Promise.all([answers[0], answers[2], answers[3]])).resolves.toEqual(['0', '1', '2']);
  await turnOfTheLoop();
  expect(items()[2]).toEqual(['z:1', 'y:2']);
  [0, 1].forEach((index) => started[2]!.batch.settle(index, done('')));
  started[2]!.end();
  await Promise.all(answers);
});

test('to be postponed is no attempt', async () => {
  const { commit, started } = setUp({ maxAttempts: 2 });
  const answer = commit.submit('a');
  for (let times = 0; times < 5; times += 1) {
    await turnOfTheLoop();
    started[times]!.batch.postpone(0);
    started[times]!.end();
  }
  await turnOfTheLoop();
  started[5]!.batch.retry(0);
  started[5]!.end();
  await turnOfTheLoop();
  started[6]!.batch.settle(0, done('a!'));
  started[6]!.end();
  await expect(answer).resolves.toBe('a!');
});

test('an item that is retried keeps the deadline of its arrival', async () => {
  jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick', 'queueMicrotask'] });
  try {
    const { commit, started, items } = setUp();
    const answer = commit.submit('a').catch((error: Error) => error.name);
    await turnOfTheLoop();
    await jest.advanceTimersByTimeAsync(DEADLINE_MS - 1_000);
    started[0]!.batch.retry(0);
    started[0]!.end();
    await turnOfTheLoop();
    expect(items()).toEqual([['a'], ['a']]);
    await jest.advanceTimersByTimeAsync(1_200);
    expect(await answer).toBe('DeadlineExceeded');
    started[1]!.batch.retry(0);
    started[1]!.end();
    await turnOfTheLoop();
    expect(items()).toHaveLength(2);
  } finally {
    jest.useRealTimers();
  }
});

test('an item is in no more batches than the maximum', async () => {
  const { commit, started, items } = setUp({ maxAttempts: 3 });
  const answer = commit.submit('a').catch((error: unknown) => error);
  for (let attempt = 0; attempt < 3; attempt += 1) {
    await turnOfTheLoop();
    started[attempt]!.batch.retry(0);
    started[attempt]!.end();
  }
  expect(await answer).toBeInstanceOf(TooManyAttempts);
  await turnOfTheLoop();
  expect(items()).toHaveLength(3);
});

test('an item that was settled is not retried, and keeps its first result', async () => {
  const { commit, started, items } = setUp();
  const answer = commit.submit('a');
  await turnOfTheLoop();
  started[0]!.batch.settle(0, done('first'));
  started[0]!.batch.settle(0, done('second'));
  started[0]!.batch.retry(0);
  started[0]!.end();
  await expect(answer).resolves.toBe('first');
  await turnOfTheLoop();
  expect(items()).toHaveLength(1);
});
