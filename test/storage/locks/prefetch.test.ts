import { Prefetch } from '../../../src/storage/locks/prefetch';
import { type Reading } from '../../../src/storage/locks/read-locks';
import { volume } from '../../support/open-test-store';

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

// A reading is used for a short time only: with a clock that stands still none is too old by chance.
beforeEach(() => {
  jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick', 'queueMicrotask'] });
});
afterEach(() => {
  jest.useRealTimers();
});

test('a reading goes to the call whose key it was begun for, once', async () => {
  const prefetch = new Prefetch();
  const key = volume('a');
  prefetch.begin(key, recorder().read);
  expect(prefetch.take(volume('b'))).toBeUndefined();
  expect(prefetch.take(volume('a'))).toBeUndefined();
  expect(await prefetch.take(key)).toBe(reading);
  expect(prefetch.take(key)).toBeUndefined();
});

test('while one is on its way, no other is begun', async () => {
  const prefetch = new Prefetch();
  const { asked, read } = recorder();
  const [one, other] = [volume('a'), volume('b')];
  prefetch.begin(one, read);
  prefetch.begin(other, read);
  expect(asked).toEqual([one.id]);
  expect(await prefetch.take(one)).toBe(reading);
  prefetch.begin(other, read);
  expect(asked).toEqual([one.id, other.id]);
});

test('one that nobody took is neither handed out late nor in the way of the next', async () => {
  const prefetch = new Prefetch();
  const { asked, read } = recorder();
  const [one, other] = [volume('a'), volume('b')];
  prefetch.begin(one, read);
  await jest.advanceTimersByTimeAsync(1_000);
  prefetch.begin(other, read);
  expect(asked).toEqual([one.id, other.id]);
  await jest.advanceTimersByTimeAsync(1_000);
  expect(prefetch.take(other)).toBeUndefined();
});

test('a reading that fails is a fault of whoever takes it, and of nobody else', async () => {
  const prefetch = new Prefetch();
  const failure = new Error('the database is away');
  const key = volume('a');
  prefetch.begin(key, () => Promise.reject(failure));
  await new Promise(setImmediate);
  await expect(prefetch.take(key)).rejects.toBe(failure);
});
