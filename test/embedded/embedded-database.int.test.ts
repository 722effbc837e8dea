import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mongo } from 'mongoose';
import { startEmbeddedDatabase } from '../../src/embedded/embedded-database';

const report = (): void => undefined;
let dataDir: string;

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'lock-gateway-test-'));
});
afterEach(() => rm(dataDir, { recursive: true, force: true }));

test('keeps what was written over a restart on the same data directory', async () => {
  const first = await startEmbeddedDatabase({ dataDir, env: process.env, report });
  const writer = new mongo.MongoClient(first.uri);
  await writer
    .db()
    .collection('notes')
    .insertOne({ text: 'kept' }, { writeConcern: { w: 'majority' } });
  await writer.close();
  await first.stop();

  const second = await startEmbeddedDatabase({ dataDir, env: process.env, report });
  const reader = new mongo.MongoClient(second.uri);
  try {
    expect(await reader.db().collection('notes').countDocuments({ text: 'kept' })).toBe(1);
  } finally {
    await reader.close();
    await second.stop();
  }
}, 60_000);
