import { Prefetch } from '../../src/storage/prefetch';
import { type Reading } from '../../src/storage/read-locks';

const reading: Reading = { documents: [], now: new Date('2026-03-01T10:00:00Z') };

/** A reader that notes what it was asked for. */
function recorder(): { asked: string[]; read: (ids: readonly string[]) => Promise<Reading> } {
  const asked: string[] = [];
  return {
    asked,
    read: (ids) => {
      asked.push(...ids);
      return Promise.resolve(reading);
    },
  };
}

afterEach(() => {
  jest.useRealTimers();
});

test('a reading goes to the first that asks for exactly its key, once', async () => {
  const prefetch = new Prefetch();
  prefetch.begin('a', recorder().read);
  expect(prefetch.take(['b'])).toBeUndefined();
  expect(prefetch.take(['a', 'b'])).toBeUndefined();
  expect(await prefetch.take(['a'])).toBe(reading);
  expect(prefetch.take(['a'])).toBeUndefined();
});

test('while one is on its way, no other is begun', async () => {
  const prefetch = new Prefetch();
  const { asked, read } = recorder();
  prefetch.begin('a', read);
  prefetch.begin('b', read);
  expect(asked).toEqual(['a']);
  expect(await prefetch.take(['a'])).toBe(reading);
  prefetch.begin('b', read);
  expect(asked).toEqual(['a', 'b']);
});

test('one that nobody took is neither handed out late nor in the way of the next', async () => {
  jest.useFakeTimers();
  const prefetch = new Prefetch();
  const { asked, read } = recorder();
  prefetch.begin('a', read);
  await jest.advanceTimersByTimeAsync(1_000);
  prefetch.begin('b', read);
  expect(asked).toEqual(['a', 'b']);
  await jest.advanceTimersByTimeAsync(1_000);
  expect(prefetch.take(['b'])).toBeUndefined();
});

test('a reading that fails is a fault of whoever takes it, and of nobody else', async () => {
  const prefetch = new Prefetch();
  const failure = new Error('the database is away');
  prefetch.begin('a', () => Promise.reject(failure));
  await new Promise(setImmediate);
  await expect(prefetch.take(['a'])).rejects.toBe(failure);
});
