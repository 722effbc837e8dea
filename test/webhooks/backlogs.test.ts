import { type HistoryEntry, positionOf } from '../../src/domain/lock-history';
import { compareNames, type EntryName } from '../../src/domain/recorded-entries';
import { Backlogs, type BacklogParts } from '../../src/webhooks/backlogs';
import { Progress } from '../../src/webhooks/progress';
import { entryOf } from '../support/history-entries';

/** A history in memory, and deliveries that end when the test says so. */
function backlogsOf(history: HistoryEntry[], parts: Partial<BacklogParts> = {}) {
  const delivered: HistoryEntry[] = [];
  const begun: { entry: HistoryEntry; end: () => void }[] = [];
  const forgotten: string[] = [];
  const reads: number[] = [];
  const backlogs = new Backlogs({
    read: ({ from, isAfter, until }, limit) => {
      const found = history.filter((entry) => {
        const name = nameOf(entry);
        const isBehind = compareNames(name, from) - (isAfter ? 1 : 0) >= 0;
        return name.lockId === from.lockId && isBehind && compareNames(name, until) <= 0;
      });
      reads.push(Math.min(found.length, limit));
      return Promise.resolve(found.slice(0, limit));
    },
    deliver: (entry) =>
      new Promise((resolve) => {
        const end = (): void => {
          delivered.push(entry);
          resolve();
        };
        begun.push({ entry, end });
      }),
    forgotten: (lockId) => void forgotten.push(lockId),
    maxLocks: 3,
    ...parts,
  });
  return { backlogs, begun, delivered, forgotten, reads };
}

function nameOf(entry: HistoryEntry): EntryName {
  const { lockId, fencingToken, isEnd } = positionOf(entry);
  return { lockId, fencingToken, isEnd };
}

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Ends what has begun until nothing begins any more. */
async function endAll(begun: { end: () => void }[]): Promise<void> {
  await settled();
  while (begun.length > 0) {
    begun.shift()!.end();
    await settled();
  }
}

test('the entries of one lock are delivered one after the other, those of two at the same time', async () => {
  const history = [entryOf('1', 1), entryOf('1', 1, 'RELEASED'), entryOf('1', 2), entryOf('2', 1)];
  const { backlogs, begun, delivered } = backlogsOf(history);
  const progress = new Progress<string>();
  const step = progress.add('place');
  for (const entry of history) backlogs.add(nameOf(entry), step);
  await settled();
  expect(begun.map(({ entry }) => entry)).toEqual([history[0], history[3]]);
  expect(progress.reached()).toBeUndefined();
  await endAll(begun);
  expect(delivered.filter(({ key }) => key.resourceId === '1')).toEqual(history.slice(0, 3));
  expect(progress.reached()).toBe('place');
  expect(backlogs.size).toBe(0);
});

test('a lock with very many entries has a few of them in memory', async () => {
  const history = Array.from({ length: 1_000 }, (_, index) => entryOf('1', index + 1));
  const { backlogs, begun, delivered, reads } = backlogsOf(history);
  const step = new Progress<string>().add('place');
  for (const entry of history) backlogs.add(nameOf(entry), step);
  await endAll(begun);
  expect(delivered).toEqual(history);
  expect(Math.max(...reads)).toBe(20);
});

test('a lock that never stops getting entries lets the place go on all the same', async () => {
  const history: HistoryEntry[] = [];
  const { backlogs, begun } = backlogsOf(history);
  const progress = new Progress<number>();
  let reached = 0;
  for (let round = 1; round <= 50; round += 1) {
    const entry = entryOf('1', round);
    history.push(entry);
    backlogs.add(nameOf(entry), progress.add(round));
    await settled();
    // There is always one more than was delivered.
    if (round > 1) begun.shift()!.end();
    await settled();
    reached = progress.reached() ?? reached;
  }
  expect(backlogs.size).toBe(1);
  expect(reached).toBeGreaterThan(40);
});

test('entries that are told again while their lock is worked off are delivered once', async () => {
  const history = [entryOf('1', 1), entryOf('1', 2), entryOf('1', 3)];
  const [one, two, three] = history.map(nameOf) as [EntryName, EntryName, EntryName];
  const { backlogs, begun, delivered } = backlogsOf(history);
  const progress = new Progress<number>();
  const tell = (place: number, ...names: EntryName[]): void => {
    const step = progress.add(place);
    for (const name of names) backlogs.add(name, step);
  };
  tell(1, one);
  tell(2, one);
  tell(3, one, two, three);
  tell(4, two);
  await endAll(begun);
  expect(delivered).toEqual(history);
  expect(progress.reached()).toBe(4);
});

test('an entry that is told after a later one is delivered all the same, and what follows it again', async () => {
  const [one, two, three] = [1, 2, 3].map((token) => entryOf('1', token));
  const { backlogs, begun, delivered, forgotten } = backlogsOf([one!, two!, three!]);
  const progress = new Progress<number>();
  for (const [index, entry] of [three!, two!, one!].entries()) {
    backlogs.add(nameOf(entry), progress.add(index));
    await settled();
  }
  await endAll(begun);
  expect(delivered).toEqual([three, one, two, three]);
  expect(progress.reached()).toBe(2);
  expect(forgotten).toEqual([]);
});

test('entries that the history does not have any more are reported and hold up nothing', async () => {
  const { backlogs, begun, delivered, forgotten } = backlogsOf([entryOf('1', 3)]);
  const progress = new Progress<number>();
  const step = progress.add(1);
  backlogs.add(nameOf(entryOf('2', 1)), step);
  backlogs.add(nameOf(entryOf('1', 3)), step);
  await endAll(begun);
  expect(delivered).toEqual([entryOf('1', 3)]);
  expect(forgotten).toEqual(['volume/2']);
  expect(progress.reached()).toBe(1);
});

test('of a part that the history keeps only the end of, the rest is reported and the end is delivered', async () => {
  const [first, deleted, ...last] = [1, 2, 3, 4].map((token) => entryOf('1', token));
  const kept = [first!, ...last];
  const { backlogs, begun, delivered, forgotten } = backlogsOf(kept);
  const step = new Progress<number>().add(1);
  for (const entry of [first!, deleted!, ...last]) backlogs.add(nameOf(entry), step);
  await endAll(begun);
  expect(delivered).toEqual(kept);
  expect(forgotten).toEqual(['volume/1']);
});

test('there is room again when a lock has been worked off', async () => {
  const history = ['1', '2', '3'].map((id) => entryOf(id, 1));
  const { backlogs, begun } = backlogsOf(history);
  const step = new Progress<number>().add(1);
  expect(await backlogs.hasRoom(1)).toBe(true);
  for (const entry of history) backlogs.add(nameOf(entry), step);
  expect(await backlogs.hasRoom(1)).toBe(false);
  await settled();
  const room = backlogs.hasRoom(60_000);
  begun[0]!.end();
  expect(await room).toBe(true);
});

test('when all is to end, what is not done with holds the place', async () => {
  const { backlogs } = backlogsOf([entryOf('1', 1)], {
    deliver: () => Promise.reject(new Error('stopped')),
  });
  const progress = new Progress<number>();
  backlogs.add(nameOf(entryOf('1', 1)), progress.add(1));
  await backlogs.ended();
  expect(progress.reached()).toBeUndefined();
});
