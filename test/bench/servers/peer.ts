import { join } from 'node:path';
import { type Bench } from '../bench-context';
import { freePort } from '../../support/free-ports';
import { startChild, type Child } from './child';
import { seedUsers } from './seed-users';

/** The name of the hand-written servers in every row. */
export const HANDWRITTEN = 'hand-written';

/** Starts a hand-written MongoDB peer on a fresh database with the same users. */
export async function startPeer(
  bench: Pick<Bench, 'mongod' | 'tempDir'>,
  peer: 'rest-handwritten' | 'graphql-handwritten',
  database: string,
): Promise<Child> {
  await seedUsers(bench.mongod.client.db(database));
  const port = await freePort();
  return startChild({
    name: peer,
    command: process.execPath,
    args: ['--require', 'tsx/cjs', join(__dirname, '..', 'peers', `${peer}.ts`)],
    env: { PORT: `${port}`, MONGODB_URI: bench.mongod.uri(database) },
    port,
    logDir: bench.tempDir,
  });
}
