import { type Connection, mongo } from 'mongoose';
import { JwtUserDirectory } from '../../../src/identity/jwt/jwt-user-directory';
import { UsersById } from '../../../src/identity/mongo/users-by-id';
import { connect, createConnection } from '../../../src/storage/connection/connection';
import { createTestDatabaseUri, dropDatabase } from '../../support/test-database';

const uri = createTestDatabaseUri();
const objectId = new mongo.ObjectId();
const uuid = new mongo.UUID();

let connection: Connection;
let people: mongo.Collection;

beforeAll(async () => {
  connection = createConnection();
  await connect(connection, uri);
  people = connection.db!.collection('people');
  await people.insertMany([
    { _id: objectId, login: 'alice', rights: ['manage-locks'] },
    { _id: 'bob' as unknown as mongo.ObjectId, login: 'bob' },
    { _id: 42 as unknown as mongo.ObjectId, login: 'sam' },
    { _id: uuid as unknown as mongo.ObjectId, login: 'eve' },
  ]);
});
afterAll(async () => {
  await connection.close();
  await dropDatabase(uri);
});

function users(): UsersById {
  return new UsersById(connection, {
    collection: 'people',
    name: 'login',
    permissions: ['rights'],
  });
}

test('a user is found by the text of the id, whatever kind it is', async () => {
  const byId = users();
  const ids = [objectId.toHexString(), 'bob', '42', uuid.toHexString(), 'nobody', '042', '$ne'];

  const found = await Promise.all(ids.map((id) => byId.find(id)));

  expect(found.map((user) => user?.username)).toEqual([
    'alice',
    'bob',
    'sam',
    'eve',
    undefined,
    undefined,
    undefined,
  ]);
});

test('look-ups at the same time share a query', async () => {
  const byId = users();
  const database = connection.db!;
  await database.command({ profile: 2 });
  await Promise.all(Array.from({ length: 60 }, () => byId.find('bob')));
  await database.command({ profile: 0 });

  const queries = await database
    .collection('system.profile')
    .countDocuments({ ns: people.namespace, op: 'query' });
  // The first goes out at once, all others together after it.
  expect(queries).toBeLessThanOrEqual(2);
});

describe('two users whose ids read alike', () => {
  const twinId = new mongo.ObjectId();
  const ids = [twinId, twinId.toHexString(), 77, '77'];
  beforeAll(() => people.insertMany(ids.map((_id): object => ({ _id, login: 'twin' }))));
  afterAll(() => people.deleteMany({ login: 'twin' }));

  test('are a fault for a claim that could mean either, and for no claim beside it', async () => {
    const byId = users();
    const claims = [twinId.toHexString(), '77', 'bob', '42', 'nobody'];

    const found = await Promise.allSettled(claims.map((claim) => byId.find(claim)));

    expect(
      found.map((each) => (each.status === 'fulfilled' ? each.value?.username : 'fault')),
    ).toEqual(['fault', 'fault', 'bob', 'sam', undefined]);
    expect(String((found[0] as PromiseRejectedResult).reason)).toContain('JWT_ID_CLAIM');
  });

  test('are told apart by a claim that is a number', async () => {
    expect(await users().find(77)).toMatchObject({ id: '77' });
  });
});

test('ids of 64 bits are found by their exact value', async () => {
  const [one, other] = ['9007199254740993', '9007199254740992'];
  await people.insertOne({ _id: mongo.Long.fromString(one), login: 'long' } as object);

  expect(await users().find(one)).toMatchObject({ id: one, username: 'long' });
  expect(await users().find(other)).toBeUndefined();
  expect(await users().find('99999999999999999999')).toBeUndefined();
});

describe('a token whose user must exist', () => {
  const claims = { sub: 'bob', name: 'Robert', permissions: ['manage-locks'] };

  function directory(takes: { takesName: boolean; takesPermissions: boolean }): JwtUserDirectory {
    return new JwtUserDirectory({
      verify: () => Promise.resolve(claims),
      claims: { id: 'sub', name: 'name', permissions: 'permissions' },
      mustExist: { users: users(), ...takes },
    });
  }

  test('counts while the user is there, as the token says', async () => {
    const tokens = directory({ takesName: false, takesPermissions: false });

    expect(await tokens.findByToken('t')).toEqual({
      id: 'bob',
      username: 'Robert',
      permissions: ['manage-locks'],
    });
    await people.deleteOne({ login: 'bob' });
    expect(await tokens.findByToken('t')).toBeUndefined();
    await people.insertOne({ _id: 'bob' as unknown as mongo.ObjectId, login: 'bob' });
  });

  test('takes name and permissions from the collection where it is told to', async () => {
    const tokens = directory({ takesName: true, takesPermissions: true });

    expect(await tokens.findByToken('t')).toEqual({ id: 'bob', username: 'bob', permissions: [] });
    await people.updateOne({ login: 'bob' }, { $set: { rights: [{ name: 'override-locks' }] } });
    expect(await tokens.findByToken('t')).toMatchObject({ permissions: ['override-locks'] });
  });
});
