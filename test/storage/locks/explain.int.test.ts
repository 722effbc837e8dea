import { remove } from '../../../src/domain/lock-state';
import { lockKeyOf } from '../../../src/domain/lock-key';
import { type ListCost, measureLists } from '../../support/list-costs';
import { manyLocks, nthId } from '../../support/many-locks';
import { storePerFile } from '../../support/managed-store';
import { holderNamed, volume } from '../../support/open-test-store';
import { profiled } from '../../support/profiled';

const STORED = 20_000;
/** More of them take a slow machine longer than one command may. */
const INSERTED_AT_ONCE = 2_000;
/** A page of 50, the one that tells whether there is a next page, and a little air. */
const MAX_EXAMINED = 60;

const opened = storePerFile();

beforeAll(async () => {
  for (let from = 0; from < STORED; from += INSERTED_AT_ONCE) {
    const some = manyLocks(from, from + INSERTED_AT_ONCE);
    await opened.locks.insertMany(some, { ordered: false });
  }
});

test('every list is one command that examines little more than it returns, by an index', async () => {
  const costs = await measureLists(opened, STORED);
  expect(costs.map(summary)).toEqual(
    costs.map(({ name }) => ({
      name,
      commands: 1,
      hasResults: true,
      examinesLittle: true,
      usesIndex: true,
      isSorted: false,
    })),
  );
});

function summary({ name, returned, commands, plan }: ListCost) {
  const [command] = commands;
  // An `$in` of ids visits each id once and seeks the next: two keys an id at most.
  const maxKeys = name.startsWith('50 ids') ? 2 * MAX_EXAMINED : MAX_EXAMINED;
  return {
    name,
    commands: commands.length,
    hasResults: returned > 0,
    examinesLittle: command!.docsExamined <= MAX_EXAMINED && command!.keysExamined <= maxKeys,
    usesIndex: plan.includes('"IXSCAN"') && !plan.includes('"COLLSCAN"'),
    isSorted: plan.includes('"SORT"') || plan.includes('"$sort"'),
  };
}

test('finding one lock examines one document', async () => {
  const commands = await profiled(opened.database, () =>
    opened.store.find(lockKeyOf('volume', nthId(52))),
  );
  expect(commands).toHaveLength(1);
  expect(commands[0]).toMatchObject({ docsExamined: 1 });
});

test.each([
  ['a key that was never locked', volume('new'), 0],
  ['a lock that was removed', lockKeyOf('series', nthId(12)), 1],
  ['a lock that is held', lockKeyOf('volume', nthId(52)), 1],
])('acquiring and removing %s examines no other document', async (_title, key, documents) => {
  const alice = holderNamed('alice');
  const calls = [
    () => opened.acquire(key, alice),
    () => opened.store.change(key, remove({ holderId: alice.id })),
  ];
  for (const [index, call] of calls.entries()) {
    const commands = await profiled(opened.database, call);
    expect(commands.length).toBeGreaterThan(0);
    // An aggregation over `$documents` has no plan of its own; what it looks up counts all the same.
    for (const { planSummary, docsExamined } of commands) {
      expect(planSummary ?? '').not.toContain('COLLSCAN');
      expect(docsExamined).toBeLessThanOrEqual(Math.max(documents, index));
    }
  }
});

test('marking locks that ran out examines no lock that has not', async () => {
  const commands = await profiled(opened.database, () => opened.store.markExpired());
  for (const { docsExamined, planSummary } of commands) {
    expect(docsExamined).toBe(0);
    expect(planSummary ?? '').not.toContain('COLLSCAN');
  }
});
