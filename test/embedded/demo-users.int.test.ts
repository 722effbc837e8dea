import { createHash } from 'node:crypto';
import { mongo } from 'mongoose';
import {
  ensureDemoUsers,
  type UserDocument,
  USERS_COLLECTION,
} from '../../src/embedded/demo-users';
import { createTestDatabaseUri, dropDatabase } from '../support/test-database';

const uri = createTestDatabaseUri();
const client = new mongo.MongoClient(uri);
const users = client.db().collection<UserDocument>(USERS_COLLECTION);

afterAll(async () => {
  await client.close();
  await dropDatabase(uri);
});

test('there are four demo users, however often the gateway starts', async () => {
  await ensureDemoUsers(users);
  await ensureDemoUsers(users);

  const found = await users.find().sort({ _id: 1 }).toArray();
  expect(found.map(({ username, permissions }) => [username, permissions])).toEqual([
    ['alice', ['manage-locks']],
    ['bob', ['manage-locks']],
    ['eve', []],
    ['sam', ['manage-locks', 'override-locks']],
  ]);
  expect(found[0]?.sessions?.map(({ tokenHash }) => tokenHash)).toEqual([
    createHash('sha256').update('demo-alice').digest('hex'),
  ]);
});

test('a start renews a demo session that ran out and takes back changed permissions', async () => {
  await ensureDemoUsers(users);
  await users.updateOne(
    { _id: 'user-eve' },
    { $set: { permissions: ['manage-locks'], 'sessions.0.expiresAt': new Date(0) } },
  );

  await ensureDemoUsers(users);

  const eve = await users.findOne({ _id: 'user-eve' });
  expect(eve?.permissions).toEqual([]);
  expect(eve?.sessions?.[0]?.expiresAt.getTime()).toBeGreaterThan(Date.now());
});
