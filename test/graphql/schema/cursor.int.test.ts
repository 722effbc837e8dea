import { captureLog } from '../../support/captured-log';
import {
  type GraphQLAnswer,
  startTestGateway,
  type TestGateway,
} from '../../support/start-test-gateway';

const log = captureLog();
let gateway: TestGateway;

beforeAll(async () => {
  gateway = await startTestGateway({ logger: log.logger });
  for (const id of ['1', '2', '3']) {
    await gateway.rest('alice', { operation: 'acquire', body: { route: 'volume', id } });
  }
});
afterAll(() => gateway.stop());

interface Page {
  readonly locks: {
    readonly nodes: readonly { readonly resourceId: string }[];
    readonly pageInfo: { readonly endCursor: string };
  };
}

async function list(username: string, args: string): Promise<GraphQLAnswer<Page>> {
  const query = `{ locks(first: 1, ${args}) { nodes { resourceId } pageInfo { endCursor } } }`;
  const { text } = await gateway.postGraphQL(username, { query });
  return JSON.parse(text) as GraphQLAnswer<Page>;
}

async function cursorOf(username: string, args: string): Promise<string> {
  const { data } = await list(username, args);
  return data!.locks.pageInfo.endCursor;
}

const outcomeOfLast = (): unknown =>
  log
    .entries()
    .filter(({ operation }) => operation === 'locks')
    .at(-1)?.['outcome'];

it.each([
  ['the same list', 'route: "volume"'],
  ['the same route in another spelling', 'route: "/volume/"'],
])('a cursor leads on in %s', async (_name, args) => {
  const after = await cursorOf('alice', 'route: "volume"');
  const { data } = await list('alice', `${args}, after: "${after}"`);
  expect(data?.locks.nodes).toEqual([{ resourceId: '2' }]);
});

it.each([
  ['another route', 'alice', 'route: "series"'],
  ['no route', 'alice', 'mine: false'],
  ["one's own locks", 'alice', 'route: "volume", mine: true'],
  ['some rows', 'alice', 'route: "volume", ids: ["1", "2"]'],
  ['no rows', 'alice', 'route: "volume", ids: []'],
])('a cursor is refused for a list of %s', async (_name, username, args) => {
  const after = await cursorOf('alice', 'route: "volume"');
  const { errors } = await list(username, `${args}, after: "${after}"`);
  expect(errors?.[0]).toMatchObject({
    message: 'after is not a cursor of this list.',
    extensions: { code: 'BAD_USER_INPUT', argument: 'after' },
  });
});

it("a cursor of one's own locks is invalid for other users", async () => {
  const after = await cursorOf('alice', 'mine: true');
  const { errors } = await list('bob', `mine: true, after: "${after}"`);
  expect(errors?.[0]?.extensions?.code).toBe('BAD_USER_INPUT');
});

it('a bad cursor is an outcome of its own in the log, no fault', async () => {
  const { errors } = await list('alice', 'after: "x"');
  expect(errors?.[0]?.extensions?.code).toBe('BAD_USER_INPUT');
  expect(outcomeOfLast()).toBe('badInput');
});

it('the permission is asked for before the cursor is read', async () => {
  const { errors } = await list('eve', 'after: "x"');
  expect(errors?.[0]?.extensions?.code).toBe('FORBIDDEN');
  expect(outcomeOfLast()).toBe('permissionMissing');
});
