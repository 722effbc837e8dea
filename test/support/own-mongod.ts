import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mongo } from 'mongoose';
import { findMongod } from '../../src/embedded/find-mongod';
import { becomePrimary, REPLICA_SET_NAME } from '../../src/embedded/one-node-replica-set';
import { waitUntil } from '../torture/system/wait-until';
import { freePort } from './free-ports';

/** A mongod for one test that takes the database away and brings it back, on one port and data directory. */
export interface OwnMongod {
  uri: string;
  /** Ends mongod cleanly; its data stays. */
  stop(): Promise<void>;
  /** Ends it as a power cut does. */
  kill(): Promise<void>;
  /** Starts it again and resolves when it takes writes. */
  start(): Promise<void>;
  /** Stops the process where it stands: connections stay open, nothing answers. */
  freeze(): void;
  thaw(): void;
  /** Ends it for good and removes its data. */
  dispose(): Promise<void>;
}

/**
 * Starts a one-node replica set that only the caller uses; resolves when it takes writes. With
 * `hasFailPoints` it can be told to fail commands; with `hasAuthorization` nobody may do anything
 * but make the first user.
 */
export async function startOwnMongod(
  options: { hasFailPoints?: boolean; hasAuthorization?: boolean } = {},
): Promise<OwnMongod> {
  const mongod = await findMongod({ env: process.env, report: () => undefined });
  const dataDir = await mkdtemp(join(tmpdir(), 'lock-gateway-own-'));
  const port = await freePort();
  let child: ChildProcess | undefined;
  const keyFile = join(dataDir, 'key-file');
  if (options.hasAuthorization) {
    await writeFile(keyFile, randomBytes(128).toString('base64'), { mode: 0o400 });
  }

  const start = async (): Promise<void> => {
    if (child !== undefined) return;
    child = spawn(
      mongod.path,
      [
        '--dbpath',
        dataDir,
        '--port',
        String(port),
        '--bind_ip',
        '127.0.0.1',
        '--nounixsocket',
      ].concat(
        ['--replSet', REPLICA_SET_NAME, '--wiredTigerCacheSizeGB', '0.25', '--oplogSize', '64'],
        ['--quiet', '--setParameter', 'diagnosticDataCollectionEnabled=false'],
        options.hasFailPoints ? ['--setParameter', 'enableTestCommands=1'] : [],
        options.hasAuthorization ? ['--keyFile', keyFile] : [],
      ),
      { stdio: 'ignore' },
    );
    await (options.hasAuthorization ? becomePrimaryUnseen(port) : becomePrimary(port));
  };
  const end = async (signal: 'SIGTERM' | 'SIGKILL'): Promise<void> => {
    const running = child;
    child = undefined;
    if (running === undefined) return;
    const exit = once(running, 'exit');
    // A frozen process takes no SIGTERM.
    running.kill('SIGCONT');
    running.kill(signal);
    await exit;
  };

  const dispose = async (): Promise<void> => {
    await end('SIGKILL');
    await rm(dataDir, { recursive: true, force: true });
  };

  await start().catch(async (error: unknown) => {
    await dispose();
    throw error;
  });
  return {
    uri: `mongodb://127.0.0.1:${port}/own?replicaSet=${REPLICA_SET_NAME}`,
    start,
    stop: () => end('SIGTERM'),
    kill: () => end('SIGKILL'),
    freeze: () => void child?.kill('SIGSTOP'),
    thaw: () => void child?.kill('SIGCONT'),
    dispose,
  };
}

/** Where only the first user may be made, a set can be initiated, but its configuration not read. */
async function becomePrimaryUnseen(port: number): Promise<void> {
  const host = `127.0.0.1:${port}`;
  const client = new mongo.MongoClient(`mongodb://${host}/?directConnection=true`);
  try {
    const admin = client.db('admin');
    await admin.command({
      replSetInitiate: { _id: REPLICA_SET_NAME, members: [{ _id: 0, host }] },
    });
    await waitUntil({
      what: 'a primary',
      withinMs: 30_000,
      ask: async () => {
        const { isWritablePrimary } = await admin.command({ hello: 1 });
        return isWritablePrimary === true || undefined;
      },
    });
  } finally {
    await client.close();
  }
}
