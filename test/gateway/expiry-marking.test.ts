import { markExpiredPeriodically } from '../../src/gateway/expiry-marking';

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

test('rounds never overlap, however long one takes', async () => {
  const rounds: ((count: number) => void)[] = [];
  const told: number[] = [];
  const end = markExpiredPeriodically(
    () => new Promise((resolve) => rounds.push(resolve)),
    (count) => void told.push(count),
  );
  await jest.advanceTimersByTimeAsync(60_000);
  expect(rounds).toHaveLength(1);
  rounds[0]!(7);
  await jest.advanceTimersByTimeAsync(500);
  expect(rounds).toHaveLength(2);
  expect(told).toEqual([7]);
  end();
  rounds[1]!(0);
  await jest.advanceTimersByTimeAsync(60_000);
  expect(rounds).toHaveLength(2);
});

test('a failed round is followed by the next', async () => {
  let rounds = 0;
  const end = markExpiredPeriodically(
    () => Promise.reject(new Error(`away ${(rounds += 1)}`)),
    () => {},
  );
  await jest.advanceTimersByTimeAsync(30_000);
  end();
  expect(rounds).toBe(60);
});
