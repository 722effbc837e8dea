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

const changeOf = (id: string, place: number) => ({ key: { id }, place });

test('a reading covers the changes of its keys that had begun by then, and no others', () => {
  const ahead = new ReadAhead();
  const place = ahead.nextPlace();
  void ahead.begin(['a', 'b'], read);
  const laterPlace = ahead.nextPlace();
  const taken = ahead.take()!;
  expect(read).toHaveBeenCalledWith(['a', 'b']);
  expect(taken.covers(changeOf('a', place))).toBe(true);
  expect(taken.covers(changeOf('c', place))).toBe(false);
  expect(taken.covers(changeOf('a', laterPlace))).toBe(false);
});

test('a reading is handed out once', async () => {
  const ahead = new ReadAhead();
  void ahead.begin(['a'], read);
  expect(await ahead.take()!.reading).toBe(reading);
  expect(ahead.take()).toBeUndefined();
});

test('the last reading replaces one that nobody took', async () => {
  const ahead = new ReadAhead();
  void ahead.begin(['a'], read);
  const last: Reading = { ...reading, now: new Date('2026-03-01T10:00:01Z') };
  void ahead.begin(['a'], () => Promise.resolve(last));
  expect(await ahead.take()!.reading).toBe(last);
});

test('a reading that is not taken in time is not handed out', async () => {
  const ahead = new ReadAhead();
  void ahead.begin(['a'], read);
  await jest.advanceTimersByTimeAsync(99);
  expect(ahead.take()).toBeDefined();
  void ahead.begin(['a'], read);
  await jest.advanceTimersByTimeAsync(100);
  expect(ahead.take()).toBeUndefined();
});

test('a reading settles as what it reads, and its failure is known to who takes it', async () => {
  const failure = new Error('the database is away');
  const ahead = new ReadAhead();
  await expect(ahead.begin(['a'], () => Promise.reject(failure))).rejects.toBe(failure);
  await expect(ahead.take()!.reading).rejects.toBe(failure);
});
