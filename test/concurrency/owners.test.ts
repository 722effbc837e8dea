import { GroupCommit, QueueFull } from '../../src/concurrency/group-commit';
import { NotBegun } from '../../src/concurrency/unanswered';
import { ManualBatches, turnOfTheLoop } from '../support/manual-batches';

/** Items read `owner/key`, or `owner/key/which`. */
function setUp(options: { maxBatchSize?: number; maxBatchesInFlight?: number } = {}) {
  const batches = new ManualBatches();
  const commit = new GroupCommit<string, string>({
    run: batches.run,
    ownerOf: (item) => item.split('/')[0],
    keyOf: (item) => item.split('/')[1]!,
    maxBatchSize: 4,
    maxBatchesInFlight: 1,
    maxQueued: 64,
    deadlineMs: 60_000,
    ...options,
  });
  const submit = (...items: string[]): Promise<string[]> =>
    Promise.all(items.map((item) => commit.submit(item).catch((error: Error) => error.name)));
  return { batches, commit, submit };
}

const many = (owner: string, count: number): string[] =>
  Array.from({ length: count }, (_, index) => `${owner}/${owner}${index}`);

async function endAll({ started, inFlight }: ManualBatches): Promise<void> {
  while (inFlight.size > 0) {
    for (const batch of inFlight) batch.answer();
    await turnOfTheLoop();
  }
  expect(started.length).toBeGreaterThan(0);
}

test('one owner gets no more than is left free, and others have room beside it', async () => {
  const { batches, submit } = setUp();
  const greedy = submit(...many('greedy', 100));
  const others = submit(...many('bob', 5), ...many('eve', 5));
  await turnOfTheLoop();
  await endAll(batches);
  expect((await greedy).filter((answer) => answer === QueueFull.name)).toHaveLength(68);
  expect(await others).not.toContain(QueueFull.name);
});

test('a newcomer has room however many owners have taken all they may', async () => {
  const batches = new ManualBatches();
  const commit = new GroupCommit<string, string>({
    run: batches.run,
    ownerOf: (item) => item.split('/')[0],
    maxBatchSize: 128,
    maxBatchesInFlight: 1,
    maxQueued: 2_000,
    deadlineMs: 60_000,
  });
  for (let owner = 0; owner < 30; owner += 1) {
    for (const item of many(`greedy${owner}`, 1_100)) void commit.submit(item).catch(() => {});
  }
  const answers = many('alice', 2).map((item) => commit.submit(item));
  await turnOfTheLoop();
  await endAll(batches);
  await expect(Promise.all(answers)).resolves.toHaveLength(2);
});

test('when more waits than fits, owners take turns', async () => {
  const { batches, submit } = setUp();
  void submit('first/0');
  await turnOfTheLoop();
  void submit(...many('greedy', 10), ...many('bob', 2), ...many('eve', 1));
  batches.started[0]!.answer();
  await turnOfTheLoop();
  expect(batches.items[1]).toEqual(['greedy/greedy0', 'bob/bob0', 'eve/eve0', 'greedy/greedy1']);
  await endAll(batches);
  const ofGreedy = batches.items.flat().filter((item) => item.startsWith('greedy'));
  expect(ofGreedy).toEqual(many('greedy', 10));
});

test('the items of one key stay in order of arrival, whoever they belong to', async () => {
  const { batches, submit } = setUp();
  void submit('first/0');
  await turnOfTheLoop();
  void submit(...many('greedy', 6), 'greedy/shared', 'bob/shared', ...many('bob', 1));
  batches.started[0]!.answer();
  await turnOfTheLoop();
  await endAll(batches);
  const ofShared = batches.items.flat().filter((item) => item.endsWith('shared'));
  expect(ofShared).toEqual(['greedy/shared', 'bob/shared']);
});

test('with one item a batch, the next place is a newcomer’s', async () => {
  const { batches, submit } = setUp({ maxBatchSize: 1, maxBatchesInFlight: 3 });
  void submit(...many('greedy', 20));
  await turnOfTheLoop();
  void submit('bob/bob0');
  batches.started[0]!.answer();
  await turnOfTheLoop();
  expect(batches.items[3]).toEqual(['bob/bob0']);
  await endAll(batches);
});

test('an item whose caller has gone before a batch took it is not run', async () => {
  const batches = new ManualBatches();
  const callerGoesAt = performance.now() + 1_000;
  const commit = new GroupCommit<string, string>({
    run: batches.run,
    deadlineOf: (item) => (item === 'b' ? callerGoesAt : undefined),
    maxBatchSize: 4,
    maxBatchesInFlight: 1,
    maxQueued: 10,
    deadlineMs: 60_000,
  });
  const first = commit.submit('a');
  await turnOfTheLoop();
  const late = commit.submit('b').catch((error: unknown) => error);
  const clock = jest.spyOn(performance, 'now').mockReturnValue(callerGoesAt + 1);
  batches.started[0]!.answer();
  await turnOfTheLoop();
  clock.mockRestore();
  await first;
  expect(await late).toBeInstanceOf(NotBegun);
  expect(batches.items).toEqual([['a']]);
});
