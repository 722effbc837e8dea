import { type HistoryOfRecordQuery, HistoryOfRecordDocument } from '../../generated/documents';
import {
  type GraphQLAnswer,
  startTestGateway,
  type TestGateway,
} from '../../support/start-test-gateway';
import { waitUntil } from '../../support/wait-until';

jest.setTimeout(60_000);

let gateway: TestGateway;

beforeAll(async () => {
  gateway = await startTestGateway();
});
afterAll(() => gateway.stop());

async function ask<Data = Record<string, unknown>>(
  username: string | null,
  query: string,
): Promise<GraphQLAnswer<Data>> {
  const { text } = await gateway.postGraphQL(username, { query });
  return JSON.parse(text) as GraphQLAnswer<Data>;
}

const mutate = async (username: string, field: string): Promise<void> => {
  expect((await ask(username, `mutation { ${field} { __typename } }`)).errors).toBeUndefined();
};

/** The history of a record as a user sees it, once it has so many entries. */
const historyOf = (username: string, id: string, count: number) =>
  waitUntil<HistoryOfRecordQuery['lockHistory']>({
    ...{ what: `${count} entries`, withinMs: 20_000 },
    ask: async () => {
      const { data } = await gateway.graphql(username, HistoryOfRecordDocument, {
        ...{ route: '/volume/', id },
      });
      return data!.lockHistory.nodes.length >= count ? data!.lockHistory : undefined;
    },
  });

const ALICE = { id: 'user-alice', username: 'alice' };
const SAM = { id: 'user-sam', username: 'sam' };

test('somebody who was kicked out sees by whom and why', async () => {
  const key = 'route: "volume", id: "kicked"';
  await mutate('alice', `acquireLock(${key}, note: "prices")`);
  await mutate('sam', `takeOverLock(${key}, reason: "urgent")`);
  const { nodes, gaps, pageInfo } = await historyOf('alice', 'kicked', 2);
  expect(nodes).toMatchObject([
    {
      ...{ type: 'TAKEN_OVER', actor: SAM, holder: SAM, previousHolder: ALICE },
      ...{ note: null, reason: 'urgent' },
    },
    {
      ...{ type: 'ACQUIRED', actor: ALICE, holder: ALICE, previousHolder: null },
      ...{ note: 'prices', reason: null },
    },
  ]);
  expect(new Set(nodes.map(({ id }) => id)).size).toBe(2);
  expect(pageInfo.hasNextPage).toBe(false);
  expect(gaps).toMatchObject([{ from: null }]);
});

interface Page {
  readonly lockHistory: {
    readonly nodes: readonly { readonly id: string; readonly resourceId: string }[];
    readonly pageInfo: {
      readonly hasNextPage: boolean;
      readonly hasPreviousPage: boolean;
      readonly endCursor: string | null;
    };
  };
}

async function pageBy(username: string, filter: string, after?: string | null): Promise<Page> {
  const from = after ? `, after: "${after}"` : '';
  const answer = await ask<Page>(
    username,
    `{ lockHistory(${filter}, first: 2${from}) {
      nodes { id resourceId } pageInfo { hasNextPage hasPreviousPage endCursor }
    } }`,
  );
  expect(answer.errors).toBeUndefined();
  return answer.data!;
}

test.each([
  ['of a record', 'bob', 'route: "volume", id: "paged"', 6],
  ['of a user', 'bob', 'actorId: "user-bob"', 6],
])('pages %s have each entry once', async (_, username, filter, count) => {
  for (let times = 0; times < 3; times += 1) {
    if ((await pageBy('bob', 'route: "volume", id: "paged"')).lockHistory.nodes.length > 0) break;
    for (let round = 0; round < 3; round += 1) {
      await mutate('bob', 'acquireLock(route: "volume", id: "paged")');
      await mutate('bob', 'removeLock(route: "volume", id: "paged")');
    }
    await historyOf('bob', 'paged', count);
  }
  const ids: string[] = [];
  let after: string | null = null;
  for (;;) {
    const { nodes, pageInfo }: Page['lockHistory'] = (await pageBy(username, filter, after))
      .lockHistory;
    expect(pageInfo.hasPreviousPage).toBe(after !== null);
    ids.push(...nodes.map(({ id }) => id));
    after = pageInfo.endCursor;
    if (!pageInfo.hasNextPage) break;
  }
  expect(ids).toHaveLength(count);
  expect(new Set(ids).size).toBe(count);
});

test('a cursor of one list is refused by another', async () => {
  await mutate('sam', 'acquireLock(route: "volume", id: "cursor")');
  await historyOf('sam', 'cursor', 1);
  const { endCursor } = (await pageBy('sam', 'route: "volume", id: "cursor"')).lockHistory.pageInfo;
  for (const filter of ['route: "volume", id: "other"', 'actorId: "user-sam"']) {
    const { errors } = await ask(
      'sam',
      `{ lockHistory(${filter}, after: "${endCursor}") { nodes { id } } }`,
    );
    expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT', argument: 'after' } }]);
  }
});

test.each([
  ['nothing', 'route', ''],
  ['no id', 'id', '(route: "volume")'],
  ['no route', 'route', '(id: "1")'],
  ['an empty route', 'route', '(route: "", id: "1")'],
  ['an id that is too long', 'id', `(route: "volume", id: "${'x'.repeat(257)}")`],
  ['a record and a user', 'actorId', '(route: "volume", id: "1", actorId: "user-alice")'],
  ['a user without characters', 'actorId', '(actorId: "")'],
  ['an empty page', 'first', '(actorId: "user-alice", first: 0)'],
  ['a page of 201', 'first', '(actorId: "user-alice", first: 201)'],
  ['no cursor', 'after', '(actorId: "user-alice", after: "abc")'],
  [
    'a cursor of odd values',
    'after',
    `(actorId: "user-alice", after: "${Buffer.from('["x",{"$gt":""},1,true,1]').toString('base64url')}")`,
  ],
])('%s is refused', async (_, argument, args) => {
  const { errors } = await ask('sam', `{ lockHistory${args} { nodes { id } } }`);
  expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT', argument } }]);
});

test('it needs manage-locks, and override-locks for what others did', async () => {
  const codeFor = async (username: string | null, args: string): Promise<unknown> => {
    const { errors } = await ask(username, `{ lockHistory(${args}) { nodes { id } } }`);
    return errors?.[0]?.extensions;
  };
  const record = 'route: "volume", id: "1"';
  expect(await codeFor(null, record)).toMatchObject({ code: 'UNAUTHENTICATED' });
  const lacking = (permission: string) => ({ code: 'FORBIDDEN', permission });
  expect(await codeFor('eve', record)).toMatchObject(lacking('manage-locks'));
  expect(await codeFor('eve', 'actorId: "user-eve"')).toMatchObject(lacking('manage-locks'));
  expect(await codeFor('bob', 'actorId: "user-alice"')).toMatchObject(lacking('override-locks'));
  expect(await codeFor('bob', 'actorId: "user-bob"')).toBeUndefined();
  expect(await codeFor('sam', 'actorId: "user-bob"')).toBeUndefined();
});

test('a long page with every field is within the limits of a document', async () => {
  const { errors } = await ask(
    'alice',
    `{ lockHistory(actorId: "user-alice", first: 200) { edges { cursor node {
      id type at route resourceId fencingToken note reason
      actor { id username } holder { id username } previousHolder { id username } } } } }`,
  );
  expect(errors).toBeUndefined();
});

test('with HISTORY_RETENTION=0 nothing is recorded, and the answer says so', async () => {
  const without = await startTestGateway({ config: { historyRetentionMs: null } });
  try {
    await without.rest('alice', { operation: 'acquire', body: { route: 'volume', id: '1' } });
    const { text } = await without.postGraphQL('alice', {
      query: '{ lockHistory(route: "volume", id: "1") { nodes { id } } }',
    });
    expect(JSON.parse(text)).toMatchObject({
      errors: [{ message: /HISTORY_RETENTION/, extensions: { code: 'HISTORY_OFF' } }].map(
        ({ extensions }) => ({ extensions }),
      ),
    });
    const collections = await without.database.listCollections().toArray();
    expect(collections.map(({ name }) => name)).not.toContain('lock_history');
  } finally {
    await without.stop();
  }
});
