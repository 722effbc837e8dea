import { createServer } from 'node:http';
import { once } from 'node:events';
import { type AddressInfo } from 'node:net';
import { mongo } from 'mongoose';
import { connect, createConnection } from '../../src/storage/connection/connection';
import { describeFailure } from '../../src/storage/connection/what-was-seen';
import { captureLog } from '../support/captured-log';
import { type FakeMongod, startFakeMongod } from '../support/fake-mongod';
import { type OwnMongod, startOwnMongod } from '../support/own-mongod';
import { lineOfFailedStart, startProductionGateway } from '../support/production-gateway';
import { DEFAULT_USERS } from '../support/test-config';
import { createTestDatabaseUri, dropDatabase } from '../support/test-database';

jest.setTimeout(60_000);

/** How long the checks of one start took by its own account. */
async function checkedMsOf(uri: string): Promise<number> {
  const log = captureLog();
  const gateway = await startProductionGateway(uri, { logger: log.logger });
  await gateway.prepared.finally(() => gateway.stop());
  return Number(log.entries().find((entry) => 'checkedMs' in entry)?.['checkedMs']);
}

/** Far above what the quickest of some starts takes, which is some tens of milliseconds. */
const MAX_CHECKED_MS = 500;

test('the checks of a start take little on a warm database', async () => {
  const uri = createTestDatabaseUri();
  await checkedMsOf(uri);
  const taken: number[] = [];
  for (let start = 1; start <= 5; start += 1) taken.push(await checkedMsOf(uri));
  await dropDatabase(uri);
  expect(Math.min(...taken)).toBeLessThan(MAX_CHECKED_MS);
});

describe('the time of the checks', () => {
  const BLOCK_MS = 700;
  let mongod: OwnMongod;
  beforeAll(async () => (mongod = await startOwnMongod({ hasFailPoints: true })));
  afterAll(() => mongod?.dispose());

  // The locks are read by aggregations and by a find of their own.
  test.each(['own.users'])('includes what reading %s takes', async (namespace) => {
    const client = await new mongo.MongoClient(mongod.uri).connect();
    const failPoint = { blockConnection: true, blockTimeMS: BLOCK_MS, namespace };
    await client.db('admin').command({
      configureFailPoint: 'failCommand',
      mode: 'alwaysOn',
      data: { failCommands: ['find'], ...failPoint },
    });
    await client.close();
    expect(await checkedMsOf(mongod.uri)).toBeGreaterThanOrEqual(BLOCK_MS);
  });
});

describe('a database of their own for the users', () => {
  const HELLO = { isWritablePrimary: true, maxBsonObjectSize: 16_777_216, minWireVersion: 0 };
  let fake: FakeMongod;
  afterEach(() => fake.stop());

  async function lineWith(wire: number, hello: object, find: object = {}): Promise<string> {
    fake = await startFakeMongod((name, command) => {
      if (/^(hello|ismaster)$/i.test(name)) return { ...HELLO, ...hello, maxWireVersion: wire };
      if (name === 'buildInfo') return { version: '5.0.31' };
      const usesFilter = JSON.stringify(command['projection'] ?? {}).includes('$filter');
      if (name === 'find' && usesFilter) return find;
      return name === 'find' ? { cursor: { id: 0, ns: 'locks.users', firstBatch: [] } } : {};
    });
    const identity = { ...DEFAULT_USERS, mongodbUri: `${fake.uri}?directConnection=true` };
    const uri = createTestDatabaseUri();
    return lineOfFailedStart(uri, { identity }).finally(() => dropDatabase(uri));
  }

  test('is told when its server is too old', async () => {
    expect(await lineWith(13, {})).toBe(
      'USERS_MONGODB_URI: the server is older than MongoDB 6.0 (it is 5.0.31); use 6.0 or later',
    );
  });

  test('is told when the connection reaches one member of several', async () => {
    expect(await lineWith(21, { setName: 'set', hosts: ['a:1', 'b:1'] })).toMatch(
      /^USERS_MONGODB_URI: directConnection reaches one of 2 members/,
    );
  });

  test('is told when it refuses the query that looks users up', async () => {
    const errmsg = "Unknown expression '$filter'";
    const refused = { ok: 0, code: 168, codeName: 'InvalidPipelineOperator', errmsg };
    expect(await lineWith(21, {}, refused)).toMatch(
      /^USERS_MONGODB_URI cannot be used: .*Unknown expression '\$filter'/,
    );
  });
});

describe('a server that is reached but does not serve as asked', () => {
  test('a web server: the line asks whether MongoDB listens there', async () => {
    const web = createServer((_request, response) => response.end()).listen(0, '127.0.0.1');
    await once(web, 'listening');
    const connection = createConnection();
    connection.on('error', () => {});
    const uri = `mongodb://127.0.0.1:${(web.address() as AddressInfo).port}/locks`;
    const failure: unknown = await connect(connection, uri).catch((error: unknown) => error);
    expect(describeFailure(failure)).toMatch(/closed; does MongoDB listen there/);
    await connection.close();
    web.close();
  });

  test('a sign-in by certificate that it does not offer: the line names authMechanism', async () => {
    const uri = new URL(createTestDatabaseUri());
    uri.searchParams.set('authMechanism', 'MONGODB-X509');
    expect(await lineOfFailedStart(uri.href)).toMatch(
      /^MONGODB_URI cannot be used: .*authMechanism/,
    );
  });
});
