import {
  ApolloGateway,
  IntrospectAndCompose,
  LocalGraphQLDataSource,
  RemoteGraphQLDataSource,
} from '@apollo/gateway';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { createHash } from 'node:crypto';
import { type DocumentNode, parse } from 'graphql';
import { loadConfig } from '../../../src/config/config';
import { CompiledOperation } from '../../../src/graphql/execution/compiled-operation';
import { profiled } from '../../support/profiled';
import { startTestGateway, type TestGateway } from '../../support/start-test-gateway';
import { cookieOf } from '../../support/test-users';

const { federation } = loadConfig({
  FEDERATION: 'true',
  LOCKABLE_TYPES: 'Volume:volume:id,Series:series:number',
});

/** A subgraph of the records themselves, which knows nothing of locks. */
const records = buildSubgraphSchema({
  typeDefs: parse(`
    extend schema @link(url: "https://specs.apollo.dev/federation/v2.5", import: ["@key", "@shareable"])
    type Query { volumes: [Volume!]! series: [Series!]! me: User }
    type Volume @key(fields: "id") { id: ID! title: String! }
    type Series @key(fields: "number") { number: ID! title: String! }
    type User @key(fields: "id") { id: ID! username: String! @shareable email: String }
  `),
  resolvers: {
    Query: {
      volumes: () => ['1', '2', '3'].map((id) => ({ id, title: `Volume ${id}` })),
      series: () => [{ number: '1', title: 'Series 1' }],
      me: () => ({ id: 'someone', username: 'someone' }),
    },
    User: { __resolveReference: ({ id }: { id: string }) => ({ id, email: `${id}@example.com` }) },
  },
});

let locks: TestGateway;
let supergraph: ApolloGateway;

beforeAll(async () => {
  locks = await startTestGateway({ config: { federation, introspection: false } });
  supergraph = new ApolloGateway({
    supergraphSdl: new IntrospectAndCompose({
      subgraphs: [
        { name: 'locks', url: `${locks.url}/graphql` },
        { name: 'records', url: 'http://records.invalid' },
      ],
      introspectionHeaders: { Cookie: cookieOf('alice') },
    }),
    buildService: ({ name }) =>
      name === 'records'
        ? new LocalGraphQLDataSource(records)
        : new RemoteGraphQLDataSource<{ cookie?: string }>({
            url: `${locks.url}/graphql`,
            willSendRequest: ({ request, context }) => {
              if (context.cookie) request.http?.headers.set('cookie', String(context.cookie));
            },
          }),
    logger: { debug: () => undefined, info: () => undefined, warn: fail, error: fail },
  });
  await supergraph.load();
});

afterEach(() => jest.restoreAllMocks());

afterAll(async () => {
  await supergraph?.stop();
  await locks?.stop();
});

function fail(message: unknown): never {
  throw new Error(String(message));
}

/** Runs an operation in the supergraph with a user's cookie. */
async function ask(username: string | null, query: string): Promise<Record<string, unknown>> {
  const document: DocumentNode = parse(query);
  const result = await supergraph.executor({
    document,
    request: { query, variables: {} },
    queryHash: createHash('sha256').update(query).digest('hex'),
    context: username === null ? {} : { cookie: cookieOf(username) },
    cache: undefined as never,
    schema: supergraph.schema!,
    operationName: null,
    operation: document.definitions[0] as never,
    logger: console,
    metrics: {},
    source: query,
  } as unknown as Parameters<typeof supergraph.executor>[0]);
  return JSON.parse(JSON.stringify(result)) as Record<string, unknown>;
}

function acquire(username: string, route: string, id: string): Promise<unknown> {
  return locks.rest(username, { operation: 'acquire', body: { route, id } });
}

const entities = (username: string | null, representations: unknown): Promise<unknown> =>
  locks
    .postGraphQL(username, {
      query: `query ($of: [_Any!]!) { _entities(representations: $of) {
        ... on Volume { id lock { holder { username } } } ... on Lock { id fencingToken }
        ... on Series { number lock { id } }
      } }`,
      variables: { of: representations },
    })
    .then(({ text }) => JSON.parse(text) as unknown);

it('records of another subgraph have their locks, and holders their users', async () => {
  await acquire('alice', 'volume', '2');
  await acquire('bob', 'series', '1');
  expect(
    await ask(
      'bob',
      `{ volumes { title lock { heldByMe holder { username email } } } series { lock { heldByMe } } }`,
    ),
  ).toEqual({
    data: {
      volumes: [
        { title: 'Volume 1', lock: null },
        {
          title: 'Volume 2',
          lock: {
            heldByMe: false,
            holder: {
              username: 'alice',
              email: expect.stringContaining('@example.com') as unknown,
            },
          },
        },
        { title: 'Volume 3', lock: null },
      ],
      series: [{ lock: { heldByMe: true } }],
    },
  });
});

it('the own fields and mutations work through the supergraph', async () => {
  expect(
    await ask('alice', 'mutation { acquireLock(route: "volume", id: 9) { __typename } }'),
  ).toEqual({ data: { acquireLock: { __typename: 'LockAcquired' } } });
  expect(await ask('alice', '{ locks(mine: true) { nodes { id expiresAt } } me { id } }')).toEqual({
    data: {
      locks: expect.objectContaining({
        nodes: expect.arrayContaining([
          { id: 'volume/9', expiresAt: expect.any(String) as unknown },
        ]) as unknown,
      }) as unknown,
      me: { id: 'someone' },
    },
  });
});

it.each([
  [null, 'UNAUTHENTICATED'],
  ['eve', 'FORBIDDEN'],
])('what %p asks is refused with %s', async (username, code) => {
  const refused = {
    errors: [expect.objectContaining({ extensions: expect.objectContaining({ code }) as unknown })],
  };
  expect(await ask(username, '{ volumes { title lock { id } } }')).toMatchObject(refused);
  expect(await entities(username, [{ __typename: 'Volume', id: '2' }])).toMatchObject(refused);
  const service = await locks.postGraphQL(username, { query: '{ _service { sdl } }' });
  expect(JSON.parse(service.text)).toMatchObject(refused);
});

describe('one read of the database', () => {
  const references = [
    ...Array.from({ length: 900 }, (_, id) => ({ __typename: 'Volume', id: String(id) })),
    { __typename: 'Series', number: 1 },
    { __typename: 'Lock', id: 'volume/2' },
    { __typename: 'Lock', id: 'volume/nobody' },
  ];
  const readsOf = async (run: () => Promise<unknown>): Promise<number> =>
    (await profiled(locks.database, run)).filter(({ lookUp }) => lookUp).length;

  beforeAll(async () => {
    await acquire('alice', 'volume', '2');
    await acquire('bob', 'series', '1');
  });

  it('answers the references to all types, whether GraphQL.js executes the operation or it was compiled', async () => {
    const runs = jest.spyOn(CompiledOperation.prototype, 'run');
    for (let time = 0; time < 5; time += 1) {
      let answer: unknown;
      expect(await readsOf(async () => (answer = await entities('alice', references)))).toBe(1);
      const { data, errors } = answer as { data: { _entities: unknown[] }; errors?: unknown };
      expect(errors).toBeUndefined();
      expect(data._entities).toHaveLength(903);
      expect(data._entities[2]).toEqual({ id: '2', lock: { holder: { username: 'alice' } } });
      expect(data._entities[3]).toEqual({ id: '3', lock: null });
      expect(data._entities.slice(900)).toEqual([
        { number: '1', lock: { id: 'series/1' } },
        { id: 'volume/2', fencingToken: expect.any(Number) as unknown },
        null,
      ]);
    }
    const texts = await Promise.all(runs.mock.results.map(({ value }) => value as Promise<string>));
    expect(texts).toContainEqual(expect.stringContaining('"alice"'));
  });

  it('and one outcome are also of a compiled operation some of whose references name nothing', async () => {
    const runs = jest.spyOn(CompiledOperation.prototype, 'run');
    for (let time = 0; time < 5; time += 1) {
      const reads = await readsOf(async () =>
        expect(
          await entities('alice', [...references.slice(0, 3), { __typename: 'Other' }]),
        ).toMatchObject({
          data: { _entities: [{ id: '0' }, { id: '1' }, { id: '2', lock: {} }, null] },
          errors: [{ path: ['_entities', 3] }],
        }),
      );
      expect(reads).toBe(1);
    }
    expect(runs).toHaveBeenCalled();
  });

  it('answers all fields of a request that ask for references', async () => {
    const query = `query ($volumes: [_Any!]!, $series: [_Any!]!) {
      volumes: _entities(representations: $volumes) { ... on Volume { lock { id } } }
      series: _entities(representations: $series) { ... on Series { lock { id } } }
    }`;
    const variables = { volumes: references.slice(0, 3), series: references.slice(900, 901) };
    const reads = await readsOf(async () => {
      const { text } = await locks.postGraphQL('alice', { query, variables });
      expect(JSON.parse(text)).toEqual({
        data: {
          volumes: [{ lock: null }, { lock: null }, { lock: { id: 'volume/2' } }],
          series: [{ lock: { id: 'series/1' } }],
        },
      });
    });
    expect(reads).toBe(1);
  });
});

it('everybody sees a lock in their own way, though the read is shared', async () => {
  await acquire('alice', 'volume', 'seen');
  const query = `query ($of: [_Any!]!) { _entities(representations: $of) {
    ... on Volume { lock { heldByMe canTakeOver } } } }`;
  const variables = { of: [{ __typename: 'Volume', id: 'seen' }] };
  for (let time = 0; time < 4; time += 1) {
    const answers = await Promise.all(
      ['alice', 'bob', 'sam'].map((username) => locks.postGraphQL(username, { query, variables })),
    );
    expect(answers.map(({ text }) => JSON.parse(text) as unknown)).toEqual(
      [
        { heldByMe: true, canTakeOver: false },
        { heldByMe: false, canTakeOver: false },
        { heldByMe: false, canTakeOver: true },
      ].map((lock) => ({ data: { _entities: [{ lock }] } })),
    );
  }
});

it('`me` is served to those who ask the gateway itself, and is no part of the supergraph', async () => {
  const query = '{ me { user { username } permissions } }';
  for (let time = 0; time < 4; time += 1) {
    const { text } = await locks.postGraphQL('alice', { query });
    expect(JSON.parse(text)).toEqual({
      data: { me: { user: { username: 'alice' }, permissions: ['manage-locks'] } },
    });
  }
  const { text } = await locks.postGraphQL('alice', { query: '{ _service { sdl } }' });
  const { sdl } = (JSON.parse(text) as { data: { _service: { sdl: string } } }).data._service;
  expect(sdl).toMatch(/type Volume\s+@key/);
  expect(sdl).not.toMatch(/\bme: |Viewer/);
});

it('the id that a lock shows is the one it is referred to by', async () => {
  await acquire('alice', 'record:x%/y', 'a/b');
  const answer = await locks.postGraphQL('alice', {
    query: '{ lock(route: "record:x%/y", id: "a/b") { id } }',
  });
  const { id } = (JSON.parse(answer.text) as { data: { lock: { id: string } } }).data.lock;
  expect(await entities('alice', [{ __typename: 'Lock', id }])).toEqual({
    data: { _entities: [{ id, fencingToken: expect.any(Number) as unknown }] },
  });
});

it('a reference that names nothing is an error in its place', async () => {
  const good = { __typename: 'Volume', id: '3' };
  const bad = [
    { __typename: 'User', id: 'alice' },
    { __typename: 'Volume' },
    { __typename: 'Volume', id: 'x'.repeat(257) },
    { __typename: 'Volume', id: { $gt: '' } },
    { __typename: 'Lock', id: 'no-lock' },
    { __typename: '__proto__', id: '1' },
    'Volume',
  ];
  const answer = await entities('alice', [...bad, good]);
  expect(answer).toMatchObject({
    data: { _entities: [...bad.map(() => null), { id: '3', lock: null }] },
    errors: bad.map((_, index) => ({
      path: ['_entities', index],
      extensions: { code: 'BAD_USER_INPUT', argument: expect.any(String) as unknown },
    })),
  });
});

it('more references than are served, or than may name nothing, are refused as a whole, and cost others nothing', async () => {
  const many = Array.from({ length: 10_000 }, () => ({ __typename: 'Volume', id: '' }));
  expect(await entities('alice', many.slice(0, 1_001))).toMatchObject({
    errors: [{ extensions: { code: 'BAD_USER_INPUT', argument: 'representations' } }],
  });
  const invalid = Array.from({ length: 101 }, () => ({ __typename: 'Other' }));
  expect(await entities('alice', invalid)).toMatchObject({
    errors: [{ path: ['_entities'], extensions: { code: 'BAD_USER_INPUT' } }],
  });
  const { errors } = (await entities('alice', invalid.slice(1))) as { errors: unknown[] };
  expect(errors).toHaveLength(100);
  const { status } = await locks.postGraphQL('alice', {
    query: '{ __typename }',
    variables: { of: many },
  });
  expect(status).toBe(413);
});

it('a document whose lines of waiters could be too many is refused by its cost', async () => {
  const { text } = await locks.postGraphQL('alice', {
    query: `query ($of: [_Any!]!) { _entities(representations: $of) {
      ... on Volume { lock { waiters { user { id username } } } } } }`,
    variables: { of: [] },
  });
  expect(text).toContain('The operation costs');
});
