import fc from 'fast-check';
import {
  execute,
  getNamedType,
  type GraphQLObjectType,
  isAbstractType,
  isObjectType,
  type OperationDefinitionNode,
  parse,
} from 'graphql';
import { type Caller } from '../../../src/domain/caller';
import { type LockSnapshot } from '../../../src/domain/lock';
import { lockKeyOf } from '../../../src/domain/lock-key';
import { LockService } from '../../../src/domain/lock-service';
import { CompiledOperation } from '../../../src/graphql/execution/compiled-operation';
import { FieldBudget } from '../../../src/graphql/execution/field-budget';
import { type RequestContext } from '../../../src/graphql/schema/request-context';
import { getSchema } from '../../../src/graphql/schema/schema';
import { lockOfAlice } from '../../support/lock-records';
import { MemoryLockStore } from '../../support/memory-lock-store';

const BOB: Caller = { id: 'user-bob', username: 'bob', permissions: ['manage-locks'] };

/** What the values of a stored lock can be that are none of the schema's types. */
const WRONG: readonly Partial<Record<keyof LockSnapshot, unknown>>[] = [
  { holder: { id: 'user-alice', username: null } },
  { note: { toString: 'no' } },
  { expiresAt: new Date(Number.NaN) },
  { fencingToken: 2 ** 60 },
  { acquiredAt: null },
  { holder: { id: 'user-alice', username: new Error('no name') } },
  { isReserved: 'perhaps' },
];

/** Four locks: two of alice, one of the caller, and one with a value that is wrong, or a failure. */
interface World {
  readonly wrong: Partial<Record<keyof LockSnapshot, unknown>> | undefined;
  readonly failing: string | undefined;
  readonly isSignedIn: boolean;
}

function contextIn({ wrong, failing, isSignedIn }: World): RequestContext {
  const store = new MemoryLockStore();
  const records = [
    ['1', lockOfAlice({ note: '"quoted" \u2028 \ud83d\udd12' })],
    ['2', lockOfAlice({ expiresAt: null, leaseMs: null })],
    ['3', lockOfAlice({ holder: BOB, sessionId: 'tab' })],
    ['4', { ...lockOfAlice(), ...(wrong as object) }],
  ] as const;
  for (const [id, lock] of records) {
    const key = lockKeyOf('volume', id);
    const since = store.now;
    const waiter = { user: BOB, since, placeEndsAt: new Date(since.getTime() + 1_000) };
    const waiters = id === '1' ? [{ ...waiter, message: 'soon?', sessionId: null }] : [];
    store.records.set(key.id, { lock: { ...lock, key }, status: 'held', endedAt: null, waiters });
  }
  for (const method of ['find', 'change'] as const) {
    const call = store[method].bind(store) as (...args: unknown[]) => Promise<never>;
    store[method] = (key: { resourceId: string }, ...more: unknown[]) =>
      key.resourceId === failing ? Promise.reject(new Error('away')) : call(key, ...more);
  }
  const locks = new LockService({ store } as never);
  return {
    ...{ requestId: 'r', locks, hasDemoUsers: false, arrival: {}, feed: undefined as never },
    authenticate: () =>
      Promise.resolve(isSignedIn ? { kind: 'authenticated', caller: BOB } : { kind: 'noToken' }),
    reportFault: () => {},
    hasFault: () => false,
    ...{ beginFieldsUntil: Infinity, deadlineAt: Infinity, outcomes: [], begun: new Map() },
  };
}

const schema = getSchema();

/** A random selection of the fields of a type, with aliases and fragments. */
function selection(type: unknown, depth = 0): fc.Arbitrary<string> {
  const typename = fc.constant('__typename');
  if (isAbstractType(type)) {
    const members = schema.getPossibleTypes(type);
    const part = fc
      .constantFrom(...members)
      .chain((member) => selection(member, depth).map((set) => `... on ${member.name} ${set}`));
    return fc
      .array(fc.oneof(typename, { weight: 4, arbitrary: part }), { minLength: 1, maxLength: 4 })
      .map((parts) => `{ ${parts.join(' ')} }`);
  }
  if (!isObjectType(type)) return fc.constant('');
  const fields = Object.keys(type.getFields());
  const field = fc.constantFrom(...fields).chain((name) => {
    const nested = selection(getNamedType(type.getFields()[name]!.type), depth + 1);
    const alias = fc.constantFrom('', `${name}${depth}: `);
    return fc.tuple(alias, nested).map(([as, set]) => `${as}${name} ${set}`);
  });
  const part = fc
    .tuple(fc.oneof(typename, { weight: 6, arbitrary: field }), fc.nat({ max: 3 }))
    .map(
      ([inner, kind]) =>
        [inner, `... on ${type.name} { ${inner} }`, `... { ${inner} }`][kind] ?? inner,
    );
  return fc
    .array(part, { minLength: 1, maxLength: depth === 0 ? 6 : 4 })
    .map((parts) => `{ ${parts.join(' ')} }`);
}

const QUERIES = [
  'locks(route: "volume", ids: $ids)',
  'locks(route: "volume", mine: true)',
  'locks(first: 1)',
  'locks(first: 0)',
  'lock(route: "volume", id: "1")',
  'lock(route: "volume", id: "4")',
  'lock(route: "volume", id: "free")',
  'lock(route: "", id: "")',
  'record(route: "volume", id: $id)',
  'records(route: "volume", ids: $ids)',
  'me',
];
const MUTATIONS = [
  'acquireLock(route: "volume", id: $id)',
  'acquireLock(route: "volume", id: "new")',
  'renewLock(route: "volume", id: "3", fencingToken: 1)',
  'renewLocks(items: [{ route: "volume", id: "3", fencingToken: 1 }, { route: "volume", id: "4", fencingToken: 1 }])',
  'removeLock(route: "volume", id: $id)',
  'takeOverLock(route: "volume", id: "1")',
  'requestLock(route: "volume", id: "1")',
  'removeMyLocks',
];

/** GraphQL.js alone executes queries of several root fields. */
const operation = (root: 'query' | 'mutation', fields: string[]): fc.Arbitrary<string> =>
  fc
    .array(
      fc.constantFrom(...fields).chain((field) => {
        const name = /^\w+/.exec(field)![0];
        const rootType = schema.getRootType(root as never) as GraphQLObjectType;
        return selection(getNamedType(rootType.getFields()[name]!.type)).map(
          (set) => `${field} ${set}`,
        );
      }),
      { minLength: 1, maxLength: root === 'query' ? 1 : 3 },
    )
    .map((parts) => {
      const aliased = parts.map((part, index) => `f${index}: ${part}`);
      return `${root} O($ids: [ID!] = ["2", "3"], $id: ID! = "3") { ...F } fragment F on ${root === 'query' ? 'Query' : 'Mutation'} { ${aliased.join(' ')} }`;
    });

const world: fc.Arbitrary<World> = fc.record({
  wrong: fc.option(fc.constantFrom(...WRONG), { nil: undefined, freq: 2 }),
  failing: fc.option(fc.constantFrom('1', '3', 'new'), { nil: undefined }),
  isSignedIn: fc.nat({ max: 5 }).map((number) => number > 0),
});
const variables = fc.constantFrom<Record<string, unknown>>(
  ...[{}, { ids: ['1', '3', '9'], id: '1' }, { ids: ['4', '1', '3'], id: '4' }],
  ...[{ ids: [], id: 3 }, { ids: [true] }, { id: null }],
);

interface Answers {
  /** By GraphQL.js alone. */
  readonly expected: string;
  /** As the gateway answers: compiled, or by GraphQL.js after what was compiled gave up. */
  readonly given: string;
  readonly isCompiled: boolean;
}

async function answer(source: string, given: World, variableValues: object): Promise<Answers> {
  const document = parse(source, { maxTokens: 5_000 });
  const byGraphQL = (contextValue: RequestContext) =>
    execute({ schema, document, contextValue, variableValues: { ...variableValues } });
  const expected = await byGraphQL(contextIn(given));
  const context = contextIn(given);
  const compiled = new CompiledOperation(
    ...([schema, document, document.definitions[0] as OperationDefinitionNode] as const),
    new FieldBudget(document),
  );
  const text = await compiled.run({ variables: { ...variableValues }, context });
  return {
    expected: JSON.stringify(expected),
    given: text === undefined ? JSON.stringify(await byGraphQL(context)) : `{"data":${text}}`,
    isCompiled: text !== undefined,
  };
}

describe('a compiled operation', () => {
  test.each([
    ['queries', operation('query', QUERIES)],
    ['mutations', operation('mutation', MUTATIONS)],
  ])('answers random %s as GraphQL.js does, errors included', async (_kind, operations) => {
    const seen = { compiled: 0, errors: 0 };
    await fc.assert(
      fc.asyncProperty(operations, world, variables, async (source, given, values) => {
        const answers = await answer(source, given, values);
        expect(answers.given).toBe(answers.expected);
        const hasErrors = answers.expected.startsWith('{"errors"');
        // What has no errors is never left to GraphQL.js.
        expect(answers.isCompiled).toBe(!hasErrors);
        seen[hasErrors ? 'errors' : 'compiled'] += 1;
      }),
      { numRuns: 600 },
    );
    expect(Math.min(seen.compiled, seen.errors)).toBeGreaterThan(50);
  });

  test('shares texts among callers only where they see the same', async () => {
    const lock = { ...lockOfAlice({ sessionId: 'tab' }), asOf: new Date() };
    const waiter = { since: lock.asOf, placeEndsAt: lock.asOf, sessionId: null };
    const waiters = ['bob', 'sam'].map((username) => ({
      ...{ ...waiter, user: { id: `user-${username}`, username } },
      message: `${username} asks`,
    }));
    const snapshots: LockSnapshot[] = [
      { ...lock, key: lockKeyOf('volume', '1'), waiters },
      { ...lock, key: lockKeyOf('volume', '2'), waiters: [], holder: BOB },
    ];
    const everything =
      '{ id sessionId heldByMe canTakeOver note expiresInMs waiters { message user { id } } }';
    const document = parse(`{ locks { nodes ${everything} } }`, { maxTokens: 5_000 });
    const [definition] = document.definitions;
    const compiled = new CompiledOperation(
      ...([schema, document, definition as OperationDefinitionNode] as const),
      new FieldBudget(document),
    );
    const locks = new LockService({ store: { list: () => Promise.resolve(snapshots) } } as never);
    const told = new Set<string>();
    for (const id of ['user-alice', 'user-bob', 'user-sam', 'user-eve', 'user-max']) {
      for (const permissions of [['manage-locks'], ['manage-locks', 'override-locks']]) {
        const authenticated = {
          kind: 'authenticated' as const,
          caller: { ...BOB, id, permissions },
        };
        const context = (): RequestContext => ({
          ...contextIn({ wrong: undefined, failing: undefined, isSignedIn: true }),
          ...{ locks, authenticate: () => Promise.resolve(authenticated) },
        });
        const expected = await execute({ schema, document, contextValue: context() });
        const text = await compiled.run({ variables: {}, context: context() });
        expect(text).toBe(JSON.stringify(expected.data));
        told.add(text!);
      }
    }
    // Eve and Max see the same; the others have a lock or a place.
    expect(told.size).toBe(8);
  });
});
