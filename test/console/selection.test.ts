import { between, isSelected, NOTHING_SELECTED, select } from '../../src/console/selection';
import { lockWith } from '../react/support/locks';

const [one, two, three] = ['1', '2', '3'].map((resourceId) => lockWith({ resourceId })) as [
  ...[ReturnType<typeof lockWith>, ReturnType<typeof lockWith>, ReturnType<typeof lockWith>],
];

it('has what was put in, without what was taken out', () => {
  const both = select(NOTHING_SELECTED, [one, two], true);
  expect([one, two, three].map((lock) => isSelected(both, lock))).toEqual([true, true, false]);
  expect(isSelected(select(both, [one], false), one)).toBe(false);
  expect(isSelected(both, one)).toBe(true);
});

it('a record that passed to somebody else is no longer selected', () => {
  const selection = select(NOTHING_SELECTED, [one], true);
  expect(isSelected(selection, { ...one, fencingToken: one.fencingToken + 1 })).toBe(false);
  expect(isSelected(selection, { ...one, note: 'renewed' })).toBe(true);
});

it('a range has both its ends, in either direction', () => {
  expect(between([1, 2, 3, 4], 1, 2)).toEqual([2, 3]);
  expect(between([1, 2, 3, 4], 3, 0)).toEqual([1, 2, 3, 4]);
});
