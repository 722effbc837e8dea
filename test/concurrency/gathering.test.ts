import { type AnnouncedItem, GroupCommit } from '../../src/concurrency/group-commit';
import { ManualBatches, turnOfTheLoop } from '../support/manual-batches';

type Announced = AnnouncedItem<string, string>;

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
  const [slow, quick] = [commit.announce('slow'), commit.announce('quick')];
  await turnOfTheLoop();
  void quick.submit('quick');
  await jest.advanceTimersByTimeAsync(WAIT_MS - 1);
  expect(batches.items).toEqual([]);
  await jest.advanceTimersByTimeAsync(1);
  await turnOfTheLoop();
  expect(batches.items).toEqual([['quick']]);
  void commit.submit('b');
  batches.started[0]!.answer();
  await turnOfTheLoop();
  await turnOfTheLoop();
  expect(batches.items).toEqual([['quick'], ['b']]);
  batches.started[1]!.answer();
  await turnOfTheLoop();
  void slow.submit('slow');
  await turnOfTheLoop();
  expect(batches.items).toEqual([['quick'], ['b'], ['slow']]);
});

test('those who were waited for in vain have no part in what is prepared', async () => {
  const { batches, commit, prepared } = setUp();
  const announced = ['slow', 'slower', 'a', 'b'].map((key) => commit.announce(key));
  await turnOfTheLoop();
  for (const [index, item] of ['a', 'b'].entries()) void announced[index + 2]!.submit(item);
  await jest.advanceTimersByTimeAsync(WAIT_MS);
  await turnOfTheLoop();
  expect(batches.items).toEqual([['a', 'b']]);
  for (const key of ['c', 'd', 'e']) commit.announce(key);
  batches.started[0]!.answer();
  await turnOfTheLoop();
  await turnOfTheLoop();
  expect(prepared).toEqual([
    ['slow', 'slower', 'a', 'b'],
    ['c', 'd', 'e'],
  ]);
});

test.each([
  ['do not come', (one: Announced) => Promise.resolve(one.withdraw())],
  ['come late', () => jest.advanceTimersByTimeAsync(WAIT_MS)],
])('where most %s three times in a row, one batch of sixteen waits', async (_how, end) => {
  const { batches, commit, prepared } = setUp();
  const waiting: number[] = [];
  for (let batch = 0; batch < 40; batch += 1) {
    const absent = commit.announce('absent');
    void commit.submit(`${batch}`);
    await turnOfTheLoop();
    if (batches.started.length === batch) {
      waiting.push(batch);
      await end(absent);
      await turnOfTheLoop();
    }
    absent.withdraw();
    batches.started[batch]!.answer();
    await turnOfTheLoop();
  }
  expect(waiting).toEqual([0, 1, 2, 18, 34]);
  expect(prepared).toHaveLength(waiting.length);
});

test('where most come, the next batch waits again', async () => {
  const { batches, commit } = setUp();
  for (let batch = 0; batch < 8; batch += 1) {
    const [one, absent] = [commit.announce('one'), commit.announce('absent')];
    await turnOfTheLoop();
    void one.submit('one');
    await turnOfTheLoop();
    expect(batches.started).toHaveLength(batch);
    absent.withdraw();
    await turnOfTheLoop();
    batches.started[batch]!.answer();
    await turnOfTheLoop();
  }
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

test('a batch that is full meanwhile leaves nothing of its wait to the next one', async () => {
  const { batches, commit } = setUp();
  commit.announce('late');
  await turnOfTheLoop();
  for (const item of ['a', 'b', 'c', 'd']) void commit.submit(item);
  await turnOfTheLoop();
  expect(batches.items).toEqual([['a', 'b', 'c', 'd']]);
  await jest.advanceTimersByTimeAsync(WAIT_MS);
  const next = commit.announce('next');
  void commit.submit('e');
  batches.started[0]!.answer();
  await turnOfTheLoop();
  await turnOfTheLoop();
  void next.submit('next');
  await turnOfTheLoop();
  expect(batches.items).toEqual([
    ['a', 'b', 'c', 'd'],
    ['e', 'next'],
  ]);
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
