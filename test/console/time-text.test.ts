import { ageText, durationText, timeLeftText } from '../../src/console/time-text';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const NOW = Date.parse('2026-03-01T10:00:00.000Z');
const at = (ms: number): string => new Date(NOW + ms).toISOString();

it.each([
  [-5, '0 s'],
  [999, '0 s'],
  [2 * MINUTE - 1, '119 s'],
  [2 * MINUTE, '2 min'],
  [HOUR - 1, '59 min'],
  [HOUR, '1 h'],
  [DAY - 1, '23 h 59 min'],
  [DAY, '1 d'],
  [40 * DAY + 5 * HOUR, '40 d 5 h'],
])('%d ms are %s', (ms, text) => {
  expect(durationText(ms)).toBe(text);
});

it.each([
  [5 * SECOND, 'just now'],
  [0, 'just now'],
  [-59 * SECOND, 'just now'],
  [-MINUTE, '1 min ago'],
  [-119 * SECOND, '1 min ago'],
  [-3 * HOUR - 20 * MINUTE, '3 h 20 min ago'],
])('what happened at %d is %s', (ms, text) => {
  expect(ageText(at(ms), NOW)).toBe(text);
});

it.each([
  [MINUTE, '60 s'],
  [1, '0 s'],
  [0, 'over'],
  [-1, 'over'],
])('of a lease that ends at %d is left: %s', (ms, text) => {
  expect(timeLeftText(at(ms), NOW)).toBe(text);
});

it('a lease without an end has all the time', () => {
  expect(timeLeftText(null, NOW)).toBe('no end');
});
