import { type Connection, mongo } from 'mongoose';
import { createAuthenticate } from '../../../src/identity/authenticator';
import { MongoUserDirectory } from '../../../src/identity/mongo/mongo-user-directory';
import { hashToken } from '../../../src/identity/token-hash';
import { type UserFields } from '../../../src/identity/mongo/user-fields';
import { DEFAULT_USERS } from '../../support/test-config';
import { connect, createConnection } from '../../../src/storage/connection/connection';
import { createTestDatabaseUri, dropDatabase } from '../../support/test-database';

const uri = createTestDatabaseUri();
const soon = new Date(Date.now() + 3_600_000);
const session = (token: string): object => ({ tokenHash: hashToken(token), expiresAt: soon });

let connection: Connection;
let users: mongo.Collection;

beforeAll(async () => {
  connection = createConnection();
  await connect(connection, uri);
  users = connection.db!.collection('users');
});
beforeEach(() => users.createIndex({ 'sessions.tokenHash': 1 }));
afterEach(() => users.drop());
afterAll(async () => {
  await connection.close();
  await dropDatabase(uri);
});

function directory(fields: Partial<UserFields> = {}): MongoUserDirectory {
  return new MongoUserDirectory(connection, { ...DEFAULT_USERS, ...fields });
}

/** Names of the callers of tokens, all asked for at once; null for nobody. */
async function namesOf(
  tokens: readonly string[],
  fields: Partial<UserFields> = {},
): Promise<unknown[]> {
  const authenticate = createAuthenticate(directory(fields));
  return Promise.all(
    tokens.map((token) =>
      authenticate(token).then(
        (answer) => (answer.kind === 'authenticated' ? answer.caller.username : null),
        () => 'fault',
      ),
    ),
  );
}

function nestedList(depth: number): unknown {
  return depth === 0 ? 'manage-locks' : [nestedList(depth - 1)];
}

test.each<[string, object, unknown]>([
  ['null as permissions', { permissions: null }, 'odd'],
  ['an object as permissions', { permissions: { a: 1 } }, 'odd'],
  ['deeply nested permissions', { permissions: nestedList(80) }, 'odd'],
  ['100,000 permissions', { permissions: Array(1e5).fill('x') }, 'odd'],
  ['no name', { username: undefined }, 'id-of-odd'],
  ['an object as name', { username: { first: 'A' } }, 'id-of-odd'],
  ['a name of 100,000 characters', { username: 'x'.repeat(1e5) }, `${'x'.repeat(255)}…`],
  ['control characters in the name', { username: 'a\r\nb' }, 'a\uFFFD\uFFFDb'],
  [
    'a pattern as name that JavaScript has not',
    { username: new mongo.BSONRegExp('(?i)x') },
    'id-of-odd',
  ],
  ['code as name', { username: new mongo.Code('x', { a: 1 }) }, 'id-of-odd'],
  [
    'a reference as permissions',
    { permissions: new mongo.DBRef('a', new mongo.ObjectId()) },
    'odd',
  ],
  ['a list in a list as sessions', { sessions: [[session('odd')]] }, null],
  ['a text as expiry', { sessions: [{ ...session('odd'), expiresAt: 'soon' }] }, null],
  ['a list as expiry', { sessions: [{ ...session('odd'), expiresAt: [soon, soon] }] }, null],
  ['a pattern as expiry', { sessions: [{ ...session('odd'), expiresAt: /x/ }] }, null],
  ['no list of sessions', { sessions: session('odd') }, 'odd'],
  ['sessions of every type', { sessions: [null, 7, 'x', [], {}, /y/, session('odd')] }, 'odd'],
  [
    'the smallest and largest values as other sessions',
    { sessions: [new mongo.MinKey(), { tokenHash: new mongo.MaxKey() }, session('odd')] },
    'odd',
  ],
  ['an object as _id', { _id: { a: 1 } }, null],
  ['padding that fills the document', { padding: 'x'.repeat(15e6) }, 'odd'],
])('a user with %s harms no user beside', async (_what, odd, name) => {
  const others = Array.from({ length: 10 }, (_, index) => `other-${index}`);
  await users.insertMany([
    ...others.map((username) => ({ username, sessions: [session(username)] })),
    { _id: 'id-of-odd', username: 'odd', sessions: [session('odd')], ...odd },
  ] as object[]);

  expect(await namesOf(['odd', 'nobody', ...others])).toEqual([name, null, ...others]);
});

describe('only the session that was asked for is read', () => {
  /** What one query read and sent, as mongod wrote it down. */
  async function queryOf(run: () => Promise<unknown>): Promise<mongo.Document> {
    const database = connection.db!;
    await database.command({ profile: 2 });
    await run();
    await database.command({ profile: 0 });
    const profile = database.collection('system.profile');
    const queries = await profile.find({ ns: users.namespace, op: 'query' }).toArray();
    await profile.drop();
    expect(queries).toHaveLength(1);
    return queries[0]!;
  }

  test.each<[string, Partial<UserFields>, (tokens: string[]) => object]>([
    ['a list of sessions', {}, (all) => ({ sessions: all.map(session) })],
    [
      'a list inside an object',
      { token: 'auth.devices.hash', expiry: 'auth.devices.until' },
      (all) => ({ auth: { devices: all.map((t) => ({ hash: hashToken(t), until: soon })) } }),
    ],
    [
      'a list of lists, with the expiry on the outer one',
      { token: 'devices.tokens.hash', expiry: 'devices.until' },
      (all) => ({
        devices: [
          { until: soon, tokens: all.map((t) => ({ hash: hashToken(t) })) },
          ...all.map((t) => ({ until: soon, tokens: [{ hash: hashToken(`other-${t}`) }] })),
        ],
      }),
    ],
    [
      'a list of plain tokens, with the expiry on the user',
      { token: 'tokens', tokenHash: 'none', expiry: 'times.until' },
      (all) => ({ tokens: all, times: { until: soon } }),
    ],
    [
      'tokens that read like fields of the document',
      { token: 'tokens.value', tokenHash: 'none', expiry: undefined },
      (all) => ({ tokens: all.map((value) => ({ value })) }),
    ],
  ])('of %s', async (_what, fields, documentOf) => {
    const { token } = { ...DEFAULT_USERS, ...fields };
    await users.createIndex({ [token]: 1 });
    const many = Array.from({ length: 5_000 }, (_, index) => `$many-${index}`);
    const few = ['$few-0', '$few-1'];
    await users.insertMany([
      { username: 'many', ...documentOf(many) },
      { username: 'few', ...documentOf(few) },
    ]);

    const ofFew = await queryOf(async () => {
      expect(await namesOf(['$few-1'], fields)).toEqual(['few']);
    });
    const ofMany = await queryOf(async () => {
      expect(await namesOf(['$many-4999'], fields)).toEqual(['many']);
    });
    const ofBoth = await queryOf(async () => {
      const tokens = ['$many-7', '$few-0', '$few-1', '$many-4999', '$nobody'];
      expect(await namesOf(tokens, fields)).toEqual(['many', 'few', 'few', 'many', null]);
    });

    expect(ofMany['responseLength']).toBeLessThanOrEqual((ofFew['responseLength'] as number) + 10);
    expect(ofBoth['responseLength']).toBeLessThan(2 * (ofFew['responseLength'] as number));
    for (const query of [ofFew, ofMany, ofBoth]) {
      expect(query['planSummary']).toBe(`IXSCAN { ${token}: 1 }`);
      expect(query['docsExamined']).toBeLessThanOrEqual(2);
    }
  });
});

describe('identities', () => {
  const hex = '66f2a4c1b7d8e90012345678';
  const uuid = new mongo.UUID();

  test('users whose ids differ in type alone are different users', async () => {
    const ids = [
      ...[5, '5', 1.5, '1.5', 'number:1.5', new mongo.ObjectId(hex), hex, `string:${hex}`],
      ...[new mongo.Binary(Buffer.from(hex, 'hex')), `binary:0:${hex}`, uuid, uuid.toHexString()],
      ...[new mongo.Binary(uuid.buffer, 3), `uuid:${uuid.toHexString()}`, mongo.Long.MAX_VALUE],
    ];
    await users.insertMany(
      ids.map((_id, index): object => ({ _id, sessions: [session(`t${index}`)] })),
    );

    const results = await directory().findByTokens(ids.map((_, index) => `t${index}`));
    const found = results.map((each) => (each.status === 'fulfilled' ? each.value?.id : undefined));

    expect(found).not.toContain(undefined);
    expect(new Set(found).size).toBe(ids.length);
  });

  test('the database itself refuses two users whose ids are one number', async () => {
    await users.insertOne({ _id: 5 } as object);

    await expect(users.insertOne({ _id: new mongo.Long(5) } as object)).rejects.toThrow('E11000');
    await expect(users.insertOne({ _id: new mongo.Double(5) } as object)).rejects.toThrow('E11000');
  });
});
