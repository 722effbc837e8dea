import { logRequests } from '../../../src/observability/logs/logger';
import { captureLog } from '../../support/captured-log';

const away = (): Error => new Error('no answer', { cause: new Error('the database is away') });

beforeEach(() => {
  jest.useFakeTimers();
});

afterEach(() => {
  jest.useRealTimers();
});

test('logs a lasting fault once in ten seconds, with the number of lines skipped', () => {
  const log = captureLog();
  const observer = logRequests(log.logger);
  for (let request = 0; request < 1_000; request += 1) observer.fault(`request-${request}`, away());
  expect(log.entries()).toMatchObject([{ msg: 'fault', requestId: 'request-0', repeated: 0 }]);
  expect(log.text()).toContain('the database is away');
  jest.advanceTimersByTime(10_000);
  observer.fault('request-1000', away());
  expect(log.entries()).toHaveLength(2);
  expect(log.entries()[1]).toMatchObject({ requestId: 'request-1000', repeated: 999 });
});

test('logs another fault at once', () => {
  const log = captureLog();
  const observer = logRequests(log.logger);
  observer.fault('request-1', away());
  observer.fault('request-2', new Error('something else'));
  expect(log.entries()).toMatchObject([{ requestId: 'request-1' }, { requestId: 'request-2' }]);
});

const refusal = (outcome: 'badRequest' | 'aborted') => ({
  ...{ requestId: 'refused-1', door: 'http' as const, operation: 'none' },
  ...{ outcome, durationMs: 0 },
});

test('logs a flood of early refusals as one line per kind in ten seconds', () => {
  const log = captureLog();
  const observer = logRequests(log.logger);
  for (let connection = 0; connection < 1_000; connection += 1) {
    observer.answered(refusal('badRequest'));
    observer.answered(refusal('aborted'));
  }
  expect(log.entries()).toMatchObject([
    { msg: 'refused', outcome: 'badRequest', repeated: 0 },
    { msg: 'refused', outcome: 'aborted', repeated: 0 },
  ]);
  jest.advanceTimersByTime(10_000);
  observer.answered(refusal('badRequest'));
  expect(log.entries()[2]).toMatchObject({ outcome: 'badRequest', repeated: 999 });
});

test('logs a flood of distinct faults as a hundred kinds, and the rest as one', () => {
  const log = captureLog();
  const observer = logRequests(log.logger);
  const flood = (): void => {
    for (let n = 0; n < 5_000; n += 1) observer.fault(`request-${n}`, new Error(`about ${n}`));
  };
  flood();
  expect(log.entries()).toHaveLength(101);
  jest.advanceTimersByTime(10_000);
  flood();
  expect(log.entries()).toHaveLength(202);
  expect(log.entries().map(({ repeated }) => repeated)).toContain(4_899);
});

test('truncates an endless message', () => {
  const log = captureLog();
  const observer = logRequests(log.logger);
  observer.fault('request-1', new Error('x'.repeat(1_000_000)));
  expect(log.text().length).toBeLessThan(40_000);
  expect(log.text()).toContain('xxx');
});
