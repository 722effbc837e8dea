import { limitRate } from '../../../src/http/admission/rate-limiter';

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

test('a key has its number of requests in a second, and again in the next one', async () => {
  const count = limitRate(2);
  for (let second = 1; second <= 3; second += 1) {
    await count('alice');
    await count('alice');
    jest.advanceTimersByTime(300);
    await expect(count('alice')).rejects.toMatchObject({ retryAfterMs: 700 });
    await count('bob');
    jest.advanceTimersByTime(699);
    await expect(count('alice')).rejects.toMatchObject({ retryAfterMs: 1 });
    jest.advanceTimersByTime(1);
  }
});
