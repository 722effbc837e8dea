import {
  startTestGateway,
  type GraphQLAnswer,
  type TestGateway,
} from '../support/start-test-gateway';

let gateway: TestGateway;

beforeAll(async () => {
  gateway = await startTestGateway();
  for (const id of ['a', 'b', 'c', 'd', 'e']) {
    await gateway.rest('alice', { operation: 'acquire', body: { route: 'volume', id } });
  }
});
afterAll(() => gateway.stop());

interface Page {
  readonly locks: {
    readonly nodes: readonly { readonly resourceId: string }[];
    readonly edges: readonly { readonly cursor: string; readonly node: { resourceId: string } }[];
    readonly pageInfo: {
      readonly hasNextPage: boolean;
      readonly hasPreviousPage: boolean;
      readonly startCursor: string | null;
      readonly endCursor: string | null;
    };
  };
}

async function ask(args: string): Promise<GraphQLAnswer<Page>> {
  const query = `{ locks(${args}) {
    nodes { resourceId }
    edges { cursor node { resourceId } }
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
  } }`;
  return JSON.parse((await gateway.postGraphQL('bob', { query })).text) as GraphQLAnswer<Page>;
}

async function pageOf(args: string) {
  const { nodes, edges, pageInfo } = (await ask(args)).data!.locks;
  expect(edges.map(({ node }) => node)).toEqual(nodes);
  expect(pageInfo.startCursor).toBe(edges[0]?.cursor ?? null);
  expect(pageInfo.endCursor).toBe(edges.at(-1)?.cursor ?? null);
  const ids = nodes.map(({ resourceId }) => resourceId).join('');
  return { ids, edges, pageInfo, around: [pageInfo.hasPreviousPage, pageInfo.hasNextPage] };
}

it('pages forwards to the end and backwards to the start over the same pages', async () => {
  const first = await pageOf('route: "volume", first: 2');
  const second = await pageOf(`route: "volume", first: 2, after: "${first.pageInfo.endCursor}"`);
  const third = await pageOf(`route: "volume", first: 2, after: "${second.pageInfo.endCursor}"`);
  expect([first.ids, second.ids, third.ids]).toEqual(['ab', 'cd', 'e']);
  expect([first.around, second.around, third.around]).toEqual([
    [false, true],
    [true, true],
    [true, false],
  ]);
  const back = await pageOf(`route: "volume", last: 2, before: "${third.pageInfo.startCursor}"`);
  const start = await pageOf(`route: "volume", last: 2, before: "${back.pageInfo.startCursor}"`);
  expect([back.ids, start.ids]).toEqual(['cd', 'ab']);
  expect([back.around, start.around]).toEqual([
    [true, true],
    [false, true],
  ]);
});

it('begins at the end with last alone', async () => {
  const { ids, around } = await pageOf('last: 3');
  expect([ids, around]).toEqual(['cde', [true, false]]);
});

it('has what lies between two cursors', async () => {
  const { edges } = await pageOf('first: 5');
  const between = `after: "${edges[0]!.cursor}", before: "${edges[4]!.cursor}"`;
  expect((await pageOf(between)).ids).toBe('bcd');
  expect((await pageOf(`first: 1, ${between}`)).ids).toBe('b');
  expect((await pageOf(`last: 1, ${between}`)).ids).toBe('d');
});

it('has an empty page before the first lock, and says that others follow', async () => {
  const { edges } = await pageOf('first: 1');
  const { ids, around } = await pageOf(`last: 2, before: "${edges[0]!.cursor}"`);
  expect([ids, around]).toEqual(['', [false, true]]);
});

it('does not promise a page before one whose locks are gone', async () => {
  const { edges } = await pageOf('first: 1');
  await gateway.rest('alice', { operation: 'remove', body: { route: 'volume', id: 'a' } });
  const { ids, around } = await pageOf(`first: 2, after: "${edges[0]!.cursor}"`);
  expect([ids, around]).toEqual(['bc', [false, true]]);
});

it.each([
  ['first and last together', 'first: 2, last: 2', 'last'],
  ['last: 0', 'last: 0', 'last'],
  ['last: 201', 'last: 201', 'last'],
  ['a before that is no cursor', 'last: 1, before: "x"', 'before'],
])('%s is refused', async (_name, args, argument) => {
  const { errors } = await ask(args);
  expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', argument });
});
