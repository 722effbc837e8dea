import { mkdir } from 'node:fs/promises';
import { resolve } from 'node:path';
import { MongoMemoryServer } from 'mongodb-memory-server';
import { ensureFree, lastPort, rememberPort } from './data-directory';
import { findMongod, type FoundMongod } from './find-mongod';
import { becomePrimary, replicaSetName } from './one-node-replica-set';

/** A running mongod of our own: its connection string (with database name) and how to end it. */
export interface EmbeddedDatabase {
  uri: string;
  mongodPid: number;
  /** Ends mongod cleanly; what was written stays in the data directory. Safe to call twice. */
  stop(): Promise<void>;
}

export interface EmbeddedDatabaseOptions {
  dataDir: string;
  env: NodeJS.ProcessEnv;
  report: (line: string) => void;
  mongod?: FoundMongod;
}

/**
 * Starts mongod as a one-node replica set on 127.0.0.1 with its data in `dataDir`, and resolves when it takes writes.
 * Rejects with one line when no mongod runs here or another gateway uses the directory.
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
    throw new Error('The embedded MongoDB ended while it was starting.');
  }
  if (formerPort !== undefined && formerPort !== port) {
    // mongod asks the old address whether it is itself, and waits 30 s for something that is silent.
    options.report(
      `mongod: port ${formerPort} is taken, moving to ${port} (may take half a minute)`,
    );
  }
  const onEnd = (): void => options.report('mongod: ended unexpectedly; restart the gateway');
  child.once('exit', onEnd);
  const stop = async (): Promise<void> => {
    child.off('exit', onEnd);
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
    uri: `mongodb://127.0.0.1:${port}/lock-gateway?replicaSet=${replicaSetName}`,
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
      // The library warns when the version is not the one it would have downloaded.
      ...(mongod.version && { version: mongod.version }),
    },
    instance: {
      ...(port && { port }),
      ip: '127.0.0.1',
      dbPath: dataDir,
      storageEngine: 'wiredTiger',
      replSet: replicaSetName,
      launchTimeout: 60_000,
      args: [
        ...['--wiredTigerCacheSizeGB', '0.25', '--oplogSize', '256', '--quiet'],
        ...['--setParameter', 'diagnosticDataCollectionEnabled=false'],
        ...(process.platform === 'win32' ? [] : ['--nounixsocket']),
      ],
    },
    // Out of the terminal's process group: Ctrl-C must reach the gateway alone, which still needs the
    // database for what it is answering. The library's watchdog ends mongod if the gateway dies.
    spawn: { detached: true },
  });
}
