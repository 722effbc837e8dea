import { type Bench } from '../bench-context';
import { freePort } from '../../support/free-ports';
import { waitUntil } from '../../support/wait-until';
import { startChild, type Child } from './child';
import { seedUsers } from './seed-users';

/** The name of this gateway in every row. */
export const GATEWAY = 'lock-gateway';

/** Starts the built gateway as in production on a fresh database; resolves when it says it is ready. */
export async function startGateway(
  bench: Pick<Bench, 'mongod' | 'options' | 'tempDir'>,
  database: string,
  env: Readonly<Record<string, string>> = {},
): Promise<Child> {
  await seedUsers(bench.mongod.client.db(database));
  const port = await freePort();
  const profile = bench.options.cpuProf
    ? [
        '--cpu-prof',
        `--cpu-prof-dir=${bench.options.cpuProf}`,
        `--cpu-prof-name=${database}.cpuprofile`,
      ]
    : [];
  const gateway = await startChild({
    name: GATEWAY,
    command: process.execPath,
    args: [...profile, '--max-semi-space-size=64', 'dist/main.js'],
    env: {
      PORT: `${port}`,
      HOST: '127.0.0.1',
      MONGODB_URI: bench.mongod.uri(database),
      // The load comes from one address, far above what a person sends.
      RATE_LIMIT: 'off',
      ...env,
    },
    port,
    logDir: bench.tempDir,
  });
  await waitUntil({
    what: `${GATEWAY} on port ${port}`,
    withinMs: 30_000,
    everyMs: 50,
    ask: async () => (await fetch(`http://127.0.0.1:${port}/readyz`)).status === 200 || undefined,
  });
  return gateway;
}
