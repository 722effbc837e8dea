import { mkdir } from 'node:fs/promises';
import { resolve } from 'node:path';
import { MongoMemoryServer } from 'mongodb-memory-server-core';
import { ensureFree, lastPort, rememberPort } from './data-directory';
import { findMongod, type FoundMongod } from './find-mongod';
import { becomePrimary, REPLICA_SET_NAME } from './one-node-replica-set';

/** A running embedded mongod; `uri` includes the name of the database. */
export interface EmbeddedDatabase {
  uri: string;
  mongodPid: number;
  /** Shuts mongod down; the data stays in the data directory. Safe to call twice. */
  stop(): Promise<void>;
}

export interface EmbeddedDatabaseOptions {
  dataDir: string;
  env: NodeJS.ProcessEnv;
  report: (line: string) => void;
  mongod?: FoundMongod;
}

/**
 * Starts mongod as a one-node replica set on 127.0.0.1 with its data in `dataDir`; resolves once it
 * accepts writes. Rejects with a one-line reason if no mongod runs on this machine or another
 * gateway uses the directory.
 */
export async function startEmbeddedDatabase(
  options: EmbeddedDatabaseOptions,
): Promise<EmbeddedDatabase> {
  const dataDir = resolve(options.dataDir);
  await mkdir(dataDir, { recursive: true });
  await ensureFree({ dataDir, report: options.report });
  const mongod = options.mongod ?? (await findMongod(options));
  options.report(
    `mongod: ${mongod.version ?? 'unknown version'} from ${mongod.source}: ${mongod.path}`,
  );

  const formerPort = await lastPort(dataDir);
  const server = await launch({ dataDir, mongod, port: formerPort });
  const port = server.instanceInfo?.port;
  const child = server.instanceInfo?.instance.mongodProcess;
  if (port === undefined || child?.pid === undefined) {
    throw new Error('The embedded MongoDB exited during startup.');
  }
  if (formerPort !== undefined && formerPort !== port) {
    // mongod contacts its old address, which can take 30 s if another program accepts but never answers.
    options.report(
      `mongod: port ${formerPort} is in use, switching to ${port} (this can take half a minute)`,
    );
  }
  const onExit = (): void => options.report('mongod: exited unexpectedly; restart the gateway');
  child.once('exit', onExit);
  const stop = async (): Promise<void> => {
    child.off('exit', onExit);
    await server.stop({ doCleanup: false });
  };
  try {
    await becomePrimary(port);
    await rememberPort(dataDir, { port, gatewayPid: process.pid });
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    uri: `mongodb://127.0.0.1:${port}/lock-gateway?replicaSet=${REPLICA_SET_NAME}`,
    mongodPid: child.pid,
    stop,
  };
}

function launch(options: {
  dataDir: string;
  mongod: FoundMongod;
  port: number | undefined;
}): Promise<MongoMemoryServer> {
  const { dataDir, mongod, port } = options;
  return MongoMemoryServer.create({
    binary: {
      systemBinary: mongod.path,
      // Avoids the library's warning that this is not the version it would download.
      ...(mongod.version && { version: mongod.version }),
    },
    instance: {
      ...(port && { port }),
      ip: '127.0.0.1',
      dbPath: dataDir,
      storageEngine: 'wiredTiger',
      replSet: REPLICA_SET_NAME,
      launchTimeout: 60_000,
      args: [
        ...['--wiredTigerCacheSizeGB', '0.25', '--oplogSize', '256', '--quiet'],
        ...['--setParameter', 'diagnosticDataCollectionEnabled=false'],
        ...(process.platform === 'win32' ? [] : ['--nounixsocket']),
      ],
    },
    // Outside of the process group of the terminal: Ctrl-C must reach only the gateway, which needs
    // the database for requests in progress. The library's watchdog ends mongod if the gateway dies.
    spawn: { detached: true },
  });
}
