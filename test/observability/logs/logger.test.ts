import { createLogger } from '../../../src/observability/logs/logger';

test('loggers without a destination share one output, which listens once for the exit', () => {
  const before = process.listenerCount('exit');
  for (let n = 0; n < 5; n += 1) createLogger('silent');
  expect(process.listenerCount('exit')).toBe(before + 1);
});
