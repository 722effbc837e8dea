import { apolloLogger } from '../../../src/graphql/errors/apollo-logger';

function setUp() {
  const fault = jest.fn<void, [string, unknown]>();
  const warn = jest.fn<void, [string]>();
  return { fault, warn, logger: apolloLogger({ observer: { fault }, warn }) };
}

it('reports each error of Apollo as a fault, and logs each warning', () => {
  const { fault, warn, logger } = setUp();
  const thrown = new Error('stop() threw');
  logger.error('a hook threw');
  logger.error(thrown);
  logger.warn('shutting down');
  expect(fault.mock.calls).toEqual([
    ['apollo', new Error('a hook threw')],
    ['apollo', thrown],
  ]);
  expect(warn.mock.calls).toEqual([['shutting down']]);
});

it('does not report again what a hook has reported with its cause', () => {
  const { fault, logger } = setUp();
  logger.error('Unexpected error processing request: RangeError');
  logger.info('ready');
  logger.debug('more');
  expect(fault).not.toHaveBeenCalled();
});
