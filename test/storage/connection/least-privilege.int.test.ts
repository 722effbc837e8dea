import { readFileSync } from 'node:fs';
import { mongo } from 'mongoose';
import { DefiniteFault } from '../../../src/domain/errors';
import { callHttp, type HttpAnswer } from '../../support/http-call';
import { type OwnMongod, startOwnMongod } from '../../support/own-mongod';
import { connect, createConnection } from '../../../src/storage/connection/connection';
import { MongoRecordedEntries } from '../../../src/storage/history/mongo-recorded-entries';
import { HISTORY_COLLECTION } from '../../../src/storage/history/history-document';
import { LOCKS_COLLECTION } from '../../../src/storage/locks/lock-model';
import { acquireSet, ALICE_WANTS, removeSet, serviceOn, standing } from '../../support/joint-load';
import { openTestRecorder } from '../../support/open-test-recorder';
import { openTestFeed } from '../../support/open-test-feed';
import { holderNamed, openTestStore, volume } from '../../support/open-test-store';
import { lineOfFailedStart, startProductionGateway } from '../../support/production-gateway';
import { REST_CALLS } from '../../support/start-test-gateway';
import { untilAnswered } from '../../support/until-answered';
import { waitUntil } from '../../support/wait-until';
import { cookieOf, seedUsers, TEST_USERS } from '../../support/test-users';

jest.setTimeout(60_000);

interface Privilege {
  readonly resource: { readonly db: string; readonly collection: string };
  readonly actions: readonly string[];
}

const DATABASE = 'locks';
const ROOT = { user: 'root', pwd: 'of-all' };
let mongod: OwnMongod;
let root: mongo.MongoClient;

beforeAll(async () => {
  mongod = await startOwnMongod({ hasAuthorization: true });
  const first = new mongo.MongoClient(mongod.uri);
  await first.db('admin').command({ createUser: ROOT.user, pwd: ROOT.pwd, roles: ['root'] });
  await first.close();
  root = await new mongo.MongoClient(mongod.uri, {
    auth: { username: ROOT.user, password: ROOT.pwd },
    authSource: 'admin',
  }).connect();
  await seedUsers(root.db(DATABASE), TEST_USERS);
});

afterAll(async () => {
  await root?.close();
  await mongod?.dispose();
});

/** The role as the README has it, ready to paste. */
function roleOfReadme(): readonly Privilege[] {
  const [, text = ''] =
    /createRole\((\{[^`]+?\n\})\)/.exec(readFileSync('src/gateway/README.md', 'utf8')) ?? [];
  const { privileges } = JSON.parse(text) as { privileges: Privilege[] };
  return privileges;
}

let made = 0;

/** A connection string of a user who may do this and nothing more. */
async function uriOfUserWith(privileges: readonly Privilege[]): Promise<string> {
  const name = `gateway${(made += 1)}`;
  const database = root.db(DATABASE);
  await database.command({ createRole: name, privileges, roles: [] });
  await database.command({ createUser: name, pwd: 's3cret', roles: [name] });
  const uri = new URL(mongod.uri);
  Object.assign(uri, { username: name, password: 's3cret', pathname: `/${DATABASE}` });
  return uri.href;
}

test('the role of the README, and nothing more, is enough for the life of a lock', async () => {
  const gateway = await startProductionGateway(await uriOfUserWith(roleOfReadme()));
  const call = (user: string, operation: keyof typeof REST_CALLS): Promise<HttpAnswer> =>
    callHttp(gateway.url, {
      ...REST_CALLS[operation],
      headers: { Cookie: cookieOf(user), 'Content-Type': 'application/json' },
      body: '{"route":"volume","id":"1"}',
    });
  const graphql = (user: string, query: string): Promise<HttpAnswer> =>
    callHttp(gateway.url, {
      method: 'POST',
      path: '/graphql',
      headers: { Cookie: cookieOf(user), 'Content-Type': 'application/json' },
      body: JSON.stringify({ query }),
    });
  try {
    expect(await gateway.prepared).toBe(true);
    expect((await call('alice', 'acquire')).status).toBe(200);
    expect((await call('alice', 'acquire')).status).toBe(200);
    expect((await call('bob', 'acquire')).status).toBe(409);
    const { text } = await graphql('bob', '{ locks { totalCount nodes { id } } }');
    expect(JSON.parse(text)).toEqual({
      data: { locks: { totalCount: 1, nodes: [{ id: 'volume/1' }] } },
    });
    const taken = 'mutation { takeOverLock(route: "volume", id: "1") { __typename } }';
    expect((await graphql('sam', taken)).text).toContain('LockTakenOver');
    expect((await graphql('sam', 'mutation { removeMyLocks }')).text).toContain(':1}');
    expect((await call('alice', 'remove')).status).toBe(404);
  } finally {
    await gateway.stop();
  }
});

test('it is enough for several locks together, also to end a transaction that another gateway abandoned', async () => {
  const uri = await uriOfUserWith(roleOfReadme());
  const opened = await openTestStore(uri);
  const abandoned = await new mongo.MongoClient(uri, {
    driverInfo: { name: 'lock-gateway' },
  }).connect();
  try {
    const service = serviceOn(opened);
    const acquired = await untilAnswered(() => acquireSet(service, ALICE_WANTS));
    expect(acquired).toMatchObject({ complete: true });
    const session = abandoned.startSession();
    session.startTransaction();
    const locks = abandoned.db().collection(LOCKS_COLLECTION);
    await locks.updateMany({}, { $set: { note: 'left behind' } }, { session });
    await removeSet(service, ALICE_WANTS);
    expect(await standing(opened)).toEqual([]);
    await expect(session.commitTransaction()).rejects.toThrow();
    await session.endSession();
  } finally {
    await abandoned.close();
    await opened.close();
  }
});

const each = roleOfReadme().flatMap(({ resource, actions }) =>
  actions.map((action) => [action, resource.collection] as const),
);

test('it is enough to watch locks; without changeStream nobody can, and locks go on', async () => {
  const role = roleOfReadme();
  const uri = await uriOfUserWith(role);
  const rest = role.map(({ resource, actions }) => ({
    ...{ resource, actions: actions.filter((action) => action !== 'changeStream') },
  }));
  const opened = await openTestStore(uri);
  const feed = await openTestFeed(uri);
  const refused = await openTestFeed(await uriOfUserWith(rest));
  try {
    const watching = await feed.watch();
    await watching.untilSnapshot();
    await opened.acquire(volume('watched'), holderNamed('alice'));
    await watching.until('the grant', ({ picture }) => picture.has('volume/watched'));
    const error = await refused.watch().catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(DefiniteFault);
    expect((error as Error).message).toBe(
      'locks cannot be watched: the user needs changeStream on the collection "locks" of the database "locks"; the README has the whole role',
    );
  } finally {
    await feed.close();
    await refused.close();
    await opened.close();
  }
});

test('it is enough to record the history; what is missing is named, and locks go on', async () => {
  const role = roleOfReadme();
  const uri = await uriOfUserWith(role);
  const rest = role.filter(({ resource }) => resource.collection !== HISTORY_COLLECTION);
  const opened = await openTestStore(uri);
  const refused = await openTestRecorder(await uriOfUserWith(rest));
  const day = 86_400_000;
  const first = await openTestRecorder(uri, { retentionMs: day });
  await first.untilRecording();
  await first.close();
  const recorder = await openTestRecorder(uri, { retentionMs: 2 * day });
  try {
    await opened.acquire(volume('recorded'), holderNamed('alice'));
    expect(await recorder.untilEntries(volume('recorded'), 1)).toMatchObject([
      { type: 'ACQUIRED' },
    ]);
    await waitUntil({
      ...{ what: 'a refusal', withinMs: 10_000 },
      ask: () => Promise.resolve(refused.observed.interrupted[0]),
    });
    const [error] = refused.observed.interrupted;
    expect(error).toBeInstanceOf(DefiniteFault);
    expect((error as Error).message).toBe(
      'history cannot be recorded: the user needs createIndex on the collection "lock_history" of the database "locks"; the README has the whole role',
    );
  } finally {
    await refused.close();
    await recorder.close();
    await opened.close();
  }
});

test('it is enough for webhooks; without changeStream on the history none are sent, and it is named', async () => {
  const role = roleOfReadme();
  const rest = role.map(({ resource, actions }) => {
    const isHistory = resource.collection === HISTORY_COLLECTION;
    return { resource, actions: actions.filter((one) => !isHistory || one !== 'changeStream') };
  });
  const next = async (privileges: readonly Privilege[], token: number): Promise<unknown> => {
    const connection = createConnection();
    await connect(connection, await uriOfUserWith(privileges));
    const entries = new MongoRecordedEntries({ connection, onPlaceLost: () => {} });
    const reader = await entries.takeOver(token);
    try {
      return await reader.next().catch((reason: unknown) => reason);
    } finally {
      await reader.close();
      await connection.close();
    }
  };
  expect(await next(role, 1)).toMatchObject({
    place: { start: { resumeAfter: expect.anything() as unknown } },
  });
  const error = await next(rest, 2);
  expect(error).toBeInstanceOf(DefiniteFault);
  expect((error as Error).message).toBe(
    'webhooks cannot be sent: the user needs changeStream on the collection "lock_history" of the database "locks"; the README has the whole role',
  );
});

/** Without them a warning is missing, nobody can watch, or no history is recorded: decisions go on. */
const isAdvice = (action: string, collection: string): boolean =>
  ['listIndexes', 'changeStream'].includes(action) || collection === HISTORY_COLLECTION;

test.each(each.filter(([action, collection]) => !isAdvice(action, collection)))(
  'without %s on "%s" one line names both, and there is no start',
  async (action, collection) => {
    const rest = roleOfReadme()
      .map(({ resource, actions }) => ({
        resource,
        actions: actions.filter((one) => one !== action || resource.collection !== collection),
      }))
      .filter(({ actions }) => actions.length > 0);
    const line = await lineOfFailedStart(await uriOfUserWith(rest));
    expect(line).toMatch(new RegExp(`^MONGODB_URI cannot be used: the user needs .*${action}`));
    expect(line).toContain(
      collection === '' ? `the whole database "${DATABASE}"` : `the collection "${collection}"`,
    );
    expect(line).not.toMatch(/\n|s3cret|\{/);
  },
);

test('a wrong password is one line that names the setting, and no secret', async () => {
  const uri = await uriOfUserWith(roleOfReadme());
  expect(await lineOfFailedStart(uri.replace('s3cret', 's3cret2'))).toBe(
    'MONGODB_URI cannot be used: the user, the password or authSource is wrong, or the server does not offer authMechanism',
  );
});
