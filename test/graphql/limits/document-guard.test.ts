import { getIntrospectionQuery } from 'graphql';
import { DEFAULT_LIMITS } from '../../support/test-config';
import { type Authentication } from '../../../src/domain/caller';
import { Overloaded, RateLimited, Unavailable } from '../../../src/domain/errors';
import { createDocumentGuard } from '../../../src/graphql/limits/document-guard';
import { type RequestContext } from '../../../src/graphql/schema/request-context';

const ALICE: Authentication = {
  kind: 'authenticated',
  caller: { id: 'user-alice', username: 'alice', permissions: [] },
};

/** Longer than what anybody may send, and not valid either. */
const LONG = `{ me { ${Array.from({ length: 100 }, (_, index) => `f${index}`).join(' ')} } }`;

function setUp(options: {
  authenticate?: () => Promise<Authentication>;
  introspection?: boolean;
  stored?: string;
}) {
  const authenticate = jest.fn(
    options.authenticate ?? (() => Promise.resolve<Authentication>({ kind: 'noToken' })),
  );
  const reportFault = jest.fn();
  const outcomes: RequestContext['outcomes'] = [];
  const arrival: RequestContext['arrival'] = { isSafe: false };
  const context = { arrival, authenticate, reportFault, outcomes, hasDemoUsers: false };
  const guard = createDocumentGuard({
    limits: DEFAULT_LIMITS.graphql,
    introspection: options.introspection ?? true,
    store: { has: (source) => source === options.stored },
  });
  const show = (source: string) => guard(source, context as unknown as RequestContext);
  return { show, authenticate, reportFault, outcomes };
}

it('validates a document only for a caller who is signed in', async () => {
  const known = setUp({ authenticate: () => Promise.resolve(ALICE) });
  await expect(known.show(LONG)).resolves.toBeUndefined();
  const unknown = setUp({ authenticate: () => Promise.resolve({ kind: 'unknownToken' }) });
  await expect(unknown.show(LONG)).resolves.toMatchObject({
    error: { extensions: { code: 'UNAUTHENTICATED' } },
    failsEveryField: true,
  });
  expect(unknown.outcomes).toEqual([
    { operation: 'none', outcome: 'unknownToken', userId: undefined },
  ]);
});

it.each([
  ['a document of a few fields', '{ me { id username } lock(route: "volume", id: 1) { id } }'],
  ['introspection', getIntrospectionQuery()],
])('takes %s from anybody, without asking who it is', async (_name, source) => {
  const { show, authenticate } = setUp({});
  await expect(show(source)).resolves.toBeUndefined();
  expect(authenticate).not.toHaveBeenCalled();
});

it.each([
  ['introspection where it is off', getIntrospectionQuery(), false],
  [
    'introspection beside a field',
    getIntrospectionQuery().replace('__schema', 'me { id } __schema'),
    true,
  ],
  [
    'introspection longer than that of any client',
    `{ __schema { ${Array.from({ length: 248 }, (_, index) => `f${index}`).join(' ')} } }`,
    true,
  ],
  [
    'introspection by a fragment that it need not have',
    getIntrospectionQuery().replace('__schema', '...F') + ' fragment F on Query { me { id } }',
    true,
  ],
])('does not take %s from a stranger', async (_name, source, introspection) => {
  const { show } = setUp({ introspection });
  await expect(show(source)).resolves.toBeDefined();
});

it('lets a stored document pass at once, whoever sends it', async () => {
  const { show, authenticate } = setUp({ stored: LONG });
  await expect(show(LONG)).resolves.toBeUndefined();
  expect(authenticate).not.toHaveBeenCalled();
});

it('refuses what is over a limit before it asks who it is', async () => {
  const { show, authenticate, outcomes } = setUp({ authenticate: () => Promise.resolve(ALICE) });
  await expect(show(`{ me { ${'id '.repeat(300)} } }`)).resolves.toMatchObject({
    error: { extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } },
    failsEveryField: false,
  });
  expect(authenticate).not.toHaveBeenCalled();
  expect(outcomes).toEqual([{ operation: 'none', outcome: 'documentTooLarge', userId: undefined }]);
});

it.each([
  [new Unavailable('no answer'), 'fault', 1],
  [new Overloaded('too many'), 'overloaded', 0],
  [new RateLimited(1_000), 'rateLimited', 0],
])('names the outcome when who it is cannot be said: %s', async (error, outcome, faults) => {
  const { show, reportFault, outcomes } = setUp({ authenticate: () => Promise.reject(error) });
  await expect(show(LONG)).resolves.toEqual({ error, failsEveryField: true });
  expect(outcomes).toEqual([{ operation: 'none', outcome, userId: undefined }]);
  expect(reportFault).toHaveBeenCalledTimes(faults);
});
