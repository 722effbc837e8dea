import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { mongo } from 'mongoose';
import { findMongodPath } from '../../support/find-mongod-path';
import { freePort } from '../../support/free-ports';
import { startChild } from './child';

/** The one mongod of a run: a one-node replica set with WiredTiger and its journal, as in production. */
export interface BenchMongod {
  client: mongo.MongoClient;
  uri: (database: string) => string;
  stop: () => Promise<void>;
}

/** Starts a mongod in a directory of its own and resolves when it is primary. */
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
  const admin = client.db('admin');
  await admin.command({
    replSetInitiate: { _id: 'bench', members: [{ _id: 0, host: `127.0.0.1:${port}` }] },
  });
  while (!(await admin.command({ hello: 1 }))['isWritablePrimary']) await delay(50);
  return {
    client,
    uri: (database) => `mongodb://127.0.0.1:${port}/${database}?replicaSet=bench`,
    stop: async () => {
      await client.close();
      await child.stop();
    },
  };
}
