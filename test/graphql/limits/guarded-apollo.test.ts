import { type ApolloServerPlugin, HeaderMap } from '@apollo/server';
import { buildSchema } from 'graphql';
import { apolloLogger } from '../../../src/graphql/errors/apollo-logger';
import { formatError } from '../../../src/graphql/errors/format-error';
import { GuardedApollo } from '../../../src/graphql/limits/guarded-apollo';
import { reportFaults } from '../../../src/graphql/errors/report-faults';
import { type RequestContext } from '../../../src/graphql/schema/request-context';

const INSIDE = new RangeError('Maximum call stack size exceeded');

/** One request to a server whose plugin or guard throws; what the caller and the observer are told. */
async function ask(broken: {
  plugin?: ApolloServerPlugin<RequestContext>;
  guard?: () => Promise<undefined>;
  stringifyResult?: () => string;
}) {
  const fault = jest.fn();
  const warn = jest.fn();
  const observer = { fault, answered: jest.fn() };
  const apollo = new GuardedApollo({
    schema: buildSchema('type Query { a: Int }'),
    allowedOrigins: new Set(),
    direct: { answer: () => Promise.resolve(undefined) },
    guard: broken.guard ?? (() => Promise.resolve(undefined)),
    plugins: [reportFaults(observer), ...(broken.plugin ? [broken.plugin] : [])],
    formatError,
    logger: apolloLogger({ observer, warn }),
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    ...(broken.stringifyResult && { stringifyResult: broken.stringifyResult }),
  });
  await apollo.start();
  let hasFault = false;
  const context = {
    outcomes: [],
    reportFault: (error: unknown) => {
      hasFault = true;
      fault('the-request', error);
    },
    hasFault: () => hasFault,
  };
  const answer = await apollo
    .executeHTTPGraphQLRequest({
      httpGraphQLRequest: {
        method: 'POST',
        headers: new HeaderMap([['content-type', 'application/json']]),
        search: '',
        body: { query: '{ a }' },
      },
      context: () => Promise.resolve(context as unknown as RequestContext),
    })
    .finally(() => apollo.stop());
  return { answer, fault, warn, context };
}

const INTERNAL =
  '{"errors":[{"message":"Internal server error","extensions":{"code":"INTERNAL_SERVER_ERROR"}}]}';

const throws = (): never => {
  throw INSIDE;
};

it.each<[string, Parameters<typeof ask>[0]]>([
  ['a step before parsing', { plugin: { requestDidStart: throws } }],
  [
    'a hook of the source',
    { plugin: { requestDidStart: () => Promise.resolve({ didResolveSource: throws }) } },
  ],
  [
    'a hook of validation',
    { plugin: { requestDidStart: () => Promise.resolve({ validationDidStart: throws }) } },
  ],
  [
    'a hook of the answer',
    { plugin: { requestDidStart: () => Promise.resolve({ willSendResponse: throws }) } },
  ],
  ['the guard', { guard: () => Promise.reject(INSIDE) }],
])('what %s throws is masked, and told once with its cause and the request', async (_n, broken) => {
  const { answer, fault, warn, context } = await ask(broken);
  expect(answer.status).toBe(500);
  expect(answer.body).toMatchObject({
    string: expect.stringContaining(INTERNAL.slice(0, -4)) as string,
  });
  expect(fault.mock.calls).toEqual([['the-request', INSIDE]]);
  expect(warn).not.toHaveBeenCalled();
  expect(context.outcomes).toEqual([{ operation: 'none', outcome: 'fault', userId: undefined }]);
});

it('a request that ends well is no fault', async () => {
  const { answer, fault } = await ask({});
  expect(answer.body).toMatchObject({ string: '{"data":{"a":null}}\n' });
  expect(fault).not.toHaveBeenCalled();
});
