import { type Reading } from '../../../src/storage/locks/decode-readings';
import { Presumption } from '../../../src/storage/locks/presumption';

const NOW = new Date('2030-01-01T00:00:00Z');
const absent = { documents: [], now: NOW };
const present = { documents: [{} as never], now: NOW };

let monotonicMs: number;
let wallMs: number;
let presumption: Presumption;

beforeEach(() => {
  monotonicMs = 5_000;
  wallMs = NOW.getTime() + 70;
  jest.spyOn(performance, 'now').mockImplementation(() => monotonicMs);
  jest.spyOn(Date, 'now').mockImplementation(() => wallMs);
  presumption = new Presumption();
});
afterEach(() => jest.restoreAllMocks());

function learn(records: number, reading: Reading, tookMs = 1): void {
  presumption.learn(reading, { records, tookMs });
}

/** Lets time pass for this machine's clocks. */
function pass(ms: number, { wallIsOffBy = 0 } = {}): void {
  monotonicMs += ms;
  wallMs += ms + wallIsOffBy;
}

test('is made after many records without a document in a row', () => {
  expect(presumption.now).toBeUndefined();
  learn(499, absent);
  expect(presumption.now).toBeUndefined();
  learn(1, absent);
  expect(presumption.now).toEqual(NOW);
});

test('counts anew after a reading that found a document', () => {
  learn(600, absent);
  learn(1, present);
  expect(presumption.now).toBeUndefined();
  learn(499, absent);
  expect(presumption.now).toBeUndefined();
  learn(1, absent);
  expect(presumption.now).toEqual(NOW);
});

test('counts anew after its end', () => {
  learn(600, absent);
  presumption.end();
  expect(presumption.now).toBeUndefined();
  learn(499, absent);
  expect(presumption.now).toBeUndefined();
});

test('tells the time of the last reading and what has passed since, in whole milliseconds', () => {
  learn(500, absent);
  pass(12.9);
  expect(presumption.now).toEqual(new Date(NOW.getTime() + 12));
});

test('is not made on a reading older than a second', () => {
  learn(500, absent);
  pass(1_000);
  expect(presumption.now).toBeDefined();
  pass(1);
  expect(presumption.now).toBeUndefined();
  learn(1, absent);
  expect(presumption.now).toEqual(NOW);
});

test.each([51, -51])('is not made when the clock of this machine has moved by %d ms', (ms) => {
  learn(500, absent);
  pass(100, { wallIsOffBy: ms });
  expect(presumption.now).toBeUndefined();
});

test('does not tell the time by a reading that took long', () => {
  learn(500, absent, 50);
  expect(presumption.now).toEqual(NOW);
  learn(1, absent, 51);
  expect(presumption.now).toBeUndefined();
  learn(1, absent, 50);
  expect(presumption.now).toEqual(NOW);
});
