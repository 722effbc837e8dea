import { GroupCommit } from '../../src/concurrency/group-commit';
import { DeadlineExceeded } from '../../src/concurrency/unanswered';
import { ManualBatches, turnOfTheLoop } from '../support/manual-batches';

const DEADLINE_MS = 1_000;
/** The deadline, and as long again as it may take to be noticed. */
const SURELY_LATE_MS = DEADLINE_MS + 200;

beforeEach(() => {
  jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick', 'queueMicrotask'] });
});

afterEach(() => {
  jest.useRealTimers();
});

function setUp() {
  const batches = new ManualBatches();
  const commit = new GroupCommit<string, string>({
    run: batches.run,
    keyOf: (item) => item.split(':')[0]!,
    maxBatchSize: 10,
    maxBatchesInFlight: 1,
    maxQueued: 2,
    deadlineMs: DEADLINE_MS,
  });
  return { batches, commit };
}

test('an item in flight has its answer, or fails when its deadline has passed', async () => {
  const { batches, commit } = setUp();
  const answer = commit.submit('a');
  let isSettled = false;
  const outcome = answer.then(String, (error: unknown) => error).finally(() => (isSettled = true));
  await turnOfTheLoop();
  await jest.advanceTimersByTimeAsync(DEADLINE_MS - 1);
  expect(isSettled).toBe(false);
  await jest.advanceTimersByTimeAsync(SURELY_LATE_MS - DEADLINE_MS);
  expect(await outcome).toBeInstanceOf(DeadlineExceeded);
  expect(commit.size).toBe(0);
  // The late answer is ignored, and the next batch starts.
  batches.started[0]!.answer();
  const next = commit.submit('b');
  await turnOfTheLoop();
  batches.started[1]!.answer();
  await expect(next).resolves.toBe('b!');
});

test.each([
  ['of another key', 'b'],
  ['of the same key', 'a:2'],
])('an item %s that waited too long fails and is never run', async (_title, late) => {
  const { batches, commit } = setUp();
  const first = commit.submit('a:1').catch((error: unknown) => error);
  await turnOfTheLoop();
  const second = commit.submit(late).catch((error: unknown) => error);
  await turnOfTheLoop();
  await jest.advanceTimersByTimeAsync(SURELY_LATE_MS);
  expect(await first).toBeInstanceOf(DeadlineExceeded);
  expect(await second).toBeInstanceOf(DeadlineExceeded);
  batches.started[0]!.answer();
  await turnOfTheLoop();
  expect(batches.items).toEqual([['a:1']]);
});

test('the deadline of an item starts at its arrival', async () => {
  const { batches, commit } = setUp();
  const first = commit.submit('a').catch((error: unknown) => error);
  await turnOfTheLoop();
  await jest.advanceTimersByTimeAsync(DEADLINE_MS / 2);
  const second = commit.submit('b');
  await jest.advanceTimersByTimeAsync(SURELY_LATE_MS - DEADLINE_MS / 2);
  expect(await first).toBeInstanceOf(DeadlineExceeded);
  batches.started[0]!.answer();
  await turnOfTheLoop();
  batches.started[1]!.answer();
  await expect(second).resolves.toBe('b!');
});

test('late items leave their places in the queue, and no timer stays behind', async () => {
  const { batches, commit } = setUp();
  const late = [commit.submit('a'), commit.submit('b')].map((answer) => answer.catch(() => 'late'));
  await turnOfTheLoop();
  await jest.advanceTimersByTimeAsync(SURELY_LATE_MS);
  await expect(Promise.all(late)).resolves.toEqual(['late', 'late']);
  const next = commit.submit('c');
  batches.started[0]!.answer();
  await turnOfTheLoop();
  batches.started[1]!.answer();
  await expect(next).resolves.toBe('c!');
  await jest.advanceTimersByTimeAsync(SURELY_LATE_MS);
  expect(jest.getTimerCount()).toBe(0);
});
