import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { mongo } from 'mongoose';
import { findMongodPath } from '../../support/find-mongod-path';
import { freePort } from '../../support/free-ports';
import { initiateSet } from '../../support/initiate-set';
import { startChild } from './child';

/** The one mongod of a run: a one-node replica set with WiredTiger and its journal, as in production. */
export interface BenchMongod {
  client: mongo.MongoClient;
  uri: (database: string) => string;
  stop: () => Promise<void>;
}

/** Starts a mongod in a new directory and resolves when it is primary. */
export async function startMongod(tempDir: string): Promise<BenchMongod> {
  const port = await freePort();
  const dbPath = join(tempDir, 'mongod');
  mkdirSync(dbPath);
  const child = await startChild({
    name: 'mongod',
    command: await findMongodPath(),
    args: ['--replSet', 'bench', '--port', `${port}`, '--dbpath', dbPath, '--bind_ip', '127.0.0.1'],
    port,
    logDir: tempDir,
  });
  const client = await mongo.MongoClient.connect(
    `mongodb://127.0.0.1:${port}/?directConnection=true`,
  );
  await initiateSet(client.db('admin'), { name: 'bench', host: `127.0.0.1:${port}` });
  return {
    client,
    uri: (database) => `mongodb://127.0.0.1:${port}/${database}?replicaSet=bench`,
    stop: async () => {
      await client.close();
      await child.stop();
    },
  };
}
