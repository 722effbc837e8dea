import { StopRequests } from '../../src/gateway/stop-requests';

let nowMs = 5_000;
const requestsAfter = (signal: string): StopRequests => {
  const requests = new StopRequests(() => nowMs);
  expect(requests.next(signal)).toBe('first');
  return requests;
};

test('a signal that arrives again at once is the same request', () => {
  const requests = requestsAfter('SIGTERM');
  nowMs += 40;
  expect(requests.next('SIGTERM')).toBe('repeated');
  expect(requests.next('SIGTERM')).toBe('repeated');
});

test('the same signal later is a second request', () => {
  const requests = requestsAfter('SIGINT');
  nowMs += 1_000;
  expect(requests.next('SIGINT')).toBe('second');
});

test('another signal is a second request at any time', () => {
  expect(requestsAfter('SIGTERM').next('SIGINT')).toBe('second');
});
