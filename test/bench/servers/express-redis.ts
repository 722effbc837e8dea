import { join } from 'node:path';
import { createClient } from '@redis/client';
import { type Bench } from '../bench-context';
import { benchToken } from '../load/requests';
import { USERS } from '../load/stored-locks';
import { freePort } from '../../support/free-ports';
import { startChild, type Child } from './child';
import { installed } from './installed';
import { tokenHash } from './seed-users';

/** Starts a Redis that keeps nothing on disk and the Express peer before it, or null when Redis is not installed. */
export async function startExpressRedis(bench: Bench): Promise<Child | null> {
  const command = installed('redis-server');
  if (!command) {
    bench.report(
      'Express + Redis is left out: install redis-server (Debian: apt-get install redis-server).',
    );
    return null;
  }
  const redisPort = await freePort();
  const redis = await startChild({
    name: 'redis',
    command,
    args: [
      '--port',
      `${redisPort}`,
      '--bind',
      '127.0.0.1',
      '--save',
      '',
      '--appendonly',
      'no',
      '--dir',
      bench.tempDir,
    ],
    port: redisPort,
    logDir: bench.tempDir,
  });
  const url = `redis://127.0.0.1:${redisPort}`;
  await seedRedisUsers(url);
  const port = await freePort();
  const express = await startChild({
    name: 'express-redis',
    command: process.execPath,
    args: ['--require', 'tsx/cjs', join(__dirname, '..', 'peers', 'express-redis.ts')],
    env: { PORT: `${port}`, REDIS_URL: url },
    port,
    logDir: bench.tempDir,
  });
  return {
    ...express,
    stop: async () => {
      await express.stop();
      await redis.stop();
    },
  };
}

async function seedRedisUsers(url: string): Promise<void> {
  const client = createClient({ url });
  await client.connect();
  for (let user = 0; user < USERS; user++)
    await client.hSet(
      'users',
      tokenHash(benchToken(user)),
      JSON.stringify({
        id: `user-${user}`,
        username: `editor${user}`,
        permissions: ['manage-locks'],
      }),
    );
  client.destroy();
}
