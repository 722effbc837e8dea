import {
  GroupCommit,
  type GroupCommitOptions,
  QueueFull,
} from '../../src/concurrency/group-commit';
import { ManualBatches, turnOfTheLoop } from '../support/manual-batches';

function setUp(options: Partial<GroupCommitOptions<string, string>> = {}) {
  const batches = new ManualBatches();
  const commit = new GroupCommit<string, string>({
    run: batches.run,
    maxBatchSize: 3,
    maxBatchesInFlight: 1,
    maxQueued: 100,
    deadlineMs: 60_000,
    ...options,
  });
  return { batches, commit };
}

/** The key of `volume:3` is `volume`. */
const keyOf = (item: string): string => item.split(':')[0]!;

/** Lets every batch end, one at a time, until none is left. */
async function drain(batches: ManualBatches): Promise<void> {
  for (;;) {
    await turnOfTheLoop();
    const [first] = batches.inFlight;
    if (!first) return;
    first.answer();
  }
}

test('a lone item goes out at once, while the clock stands still', async () => {
  jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick', 'queueMicrotask'] });
  try {
    const { batches, commit } = setUp();
    const answer = commit.submit('a');
    await turnOfTheLoop();
    expect(batches.items).toEqual([['a']]);
    batches.started[0]!.answer();
    await expect(answer).resolves.toBe('a!');
    expect(commit.size).toBe(0);
  } finally {
    jest.useRealTimers();
  }
});

test('items that arrive while a batch is on its way share the next one, in order of arrival', async () => {
  const { batches, commit } = setUp();
  const answers = ['a'].map((item) => commit.submit(item));
  await turnOfTheLoop();
  answers.push(commit.submit('b'), commit.submit('c'));
  await turnOfTheLoop();
  expect(batches.items).toEqual([['a']]);
  batches.started[0]!.answer();
  await turnOfTheLoop();
  expect(batches.items).toEqual([['a'], ['b', 'c']]);
  batches.started[1]!.answer();
  await expect(Promise.all(answers)).resolves.toEqual(['a!', 'b!', 'c!']);
});

test('the next batch is on its way before the callers of the last one have their answers', async () => {
  const { batches, commit } = setUp();
  const answer = commit.submit('a');
  await turnOfTheLoop();
  const next = commit.submit('b');
  await turnOfTheLoop();
  const startedByThen = answer.then(() => batches.items);
  batches.started[0]!.answer();
  expect(await startedByThen).toEqual([['a'], ['b']]);
  batches.started[1]!.answer();
  await expect(next).resolves.toBe('b!');
});

test('no batch is larger than the bound', async () => {
  const { batches, commit } = setUp({ maxBatchSize: 3 });
  const items = [...'abcdefg'];
  const answers = items.map((item) => commit.submit(item));
  await drain(batches);
  expect(batches.items).toEqual([['a', 'b', 'c'], ['d', 'e', 'f'], ['g']]);
  await expect(Promise.all(answers)).resolves.toEqual(items.map((item) => `${item}!`));
});

test('no more batches are on their way than the bound, and a free place is used at once', async () => {
  const { batches, commit } = setUp({ maxBatchSize: 1, maxBatchesInFlight: 2 });
  const answers = [...'abcd'].map((item) => commit.submit(item));
  await turnOfTheLoop();
  expect(batches.items).toEqual([['a'], ['b']]);
  batches.started[1]!.answer();
  await turnOfTheLoop();
  expect(batches.items).toEqual([['a'], ['b'], ['c']]);
  expect(batches.inFlight.size).toBe(2);
  await drain(batches);
  await Promise.all(answers);
});

test('a full queue refuses at once and never runs what it refused', async () => {
  const { batches, commit } = setUp({ maxQueued: 2 });
  const answers = [commit.submit('a')];
  await turnOfTheLoop();
  answers.push(commit.submit('b'));
  await expect(commit.submit('c')).rejects.toBeInstanceOf(QueueFull);
  expect(commit.size).toBe(2);
  await drain(batches);
  expect(batches.items).toEqual([['a'], ['b']]);
  await Promise.all(answers);
  answers.push(commit.submit('d'));
  await drain(batches);
  await expect(answers[2]).resolves.toBe('d!');
});

test('an item that fails alone fails alone', async () => {
  const { batches, commit } = setUp();
  const answers = Promise.allSettled([...'abc'].map((item) => commit.submit(item)));
  await turnOfTheLoop();
  const reason = new Error('only b');
  batches.started[0]!.settle([
    { status: 'fulfilled', value: 'a!' },
    { status: 'rejected', reason },
    { status: 'fulfilled', value: 'c!' },
  ]);
  await expect(answers).resolves.toEqual([
    { status: 'fulfilled', value: 'a!' },
    { status: 'rejected', reason },
    { status: 'fulfilled', value: 'c!' },
  ]);
});

test('an item without a result of its own fails', async () => {
  const { batches, commit } = setUp();
  const answer = commit.submit('a');
  await turnOfTheLoop();
  batches.started[0]!.settle([]);
  await expect(answer).rejects.toThrow('no result');
});

test('a batch that is rejected fails its own items only, and later ones still run', async () => {
  const { batches, commit } = setUp({ keyOf });
  const early = Promise.allSettled([commit.submit('x:1'), commit.submit('y:1')]);
  await turnOfTheLoop();
  const late = Promise.all([commit.submit('x:2'), commit.submit('z:1')]);
  const reason = new Error('the whole batch');
  batches.started[0]!.reject(reason);
  await drain(batches);
  await expect(early).resolves.toEqual([
    { status: 'rejected', reason },
    { status: 'rejected', reason },
  ]);
  await expect(late).resolves.toEqual(['x:2!', 'z:1!']);
});

test('a key in flight delays its later items, and no others', async () => {
  const { batches, commit } = setUp({ keyOf, maxBatchesInFlight: 2 });
  const answers = [commit.submit('x:1')];
  await turnOfTheLoop();
  answers.push(commit.submit('x:2'), commit.submit('y:1'), commit.submit('x:3'));
  await turnOfTheLoop();
  expect(batches.items).toEqual([['x:1'], ['y:1']]);
  // y ends first: that frees a place, but not x.
  batches.started[1]!.answer();
  answers.push(commit.submit('y:2'));
  await turnOfTheLoop();
  expect(batches.items).toEqual([['x:1'], ['y:1'], ['y:2']]);
  batches.started[0]!.answer();
  await turnOfTheLoop();
  expect(batches.items.at(-1)).toEqual(['x:2', 'x:3']);
  await drain(batches);
  await Promise.all(answers);
});

test('whatever ends first, a key is never in two batches at once and runs in order of arrival', async () => {
  const { batches, commit } = setUp({ keyOf, maxBatchesInFlight: 3, maxBatchSize: 4 });
  const submitted: string[] = [];
  const answers: Promise<string>[] = [];
  // A fixed sequence that looks random: every run is the same.
  let seed = 7;
  const next = (below: number): number => {
    seed = (seed * 1103515245 + 12345) % 2147483648;
    return Math.floor(seed / 65536) % below;
  };
  for (let round = 0; round < 60; round += 1) {
    for (let count = next(6); count > 0; count -= 1) {
      const item = `k${next(4)}:${submitted.length}`;
      submitted.push(item);
      answers.push(commit.submit(item));
    }
    await turnOfTheLoop();
    const keys = [...batches.inFlight].flatMap((batch) => [...new Set(batch.items.map(keyOf))]);
    expect(new Set(keys).size).toBe(keys.length);
    [...batches.inFlight][next(batches.inFlight.size || 1)]?.answer();
  }
  await drain(batches);
  await expect(Promise.all(answers)).resolves.toEqual(submitted.map((item) => `${item}!`));
  const ran = batches.items.flat();
  for (const key of ['k0', 'k1', 'k2', 'k3']) {
    const ofKey = (item: string): boolean => keyOf(item) === key;
    expect(ran.filter(ofKey)).toEqual(submitted.filter(ofKey));
  }
});
