import { GroupCommit } from '../../src/concurrency/group-commit';
import { ManualBatches, turnOfTheLoop } from '../support/manual-batches';

const WAIT_MS = 5;

/** A queue of items that are their own keys; the clock stands still until the test moves it. */
function setUp(prepare: (keys: readonly string[]) => Promise<unknown> = () => Promise.resolve()) {
  const batches = new ManualBatches();
  const prepared: string[][] = [];
  const commit = new GroupCommit<string, string>({
    run: batches.run,
    keyOf: (item) => item,
    maxBatchSize: 4,
    maxBatchesInFlight: 1,
    maxQueued: 100,
    deadlineMs: 60_000,
    gather: {
      waitMs: WAIT_MS,
      prepare: (keys) => {
        prepared.push([...keys]);
        return prepare(keys);
      },
    },
  });
  return { batches, commit, prepared };
}

beforeEach(() => {
  jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick', 'queueMicrotask'] });
});

afterEach(() => {
  jest.useRealTimers();
});

test('a batch waits for those that are announced, and is prepared for them meanwhile', async () => {
  const { batches, commit, prepared } = setUp();
  const announced = ['a', 'b'].map((key) => commit.announce(key));
  const answers = [commit.submit('c')];
  await turnOfTheLoop();
  expect(prepared).toEqual([['c', 'a', 'b']]);
  answers.push(announced[0]!.submit('a'));
  await turnOfTheLoop();
  expect(batches.items).toEqual([]);
  answers.push(announced[1]!.submit('b'));
  await turnOfTheLoop();
  expect(batches.items).toEqual([['c', 'a', 'b']]);
  batches.started[0]!.answer();
  await expect(Promise.all(answers)).resolves.toEqual(['c!', 'a!', 'b!']);
  expect(prepared).toHaveLength(1);
});

test('without anything announced a batch starts at once, and nothing is prepared', async () => {
  const { batches, commit, prepared } = setUp();
  void commit.submit('a');
  await turnOfTheLoop();
  expect(batches.items).toEqual([['a']]);
  expect(prepared).toEqual([]);
});

test('an item that does not come is not waited for any longer', async () => {
  const { batches, commit } = setUp();
  const absent = commit.announce('absent');
  void commit.submit('a');
  await turnOfTheLoop();
  expect(batches.items).toEqual([]);
  absent.withdraw();
  await turnOfTheLoop();
  expect(batches.items).toEqual([['a']]);
});

test('one that was withdrawn before the wait began is none to wait for', async () => {
  const { batches, commit, prepared } = setUp();
  commit.announce('absent').withdraw();
  void commit.submit('a');
  await turnOfTheLoop();
  expect(batches.items).toEqual([['a']]);
  expect(prepared).toEqual([]);
});

test('a slow one delays a batch by the wait, and never again', async () => {
  const { batches, commit } = setUp();
  const slow = commit.announce('slow');
  void commit.submit('a');
  await turnOfTheLoop();
  await jest.advanceTimersByTimeAsync(WAIT_MS - 1);
  expect(batches.items).toEqual([]);
  await jest.advanceTimersByTimeAsync(1);
  await turnOfTheLoop();
  expect(batches.items).toEqual([['a']]);
  void commit.submit('b');
  batches.started[0]!.answer();
  await turnOfTheLoop();
  await turnOfTheLoop();
  expect(batches.items).toEqual([['a'], ['b']]);
  batches.started[1]!.answer();
  await turnOfTheLoop();
  void slow.submit('slow');
  await turnOfTheLoop();
  expect(batches.items).toEqual([['a'], ['b'], ['slow']]);
});

test('those who are announced during a wait do not prolong it', async () => {
  const { batches, commit, prepared } = setUp();
  const first = commit.announce('first');
  await turnOfTheLoop();
  await jest.advanceTimersByTimeAsync(WAIT_MS - 1);
  commit.announce('second');
  void first.submit('first');
  await turnOfTheLoop();
  expect(batches.items).toEqual([['first']]);
  expect(prepared).toEqual([['first']]);
});

test('a full batch waits for nobody', async () => {
  const { batches, commit } = setUp();
  commit.announce('e');
  for (const item of ['a', 'b', 'c', 'd']) void commit.submit(item);
  await turnOfTheLoop();
  expect(batches.items).toEqual([['a', 'b', 'c', 'd']]);
});

test('no more is prepared than fits into a batch', async () => {
  const { commit, prepared } = setUp();
  for (const key of ['a', 'b', 'c', 'd', 'e']) commit.announce(key);
  void commit.submit('f');
  await turnOfTheLoop();
  expect(prepared).toEqual([['f', 'a', 'b', 'c']]);
});

test.each([
  ['rejects', () => Promise.reject(new Error('no database'))],
  [
    'throws',
    () => {
      throw new Error('not prepared');
    },
  ],
])('a batch whose preparation %s runs all the same', async (_how, prepare) => {
  const { batches, commit } = setUp(prepare);
  const answer = commit.announce('a').submit('a');
  const other = commit.announce('b');
  await turnOfTheLoop();
  other.withdraw();
  await turnOfTheLoop();
  batches.started[0]!.answer();
  await expect(answer).resolves.toBe('a!');
});

test('callers have their answers before the next batch starts: who calls again is in it', async () => {
  const { batches, commit } = setUp();
  const again = commit.submit('a').then(() => commit.submit('a again'));
  await turnOfTheLoop();
  const other = commit.submit('b');
  batches.started[0]!.answer();
  await turnOfTheLoop();
  await turnOfTheLoop();
  expect(batches.items).toEqual([['a'], ['b', 'a again']]);
  batches.started[1]!.answer();
  await expect(Promise.all([again, other])).resolves.toEqual(['a again!', 'b!']);
});

test('while more wait than fit into a batch, the next one starts before callers have answers', async () => {
  const { batches, commit } = setUp();
  const startedByThen = commit.submit('a').then(() => batches.items);
  await turnOfTheLoop();
  for (const item of ['b', 'c', 'd', 'e']) void commit.submit(item);
  batches.started[0]!.answer();
  expect(await startedByThen).toEqual([['a'], ['b', 'c', 'd', 'e']]);
});
