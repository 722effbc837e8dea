import { AcquireLockDocument, MeDocument } from '../generated/documents';
import { type OwnMongod, startOwnMongod } from '../support/own-mongod';
import {
  type GraphQLAnswer,
  startTestGateway,
  type TestGateway,
} from '../support/start-test-gateway';
import { cookieOf, seedUsers, TEST_USERS } from '../support/test-users';
import { waitUntil } from '../support/wait-until';

/**
 * The contract allows 5 s for an answer while the database is away, and a busy machine takes some
 * more; the driver by itself would wait for half a minute.
 */
const ANSWER_WITHIN_MS = 15_000;

let mongod: OwnMongod;
let gateway: TestGateway;

beforeAll(async () => {
  mongod = await startOwnMongod();
  gateway = await startTestGateway({ mongodbUri: mongod.uri });
  await seedUsers(gateway.database, TEST_USERS);
  await acquire('alice');
});

afterAll(async () => {
  await gateway.stop();
  await mongod.dispose();
});

const KEY = { route: 'volume', id: '1' };

const acquire = async (username: string): Promise<string> =>
  (await gateway.rest(username, { operation: 'acquire', body: KEY })).text;

const statusOf = async (path: string): Promise<number> =>
  (await gateway.http({ method: 'GET', path })).status;

async function listByGet(): Promise<string | undefined> {
  const headers = { Cookie: cookieOf('alice'), 'apollo-require-preflight': 'true' };
  const path = `/graphql?query=${encodeURIComponent('{locks{totalCount nodes{id}}}')}`;
  const { text } = await gateway.http({ method: 'GET', path, headers });
  return (JSON.parse(text) as GraphQLAnswer).errors?.[0]?.extensions?.code;
}

/** Every kind of request at once; resolves with the answers and how long the slowest took. */
async function askBothDoors() {
  const startedAt = performance.now();
  const [acquired, removed, me, listed, unseen, ready, healthy] = await Promise.all([
    acquire('alice'),
    gateway.rest('alice', { operation: 'remove', body: KEY }).then(({ text }) => text),
    gateway.graphql('alice', MeDocument, {}),
    listByGet(),
    // Too long to be validated before the caller is known, and never seen before.
    gateway.graphql('alice', AcquireLockDocument, KEY),
    statusOf('/readyz'),
    statusOf('/healthz'),
  ]);
  const tookMs = performance.now() - startedAt;
  const codeOf = ({ data, errors }: GraphQLAnswer): unknown => ({
    data,
    code: errors?.[0]?.extensions?.code,
  });
  return {
    acquired,
    removed,
    listed,
    me: codeOf(me),
    unseen: codeOf(unseen),
    ready,
    healthy,
    tookMs,
  };
}

const AWAY = {
  acquired: '{"data":"Internal server error","code":500}',
  removed: '{"data":"Internal server error","code":500}',
  listed: 'INTERNAL_SERVER_ERROR',
  me: { data: null, code: 'INTERNAL_SERVER_ERROR' },
  unseen: { data: null, code: 'INTERNAL_SERVER_ERROR' },
  ready: 503,
  healthy: 200,
};

it.each([
  ['stopped', () => mongod.stop(), () => mongod.start()],
  ['frozen', () => Promise.resolve(mongod.freeze()), () => Promise.resolve(mongod.thaw())],
])('a %s database is a 500 in time, and works again by itself', async (_name, goAway, comeBack) => {
  await goAway();
  const { tookMs, ...answers } = await askBothDoors();
  await comeBack();
  expect(answers).toEqual(AWAY);
  expect(tookMs).toBeLessThan(ANSWER_WITHIN_MS);

  await untilReady();
  expect(await acquire('alice')).toBe('{"data":"Success","code":200}');
  expect(await acquire('bob')).toBe('{"data":"Conflict","code":409}');
});

/** Asks as a load balancer does. */
async function untilReady(): Promise<void> {
  await waitUntil({
    what: 'a gateway that is ready',
    withinMs: 20_000,
    everyMs: 50,
    ask: async () => (await statusOf('/readyz')) === 200 || undefined,
  });
}
