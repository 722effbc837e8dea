import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findMongod } from '../../src/embedded/find-mongod';
import { becomePrimary, replicaSetName } from '../../src/embedded/one-node-replica-set';
import { freePort } from './free-ports';

/** A mongod for one test that takes the database away and brings it back, on one port and data directory. */
export interface OwnMongod {
  uri: string;
  /** Ends mongod cleanly; its data stays. */
  stop(): Promise<void>;
  /** Starts it again and resolves when it takes writes. */
  start(): Promise<void>;
  /** Stops the process where it stands: connections stay open, nothing answers. */
  freeze(): void;
  thaw(): void;
  /** Ends it for good and removes its data. */
  dispose(): Promise<void>;
}

/** Starts a one-node replica set that only the caller uses; resolves when it takes writes. */
export async function startOwnMongod(): Promise<OwnMongod> {
  const mongod = await findMongod({ env: process.env, report: () => undefined });
  const dataDir = await mkdtemp(join(tmpdir(), 'lock-gateway-own-'));
  const port = await freePort();
  let child: ChildProcess | undefined;

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
        ['--replSet', replicaSetName, '--wiredTigerCacheSizeGB', '0.25', '--oplogSize', '64'],
        ['--quiet', '--setParameter', 'diagnosticDataCollectionEnabled=false'],
      ),
      { stdio: 'ignore' },
    );
    await becomePrimary(port);
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

  await start();
  return {
    uri: `mongodb://127.0.0.1:${port}/own?replicaSet=${replicaSetName}`,
    start,
    stop: () => end('SIGTERM'),
    freeze: () => void child?.kill('SIGSTOP'),
    thaw: () => void child?.kill('SIGCONT'),
    async dispose() {
      await end('SIGKILL');
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
