import { type Connection, mongo } from 'mongoose';
import { type Caller } from '../../../src/domain/caller';
import { MongoUserDirectory } from '../../../src/identity/mongo/mongo-user-directory';
import { hashToken } from '../../../src/identity/token-hash';
import { type UserFields } from '../../../src/identity/mongo/user-fields';
import { DEFAULT_USERS } from '../../support/test-config';
import { inspectUsers } from '../../../src/identity/mongo/users-collection';
import { connect, createConnection } from '../../../src/storage/connection/connection';
import { createTestDatabaseUri, dropDatabase } from '../../support/test-database';

const uri = createTestDatabaseUri();
const soon = new Date(Date.now() + 3_600_000);
const past = new Date(Date.now() - 1_000);

let connection: Connection;
let accounts: mongo.Collection;

beforeAll(async () => {
  connection = createConnection();
  await connect(connection, uri);
  accounts = connection.db!.collection('accounts');
});
afterEach(() => accounts.drop());
afterAll(async () => {
  await connection.close();
  await dropDatabase(uri);
});

function directory(fields: Partial<UserFields> = {}): MongoUserDirectory {
  return new MongoUserDirectory(connection, {
    ...DEFAULT_USERS,
    collection: 'accounts',
    ...fields,
  });
}

/** The callers of tokens; rejects when one of them cannot be told. */
async function findAll(
  tokens: readonly string[],
  fields: Partial<UserFields> = {},
): Promise<(Caller | undefined)[]> {
  const results = await directory(fields).findByTokens(tokens);
  return results.map((result) => {
    if (result.status === 'rejected') throw result.reason;
    return result.value;
  });
}

async function find(token: string, fields: Partial<UserFields> = {}): Promise<unknown> {
  return (await findAll([token], fields))[0];
}

async function store(...users: object[]): Promise<void> {
  await accounts.insertMany(users);
}

test('a token in a field of the user, as it is, with the expiry beside it', async () => {
  const fields: Partial<UserFields> = {
    token: 'auth.refreshToken',
    tokenHash: 'none',
    expiry: 'auth.validUntil',
    name: 'profile.login',
    permissions: ['rights', 'roles.permissions.name', 'groups.rights'],
  };
  const id = new mongo.ObjectId();
  await store(
    {
      _id: id,
      auth: { refreshToken: 'raw-alice', validUntil: soon },
      profile: { login: 'alice' },
      rights: ['manage-locks'],
      roles: [
        { name: 'admin', permissions: [{ name: 'override-locks' }, { name: 'manage-locks' }] },
        { name: 'guest' },
      ],
      groups: { rights: [{ name: 'see-all' }] },
    },
    { auth: { refreshToken: 'raw-bob', validUntil: past }, profile: { login: 'bob' } },
  );

  expect(await find('raw-alice', fields)).toEqual({
    id: id.toHexString(),
    username: 'alice',
    permissions: ['manage-locks', 'override-locks', 'see-all'],
  });
  expect(await find('raw-bob', fields)).toBeUndefined();
  expect(await find('raw-nobody', fields)).toBeUndefined();
});

test('each session has an expiry of its own', async () => {
  await store({
    username: 'alice',
    sessions: [
      { tokenHash: hashToken('old'), expiresAt: past },
      { tokenHash: hashToken('new'), expiresAt: soon },
      { tokenHash: hashToken('endless') },
    ],
  });

  const callers = await findAll(['old', 'new', 'endless']);

  expect(callers.map((caller) => caller?.username)).toEqual([undefined, 'alice', undefined]);
});

test('a list of plain hashes with the expiry on the user', async () => {
  const fields = { token: 'tokens', expiry: 'tokensExpireAt' };
  await store(
    { username: 'alice', tokens: [hashToken('a1'), hashToken('a2')], tokensExpireAt: soon },
    { username: 'bob', tokens: [hashToken('b1')], tokensExpireAt: past },
    { username: 'sam', tokens: [hashToken('s1')] },
  );

  const callers = await findAll(['a1', 'a2', 'b1', 's1'], fields);

  expect(callers.map((caller) => caller?.username)).toEqual([
    'alice',
    'alice',
    undefined,
    undefined,
  ]);
});

test('without an expiry field a token counts until it is removed', async () => {
  const fields = { token: 'refreshTokenHash', expiry: undefined };
  await store({ _id: 'a', username: 'alice', refreshTokenHash: hashToken('a') });

  expect(await find('a', fields)).toMatchObject({ username: 'alice' });
  await accounts.updateOne({ username: 'alice' }, { $unset: { refreshTokenHash: 1 } });
  expect(await find('a', fields)).toBeUndefined();
});

test.each([
  ['a date', soon, true],
  ['seconds', Math.floor(soon.getTime() / 1_000), true],
  ['milliseconds', soon.getTime(), true],
  ['a long number', mongo.Long.fromNumber(soon.getTime()), true],
  ['a text with its zone', soon.toISOString(), true],
  ['seconds in the past', Math.floor(past.getTime() / 1_000), false],
  ['milliseconds in the past', past.getTime(), false],
  ['a text without its zone', '2999-01-01T00:00:00', false],
  ['a word', 'tomorrow', false],
  ['null', null, false],
  ['true', true, false],
  ['a list of times', [soon, soon], false],
])('an expiry as %s', async (_what, expiresAt, counts) => {
  await store({ username: 'alice', sessions: [{ tokenHash: hashToken('a'), expiresAt }] });

  expect((await find('a')) !== undefined).toBe(counts);
});

test('the expiry is judged by the clock of the database, not by this machine', async () => {
  await store({
    username: 'alice',
    sessions: [
      { tokenHash: hashToken('live'), expiresAt: soon },
      { tokenHash: hashToken('old'), expiresAt: past },
    ],
  });
  const clock = jest.spyOn(Date, 'now');
  try {
    for (const offMs of [-86_400_000, 86_400_000]) {
      clock.mockReturnValue(soon.getTime() + offMs);
      expect(await find('live')).toBeDefined();
      expect(await find('old')).toBeUndefined();
    }
  } finally {
    clock.mockRestore();
  }
});

const session = { tokenHash: hashToken('a'), expiresAt: soon };

test.each<[string, object, object | undefined]>([
  ['no name', { _id: 'u1', username: undefined }, { id: 'u1', username: 'u1', permissions: [] }],
  ['a name that is no text', { _id: 'u1', username: { first: 'A' } }, { username: 'u1' }],
  ['an empty name', { _id: 'u1', username: '' }, { username: 'u1' }],
  ['a number as _id', { _id: 7, username: 'alice' }, { id: '7' }],
  ['one text as permissions', { permissions: 'manage-locks' }, { permissions: ['manage-locks'] }],
  ['null as permissions', { permissions: null }, { permissions: [] }],
  ['a map as permissions', { permissions: { 'manage-locks': true } }, { permissions: [] }],
  [
    'a mixed list of permissions',
    { permissions: [1, null, { name: 7 }, ['manage-locks'], { name: 'x' }] },
    { permissions: ['manage-locks', 'x'] },
  ],
  ['an object as _id, which two users could seem to share', { _id: { a: 1 } }, undefined],
])('a user with %s is no fault', async (_what, user, caller) => {
  await store({ username: 'alice', ...user, sessions: [null, 7, 'x', {}, session] });

  const found = await find('a');
  if (caller) expect(found).toMatchObject(caller);
  else expect(found).toBeUndefined();
});

test.each([null, 7, 'text', [], [null], { tokenHash: 5 }])(
  'sessions that are %j belong to nobody and harm nobody',
  async (sessions) => {
    await store({ username: 'bob', sessions }, { username: 'alice', sessions: [session] });

    expect(await find('a')).toMatchObject({ username: 'alice' });
  },
);

test('a token that two users have belongs to nobody', async () => {
  await store(
    { username: 'alice', sessions: [session] },
    { username: 'bob', sessions: [session] },
    { username: 'sam', sessions: [session] },
  );

  expect(await find('a')).toBeUndefined();
});

test('a token is never read as part of a query', async () => {
  await store({ username: 'alice', refreshToken: 'a' });
  const fields = { token: 'refreshToken', tokenHash: 'none', expiry: undefined } as const;

  for (const token of ['{"$ne":""}', '$ne', '[$ne]=', '.*', 'null']) {
    expect(await find(token, fields)).toBeUndefined();
  }
});

test('permissions and sessions that are taken away count from the next look-up on', async () => {
  await store({ username: 'alice', permissions: ['manage-locks'], sessions: [session] });
  expect(await find('a')).toMatchObject({ permissions: ['manage-locks'] });

  await accounts.updateOne({ username: 'alice' }, { $set: { permissions: [] } });
  expect(await find('a')).toMatchObject({ permissions: [] });

  await accounts.updateOne({ username: 'alice' }, { $set: { sessions: [] } });
  expect(await find('a')).toBeUndefined();
});

test('many tokens are one query that reads the needed fields only and goes over the index', async () => {
  await store(
    ...Array.from({ length: 200 }, (_, user) => ({
      username: `user-${user}`,
      avatar: 'x'.repeat(1_000),
      sessions: [{ tokenHash: hashToken(`t${user}`), expiresAt: soon }],
    })),
  );
  await accounts.createIndex({ 'sessions.tokenHash': 1 });
  const database = connection.db!;
  await database.command({ profile: 2 });
  const callers = await findAll(Array.from({ length: 64 }, (_, user) => `t${user}`));
  await database.command({ profile: 0 });

  expect(callers.map((caller) => caller?.username)).toEqual(
    Array.from({ length: 64 }, (_, user) => `user-${user}`),
  );
  const queries = await database
    .collection('system.profile')
    .find({ ns: accounts.namespace, op: 'query' })
    .toArray();
  expect(queries).toHaveLength(1);
  expect(queries[0]).toMatchObject({ docsExamined: 64, nreturned: 64 });
  expect(queries[0]?.['responseLength']).toBeLessThan(64 * 500);
  await database.collection('system.profile').drop();
});

describe('what is told at the start', () => {
  const fields = { collection: 'accounts', token: 'sessions.tokenHash' };

  test('a token field without an index', async () => {
    await store({ username: 'alice' });
    await accounts.createIndex({ username: 1, 'sessions.tokenHash': 1 });
    await accounts.createIndex(
      { 'sessions.tokenHash': 1 },
      { partialFilterExpression: { isActive: true } },
    );

    expect(await inspectUsers(connection, fields)).toEqual([
      'The collection "accounts" has no index on "sessions.tokenHash": every request scans all ' +
        'users. Create one with ' +
        'db.getCollection("accounts").createIndex({ "sessions.tokenHash": 1 })',
    ]);
  });

  test('nothing when it has one', async () => {
    await accounts.createIndex({ 'sessions.tokenHash': 1, username: 1 }, { sparse: true });

    expect(await inspectUsers(connection, fields)).toEqual([]);
  });

  test('a collection that is not there, which is not made', async () => {
    await store({});

    expect(await inspectUsers(connection, { ...fields, collection: 'nowhere' })).toEqual([
      'The collection "nowhere" does not exist: no user can sign in until it is created.',
    ]);
    expect(await connection.db!.listCollections({ name: 'nowhere' }).toArray()).toEqual([]);
  });
});
