import { type CapturedLog, captureLog } from '../support/captured-log';
import { malformedLock } from '../support/malformed-locks';
import { startTestGateway, type TestGateway } from '../support/start-test-gateway';

let gateway: TestGateway;
let log: CapturedLog;

beforeAll(async () => {
  log = captureLog();
  gateway = await startTestGateway({ logger: log.logger });
});

afterAll(() => gateway.stop());

beforeEach(async () => {
  await gateway.locks.deleteMany({});
  await gateway.rest('alice', { operation: 'acquire', body: { route: 'volume', id: 'good' } });
});

interface Answered {
  readonly data?: Record<string, unknown> | null;
  readonly errors?: readonly { message: string; extensions: Record<string, unknown> }[];
}

async function ask(user: string, query: string): Promise<Answered> {
  const { text } = await gateway.postGraphQL(user, { query });
  return JSON.parse(text) as Answered;
}

/** What both doors answer to an acquire of a volume. */
async function acquireOverBoth(id: string): Promise<unknown[]> {
  const body = { route: 'volume', id };
  const rest = await gateway.rest('bob', { operation: 'acquire', body });
  const graphql = await ask(
    'bob',
    `mutation { acquireLock(route: "volume", id: "${id}") { __typename } }`,
  );
  return [
    rest.status,
    rest.text,
    graphql.errors?.map(({ message, extensions }) => [message, extensions]),
  ];
}

const DEFINITE = [
  500,
  '{"data":"Internal server error","code":500}',
  [['Internal server error', { code: 'INTERNAL_SERVER_ERROR' }]],
];

const warnings = (): Record<string, unknown>[] => log.entries().filter(({ level }) => level === 40);

test('an unreadable lock is left out of lists, warned of once, refused, and mended by force', async () => {
  await gateway.locks.insertOne(malformedLock('bad', { fencingToken: 'many' }));
  const list = '{ locks { nodes { id } pageInfo { hasNextPage } } }';
  const shown = { locks: { nodes: [{ id: 'volume/good' }], pageInfo: { hasNextPage: false } } };
  expect(await ask('alice', list)).toEqual({ data: shown });
  expect(await ask('alice', list)).toEqual({ data: shown });
  expect(await ask('alice', '{ locks(first: 1) { nodes { id } } }')).toEqual({
    data: { locks: { nodes: [{ id: 'volume/good' }] } },
  });
  expect(await acquireOverBoth('bad')).toEqual(DEFINITE);
  expect(warnings()).toMatchObject([
    { documentIds: ['volume/bad'], problem: 'fencingToken is not a token' },
  ]);
  const force = 'mutation { forceRemoveLock(route: "volume", id: "bad") { __typename } }';
  expect(await ask('sam', force)).toEqual({
    data: { forceRemoveLock: { __typename: 'LockRemoved' } },
  });
  const [status] = await acquireOverBoth('bad');
  expect(status).toBe(200);
});

test('a record that another document holds is refused for good, and warned of with both ids', async () => {
  await gateway.locks.insertOne({ ...malformedLock('twice', {}), _id: 'imported' });
  expect(await acquireOverBoth('twice')).toEqual(DEFINITE);
  const told = (): boolean =>
    warnings().some(({ documentIds }) => (documentIds as string[])[1] === 'imported');
  while (!told()) await gateway.locks.findOne({});
  const [good] = await acquireOverBoth('good');
  expect(good).toBe(409);
  expect(
    warnings().filter(({ documentIds }) => (documentIds as string[]).length === 2),
  ).toMatchObject([{ documentIds: ['volume/twice', 'imported'] }]);
});
