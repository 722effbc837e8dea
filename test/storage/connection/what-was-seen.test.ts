import { describeFailure } from '../../../src/storage/connection/what-was-seen';

test('a failure is described with its causes, each said once', () => {
  const refused = new Error('connect ECONNREFUSED 127.0.0.1:1');
  const wrapped = new Error('connect ECONNREFUSED 127.0.0.1:1', { cause: refused });
  expect(describeFailure(new Error('not connected', { cause: wrapped }))).toBe(
    'not connected: connect ECONNREFUSED 127.0.0.1:1',
  );
});

test('a description of the servers is no cause to print', () => {
  const failure = new Error('no primary', { cause: { type: 'Unknown', servers: new Map() } });
  expect(describeFailure(failure)).toBe('no primary');
});

test('a text is', () => {
  expect(describeFailure(new Error('no primary', { cause: 'frozen' }))).toBe('no primary: frozen');
});
