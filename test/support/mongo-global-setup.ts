import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedDatabase, type EmbeddedDatabase } from '../../src/embedded/embedded-database';

/** What the teardown needs to end the one mongod that all integration tests share. */
export interface SharedMongod {
  database: EmbeddedDatabase;
  dataDir: string;
}

declare global {
  var sharedMongod: SharedMongod | undefined;
}

/** Starts the mongod that all integration tests share; they learn its address from TEST_MONGODB_URI. */
export default async function startSharedMongod(): Promise<void> {
  const dataDir = await mkdtemp(join(tmpdir(), 'lock-gateway-test-'));
  const database = await startEmbeddedDatabase({
    dataDir,
    env: process.env,
    report: (line) => void process.stderr.write(`${line}\n`),
  });
  globalThis.sharedMongod = { database, dataDir };
  process.env['TEST_MONGODB_URI'] = database.uri;
}
