import { keepWatchedPlaces } from '../../src/gateway/keep-watched-places';
import { type WatchedPlace } from '../../src/live/live-locks';
import { volume } from '../support/open-test-store';

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

const PLACE_MS = 60_000;
const place = (id: string, userId: string, leftMs: number): WatchedPlace => ({
  ...{ key: volume(id), userId, placeEndsAt: new Date(Date.now() + leftMs) },
});

test('places are kept long before they end, those of one line together', async () => {
  const kept: [string, string[]][] = [];
  const end = keepWatchedPlaces({
    places: () => [
      place('1', 'bob', 40_000),
      place('1', 'sam', 20_000),
      place('2', 'bob', 45_000),
      place('3', 'bob', 1),
    ],
    now: () => new Date(),
    keep: (key, userIds) => Promise.resolve(kept.push([key.id, [...userIds]])),
    placeMs: PLACE_MS,
  });
  await jest.advanceTimersByTimeAsync(20_000);
  end();
  await jest.advanceTimersByTimeAsync(60_000);
  expect(kept).toEqual([
    ['volume/1', ['bob', 'sam']],
    ['volume/3', ['bob']],
  ]);
});

test('a round that takes long is not joined by another, and one that fails is followed by the next', async () => {
  let rounds = 0;
  const fail: (() => void)[] = [];
  const end = keepWatchedPlaces({
    places: () => [place('1', 'bob', 0)],
    now: () => new Date(),
    keep: () => {
      rounds += 1;
      return new Promise((_, reject) => fail.push(() => reject(new Error('away'))));
    },
    placeMs: PLACE_MS,
  });
  await jest.advanceTimersByTimeAsync(60_000);
  expect(rounds).toBe(1);
  fail[0]!();
  await jest.advanceTimersByTimeAsync(20_000);
  expect(rounds).toBe(2);
  end();
});
