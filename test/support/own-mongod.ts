import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mongo } from 'mongoose';
import { findMongod } from '../../src/embedded/find-mongod';
import { becomePrimary, REPLICA_SET_NAME } from '../../src/embedded/one-node-replica-set';
import { freePort } from './free-ports';
import { initiateSet } from './initiate-set';

/** A mongod for one test, which can stop and restart it on the same port and data directory. */
export interface OwnMongod {
  uri: string;
  /** Shuts mongod down cleanly and keeps its data. */
  stop(): Promise<void>;
  /** Kills it, as a power cut does. */
  kill(): Promise<void>;
  /** Restarts it and resolves when it accepts writes. */
  start(): Promise<void>;
  /** Suspends the process: connections stay open, but nothing answers. */
  freeze(): void;
  thaw(): void;
  /** Kills it and removes its data. */
  dispose(): Promise<void>;
}

/**
 * Starts a one-node replica set that only the caller uses; resolves when it accepts writes. With
 * `hasFailPoints` a test can make commands fail; with `hasAuthorization` the only thing allowed is
 * to create the first user; with `isStandalone` it is no replica set; with `isForgetful` the oplog keeps
 * about a megabyte.
 */
export async function startOwnMongod(
  options: {
    hasFailPoints?: boolean;
    hasAuthorization?: boolean;
    isStandalone?: boolean;
    isForgetful?: boolean;
  } = {},
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
        options.isStandalone ? [] : ['--replSet', REPLICA_SET_NAME],
        ['--oplogSize', options.isForgetful ? '1' : '64'],
        // The oplog keeps what was written since the last checkpoint.
        options.isForgetful ? ['--syncdelay', '1'] : [],
        ['--wiredTigerCacheSizeGB', '0.25'],
        ['--quiet', '--setParameter', 'diagnosticDataCollectionEnabled=false'],
        options.hasFailPoints ? ['--setParameter', 'enableTestCommands=1'] : [],
        options.hasAuthorization ? ['--keyFile', keyFile] : [],
      ),
      { stdio: 'ignore' },
    );
    if (options.isStandalone) await acceptWrites(port);
    else await (options.hasAuthorization ? becomePrimaryUnseen(port) : becomePrimary(port));
  };
  const end = async (signal: 'SIGTERM' | 'SIGKILL'): Promise<void> => {
    const running = child;
    child = undefined;
    if (running === undefined) return;
    const exit = once(running, 'exit');
    // A frozen process does not handle SIGTERM.
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
    uri: `mongodb://127.0.0.1:${port}/own${options.isStandalone ? '' : `?replicaSet=${REPLICA_SET_NAME}`}`,
    start,
    stop: () => end('SIGTERM'),
    kill: () => end('SIGKILL'),
    freeze: () => void child?.kill('SIGSTOP'),
    thaw: () => void child?.kill('SIGCONT'),
    dispose,
  };
}

async function acceptWrites(port: number): Promise<void> {
  const client = new mongo.MongoClient(`mongodb://127.0.0.1:${port}/`);
  try {
    await client.db('admin').command({ ping: 1 });
  } finally {
    await client.close();
  }
}

/** Before the first user exists, a set can be initiated but its configuration cannot be read. */
async function becomePrimaryUnseen(port: number): Promise<void> {
  const host = `127.0.0.1:${port}`;
  const client = new mongo.MongoClient(`mongodb://${host}/?directConnection=true`);
  try {
    await initiateSet(client.db('admin'), { name: REPLICA_SET_NAME, host });
  } finally {
    await client.close();
  }
}
