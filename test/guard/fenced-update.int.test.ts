import { createConnection, mongo, Schema } from 'mongoose';
import { type FencedUpdateCall, fencedUpdate } from '../../src/guard/public';
import { createTestDatabaseUri } from '../support/test-database';

interface Volume {
  _id: string;
  title?: string;
  savedUnder?: number;
  saves?: number;
  fencingToken?: unknown;
  lock?: { token?: number };
}

let client: mongo.MongoClient;
let volumes: mongo.Collection<Volume>;
let databaseUri: string;

beforeAll(async () => {
  databaseUri = createTestDatabaseUri();
  client = await new mongo.MongoClient(databaseUri).connect();
  volumes = client.db().collection('volumes');
});
afterAll(async () => {
  await client.db().dropDatabase();
  await client.close();
});
afterEach(() => volumes.deleteMany({}));

type Update = Record<string, unknown> | Record<string, unknown>[];
const SHAPES: [string, (token: number) => Update][] = [
  ['operators', (token) => ({ $set: { savedUnder: token }, $inc: { saves: 1 } })],
  [
    'a pipeline',
    (token) => [{ $set: { savedUnder: token, saves: { $add: [{ $ifNull: ['$saves', 0] }, 1] } } }],
  ],
];

async function save(token: number, update: Update, more: Partial<FencedUpdateCall<Update>> = {}) {
  const fenced = fencedUpdate({ filter: { _id: '1' }, token, update, ...more });
  return volumes.updateOne(fenced.filter, fenced.update);
}
const record = () => volumes.findOne({ _id: '1' });

describe.each(SHAPES)('an update by %s', (_shape, updateOf) => {
  it('is applied for a token as large as any before, and refused for a smaller one', async () => {
    await volumes.insertOne({ _id: '1' });
    const matched: number[] = [];
    for (const token of [5, 5, 4, 7, 6, 7]) {
      matched.push((await save(token, updateOf(token))).matchedCount);
    }
    expect(matched).toEqual([1, 1, 0, 1, 0, 1]);
    expect(await record()).toEqual({ _id: '1', savedUnder: 7, saves: 4, fencingToken: 7 });
  });

  it('of many at once, in any order, never ends with an older save over a newer one', async () => {
    const tokens = Array.from({ length: 40 }, (_, index) => 1_000 + ((index * 17) % 40));
    for (let round = 0; round < 5; round += 1) {
      await volumes.insertOne({ _id: '1' });
      const results = await Promise.all(tokens.map((token) => save(token, updateOf(token))));
      const applied = results.filter(({ matchedCount }) => matchedCount === 1).length;
      expect(await record()).toMatchObject({
        savedUnder: 1_039,
        saves: applied,
        fencingToken: 1_039,
      });
      await volumes.deleteMany({});
    }
  });

  it('is applied to a record that has no token yet, also when it is null', async () => {
    await volumes.insertOne({ _id: '1', fencingToken: null });
    expect(await save(3, updateOf(3))).toMatchObject({ matchedCount: 1 });
    expect(await record()).toMatchObject({ fencingToken: 3 });
  });

  it.each(['9', {}, true, NaN, new Date(0)])(
    'is refused where the field is no number: %p',
    async (fencingToken) => {
      await volumes.insertOne({ _id: '1', fencingToken });
      expect(await save(9, updateOf(9))).toMatchObject({ matchedCount: 0 });
      expect(await record()).toEqual({ _id: '1', fencingToken });
    },
  );

  it('compares with tokens that are stored as another kind of number', async () => {
    const token = 2 ** 53 - 1;
    await volumes.insertOne({ _id: '1', fencingToken: mongo.Long.fromNumber(token - 1) });
    expect(await save(token - 2, updateOf(1))).toMatchObject({ matchedCount: 0 });
    expect(await save(token, updateOf(1))).toMatchObject({ matchedCount: 1 });
    expect((await record())?.fencingToken).toBe(token);
  });

  it('keeps the token in another field', async () => {
    await volumes.insertOne({ _id: '1' });
    const field = 'lock.token';
    await save(5, updateOf(5), { field });
    expect(await save(4, updateOf(4), { field })).toMatchObject({ matchedCount: 0 });
    expect((await record())?.lock).toEqual({ token: 5 });
  });

  it('keeps the conditions of the filter', async () => {
    await volumes.insertOne({ _id: '1', title: 'b', fencingToken: 1 });
    const filter = { _id: '1', $or: [{ title: 'a' }], fencingToken: { $exists: true } };
    expect(await save(5, updateOf(5), { filter })).toMatchObject({ matchedCount: 0 });
  });

  it('as an upsert with a stale token fails when the filter names the record by its _id', async () => {
    await volumes.insertOne({ _id: '1', fencingToken: 5 });
    const { filter, update } = fencedUpdate({
      filter: { _id: '1' },
      token: 4,
      update: updateOf(4),
    });
    await expect(volumes.updateOne(filter, update, { upsert: true })).rejects.toMatchObject({
      code: 11_000,
    });
    expect(await record()).toEqual({ _id: '1', fencingToken: 5 });
  });
});

it('an empty update claims the record, so that older saves are refused', async () => {
  await volumes.insertOne({ _id: '1', title: 'old' });
  const { filter, update } = fencedUpdate({ filter: { _id: '1' }, token: 8, update: {} });
  const opened = await volumes.findOneAndUpdate(filter, update, { returnDocument: 'after' });
  expect(opened).toEqual({ _id: '1', title: 'old', fencingToken: 8 });
  expect(await save(7, { $set: { title: 'stale' } })).toMatchObject({ matchedCount: 0 });
});

it('a maximum of the update itself is kept', async () => {
  await volumes.insertOne({ _id: '1', saves: 2 });
  await save(8, { $max: { saves: 5 } });
  expect(await record()).toEqual({ _id: '1', saves: 5, fencingToken: 8 });
});

it('a pipeline that replaces the record keeps the token', async () => {
  await volumes.insertOne({ _id: '1', title: 'old', fencingToken: 8 });
  await save(9, [{ $replaceWith: { _id: '1', title: 'new' } }]);
  expect(await record()).toEqual({ _id: '1', title: 'new', fencingToken: 9 });
});

it('Mongoose updates by both, where its schema has the field', async () => {
  const connection = await createConnection(databaseUri).asPromise();
  const schema = new Schema({ _id: String, title: String, fencingToken: Number });
  const model = connection.model('Volume', schema, 'volumes');
  await model.create({ _id: '1' });
  const saveTitle = async (token: number, title: string) => {
    const plain = fencedUpdate({ filter: { _id: '1' }, token, update: { $set: { title } } });
    return (await model.updateOne(plain.filter, plain.update)).matchedCount;
  };
  const pipeline = fencedUpdate({
    filter: { _id: '1' },
    token: 6,
    update: [{ $set: { title: 'c' } }],
  });
  try {
    expect([await saveTitle(5, 'a'), await saveTitle(4, 'b')]).toEqual([1, 0]);
    const { matchedCount } = await model.updateOne(pipeline.filter, pipeline.update, {
      updatePipeline: true,
    });
    expect([matchedCount, await saveTitle(5, 'd')]).toEqual([1, 0]);
    expect(await record()).toMatchObject({ title: 'c', fencingToken: 6 });
  } finally {
    await connection.close();
  }
});

describe('it throws a TypeError for', () => {
  it.each<[string, Partial<FencedUpdateCall<Update>>]>([
    ['a token that is a text', { token: '5' as never }],
    ['a token that is no whole number', { token: 1.5 }],
    ['a token beyond what a double holds', { token: 2 ** 53 }],
    ['a replacement', { update: { title: 'x' } }],
    ['an update of the field', { update: { $set: { fencingToken: 1 } } }],
    ['an update of a part of the field', { update: { $unset: { 'fencingToken.a': '' } } }],
    ['an update of what the field is in', { update: { $set: { lock: {} } }, field: 'lock.token' }],
    ['a field without a name', { field: '' }],
    ['a field that is an operator', { field: '$where' }],
    ['a field with a gap', { field: 'a..b' }],
  ])('%s', (_name, call) => {
    expect(() => fencedUpdate<Update>({ filter: {}, token: 5, update: {}, ...call })).toThrow(
      TypeError,
    );
  });
});
