import { mongo } from 'mongoose';
import { type FakeMongod, startFakeMongod } from '../../support/fake-mongod';
import { type OwnMongod, startOwnMongod } from '../../support/own-mongod';
import { lineOfFailedStart, startProductionGateway } from '../../support/production-gateway';
import { createTestDatabaseUri, dropDatabase } from '../../support/test-database';
import { LOCKS_COLLECTION } from '../../../src/storage/locks/lock-model';

jest.setTimeout(60_000);

const HELLO = { isWritablePrimary: true, maxBsonObjectSize: 16_777_216, minWireVersion: 0 };

describe('a server that is old or only resembles MongoDB is reported in one line', () => {
  let fake: FakeMongod | undefined;
  afterEach(() => fake?.stop());

  /** Answers `hello` and every other command except one. */
  async function startServer(wire: number, refused: Record<string, object>): Promise<string> {
    fake = await startFakeMongod((name) => {
      if (/^(hello|ismaster)$/i.test(name)) return { ...HELLO, maxWireVersion: wire };
      if (name === 'buildInfo') return { version: '4.4.29' };
      return refused[name] ?? {};
    });
    return fake.uri;
  }

  test.each([
    [9, '4.4'],
    [13, '5.0'],
  ])('protocol %d, of MongoDB %s', async (wire) => {
    expect(await lineOfFailedStart(await startServer(wire, {}))).toBe(
      'MONGODB_URI: the server is older than MongoDB 6.0 (it is 4.4.29); use 6.0 or later',
    );
  });

  test('one that the driver itself does not speak to', async () => {
    expect(await lineOfFailedStart(await startServer(4, {}))).toMatch(
      /^MONGODB_URI cannot be used: .*wire version/,
    );
  });

  test.each([
    ['createIndexes', 238, 'NotImplemented', 'partial indexes are not implemented yet'],
    ['aggregate', 40324, 'Location40324', "Unrecognized pipeline stage name: '$documents'"],
    ['aggregate', 59, 'CommandNotFound', 'no such command: aggregate'],
    ['aggregate', 115, 'CommandNotSupported', 'not supported'],
  ])('%s answered with %d', async (command, code, codeName, errmsg) => {
    const uri = await startServer(21, { [command]: { ok: 0, code, codeName, errmsg } });
    const line = await lineOfFailedStart(uri);
    expect(line).toMatch(/^MONGODB_URI cannot be used: the server cannot do .* MongoDB 6\.0/);
    expect(line).toContain(errmsg);
  });
});

describe('a real MongoDB that refuses one part of a decision', () => {
  let mongod: OwnMongod;
  let client: mongo.MongoClient;
  beforeAll(async () => {
    mongod = await startOwnMongod({ hasFailPoints: true });
    client = await new mongo.MongoClient(mongod.uri).connect();
  });
  afterAll(async () => {
    await client?.close();
    await mongod?.dispose();
  });

  const fail = (mode: string, failCommands: string[] = []): Promise<unknown> =>
    client.db('admin').command({
      configureFailPoint: 'failCommand',
      mode,
      ...(mode !== 'off' && { data: { failCommands, errorCode: 238 } }),
    });
  afterEach(() => fail('off'));

  // Each is a part of its own: the reads, the first write, the barrier and the list.
  test.each(['createIndexes', 'aggregate', 'insert', 'update', 'find'])(
    '%s: there is no start',
    async (command) => {
      await client.db('own').collection(LOCKS_COLLECTION).deleteMany({});
      await fail('alwaysOn', [command]);
      expect(await lineOfFailedStart(mongod.uri)).toMatch(/^MONGODB_URI cannot be used: /);
    },
  );
});

test('what a start tries leaves nothing in the collection of the locks', async () => {
  const uri = createTestDatabaseUri();
  const gateway = await startProductionGateway(uri);
  const client = await new mongo.MongoClient(uri).connect();
  try {
    expect(await gateway.prepared).toBe(true);
    expect(await client.db().collection(LOCKS_COLLECTION).countDocuments()).toBe(0);
  } finally {
    await gateway.stop();
    await client.close();
    await dropDatabase(uri);
  }
});
