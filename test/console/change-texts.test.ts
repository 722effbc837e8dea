import { LockFault } from '../../src/client/lock-fault';
import { byHolder, outcomeText, runText, someOf } from '../../src/console/change-texts';
import { type ChangeRun } from '../../src/console/use-changes';
import { type ChangeOutcome } from '../../src/operator/change-locks';
import { lockWith } from '../react/support/locks';

const ALICE = { id: 'user-alice', username: 'alice' };
const BOB = { id: 'user-bob', username: 'bob' };
const lockOf = (resourceId: string, holder = BOB): ReturnType<typeof lockWith> =>
  lockWith({ resourceId, holder });
const done = (id: string, holder = BOB): ChangeOutcome => ({
  ...{ kind: 'done', lock: lockOf(id, holder), previous: holder, now: null },
});
const failed = (kind: LockFault['kind']): ChangeOutcome => ({
  ...{ kind: 'failed', lock: lockOf('9'), fault: new LockFault(kind, 'It broke.') },
});
const runOf = (outcomes: ChangeOutcome[], changes: Partial<ChangeRun> = {}): string =>
  runText({
    ...{ change: 'forceRemove', total: outcomes.length, reason: '', outcomes, isOver: true },
    ...changes,
  });

it('says whose locks they are, most first', () => {
  const groups = byHolder([lockOf('1', ALICE), lockOf('2'), lockOf('3')]);
  expect(groups.map(([name, locks]) => [name, locks.length])).toEqual([
    ['bob', 2],
    ['alice', 1],
  ]);
});

it('two users of one name are two', () => {
  expect(byHolder([lockOf('1'), lockOf('2', { id: 'other', username: 'bob' })])).toHaveLength(2);
});

it('names a few, and counts the rest', () => {
  expect(someOf(['a', 'b'], 2)).toBe('a, b');
  expect(someOf(['a', 'b', 'c', 'd'], 2)).toBe('a, b and 2 more');
});

it('says how far it is, and what came of it', () => {
  expect(runOf([done('1')], { total: 3, isOver: false })).toBe('Removing 1 of 3 locks…');
  expect(runOf([done('1')])).toBe('Removed 1 lock: volume/1 of bob.');
  expect(runOf([done('1'), done('2'), done('3', ALICE)])).toBe(
    'Removed 3 locks: 2 of bob, 1 of alice.',
  );
  expect(runOf([done('1'), failed('internal')])).toBe(
    'Removed 1 of 2 locks: volume/1 of bob. Not removed: 1.',
  );
  expect(runOf([failed('internal')], { change: 'takeOver' })).toBe(
    'Taken over 0 of 1 lock. Not taken over: 1.',
  );
});

it.each<[ChangeOutcome, string]>([
  [
    { ...done('1'), now: ALICE } as ChangeOutcome,
    'Removed; alice was next in line and has it now.',
  ],
  [{ kind: 'free', lock: lockOf('1') }, 'It was free already.'],
  [{ kind: 'passed', lock: lockOf('1'), now: ALICE }, 'Not removed: it passed to alice meanwhile.'],
  [failed('forbidden'), 'Not removed: It broke.'],
  [failed('network'), 'Perhaps not removed: It broke.'],
  [{ kind: 'notTried', lock: lockOf('1'), fault: null }, 'Not tried: it was stopped.'],
])('of one lock: %#', (outcome, text) => {
  expect(outcomeText(outcome, 'forceRemove')).toBe(text);
});
