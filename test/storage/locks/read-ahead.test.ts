import { ReadAhead } from '../../../src/storage/locks/read-ahead';
import { type Reading } from '../../../src/storage/locks/decode-readings';

const reading: Reading = { documents: [], now: new Date('2026-03-01T10:00:00Z') };
const read = jest.fn(() => Promise.resolve(reading));

beforeEach(() => {
  jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick', 'queueMicrotask'] });
  read.mockClear();
});

afterEach(() => {
  jest.useRealTimers();
});

test('a reading goes to the change it was begun for, once', async () => {
  const ahead = new ReadAhead().begin(read)!;
  expect(await ahead.take()).toBe(reading);
  expect(ahead.take()).toBeUndefined();
  expect(read).toHaveBeenCalledTimes(1);
});

test('while one is on its way, no other is begun', async () => {
  const readAhead = new ReadAhead();
  const one = readAhead.begin(read)!;
  expect(readAhead.begin(read)).toBeUndefined();
  expect(read).toHaveBeenCalledTimes(1);
  expect(await one.take()).toBe(reading);
  expect(readAhead.begin(read)).toBeDefined();
  expect(read).toHaveBeenCalledTimes(2);
});

test('a reading that is not taken in time is neither handed out late nor in the way of the next', async () => {
  const readAhead = new ReadAhead();
  const one = readAhead.begin(read)!;
  await jest.advanceTimersByTimeAsync(99);
  expect(readAhead.begin(read)).toBeUndefined();
  await jest.advanceTimersByTimeAsync(1);
  expect(one.take()).toBeUndefined();
  const other = readAhead.begin(read)!;
  expect(await other.take()).toBe(reading);
});

test('a reading that fails is a fault of the change that takes it, and of no other', async () => {
  const failure = new Error('the database is away');
  const ahead = new ReadAhead().begin(() => Promise.reject(failure))!;
  await new Promise(setImmediate);
  await expect(ahead.take()).rejects.toBe(failure);
});
