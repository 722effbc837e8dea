import { restMs } from '../../../src/storage/history/pace';

test('events are left to the database for a while as long as the history is about up to date', () => {
  expect(restMs(0)).toBe(300);
  expect(restMs(5_000)).toBe(300);
  // The clock of the database may be ahead of that of the sample.
  expect(restMs(-50)).toBe(300);
});

test('the later the history is, the shorter is the rest, and in the end there is none', () => {
  expect(restMs(7_500)).toBe(225);
  expect(restMs(10_000)).toBe(150);
  expect(restMs(15_000)).toBe(0);
  expect(restMs(3_600_000)).toBe(0);
});
