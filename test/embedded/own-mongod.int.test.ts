import { setTimeout as delay } from 'node:timers/promises';
import { mongo } from 'mongoose';
import { startOwnMongod, type OwnMongod } from '../support/own-mongod';

let mongod: OwnMongod;

beforeAll(async () => {
  mongod = await startOwnMongod();
}, 60_000);
afterAll(() => mongod.dispose());

const majority = { writeConcern: { w: 'majority' } } as const;

test('a mongod that was stopped comes back on the same address with its data', async () => {
  const client = new mongo.MongoClient(mongod.uri, { serverSelectionTimeoutMS: 500 });
  const notes = client.db().collection('notes');
  await notes.insertOne({ text: 'kept' }, majority);

  await mongod.stop();
  await expect(notes.findOne()).rejects.toThrow();
  await mongod.start();

  const again = new mongo.MongoClient(mongod.uri);
  expect(await again.db().collection('notes').countDocuments({ text: 'kept' })).toBe(1);
  await Promise.all([client.close(), again.close()]);
}, 60_000);

test('a write to a frozen mongod waits until it is thawed', async () => {
  const client = new mongo.MongoClient(mongod.uri);
  const notes = client.db().collection('notes');
  await notes.findOne();

  mongod.freeze();
  let isThawed = false;
  const answeredAfterThaw = notes.insertOne({ text: 'late' }).then(() => isThawed);
  await delay(300);
  isThawed = true;
  mongod.thaw();

  expect(await answeredAfterThaw).toBe(true);
  await client.close();
}, 60_000);
