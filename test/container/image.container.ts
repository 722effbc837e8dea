import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import packageLock from '../../package-lock.json';
import { freePort } from '../support/free-ports';
import { OwnedProcess } from '../support/owned-process';
import { createTestDatabaseUri, dropDatabase } from '../support/test-database';
import { waitUntil } from '../support/wait-until';
import { findHadolint } from './install-hadolint';
import { commandOf, readDockerfile } from './read-dockerfile';
import { type BuiltStage, runStages } from './run-stages';

/** What the lock file says of a package. */
interface LockedPackage {
  dev?: boolean;
  optional?: boolean;
}

const DOCKERFILE = join(__dirname, '../../.container/Dockerfile');
const stages = readDockerfile(readFileSync(DOCKERFILE, 'utf8'));
const final = stages.at(-1)!;
const user = Number(/^\d+/.exec(final.instructions.find((i) => i.keyword === 'USER')!.rest)![0]);

const directory = mkdtempSync(join(tmpdir(), 'lock-gateway-image-'));
let image: BuiltStage;

beforeAll(() => {
  image = runStages(stages, directory);
  // The user of the image has to get in.
  chmodSync(directory, 0o755);
}, 180_000);

afterAll(() => rmSync(directory, { recursive: true, force: true }));

it('has the production packages alone', () => {
  const packages = Object.entries(packageLock.packages as Record<string, LockedPackage>);
  const isThere = (path: string): boolean => existsSync(join(image.workdir, path, 'package.json'));
  const ofProduction = packages.filter(([path, at]) => path && !at.dev && !at.optional);
  const ofDevelopment = packages.filter(([, at]) => at.dev);
  expect(ofDevelopment.length).toBeGreaterThan(100);
  expect(ofProduction.filter(([path]) => !isThere(path))).toEqual([]);
  expect(ofDevelopment.filter(([path]) => isThere(path))).toEqual([]);
});

it('has the pages and the description of REST', () => {
  expect(existsSync(join(image.workdir, 'dist/console/index.html'))).toBe(true);
  expect(existsSync(join(image.workdir, 'dist/graphiql/page.js'))).toBe(true);
  expect(existsSync(join(image.workdir, 'schema/openapi.yaml'))).toBe(true);
});

it('serves as a user that can write nothing, and its health check knows', async () => {
  expect(user).toBeGreaterThan(0);
  const uri = createTestDatabaseUri();
  const port = await freePort();
  const env = {
    PATH: process.env['PATH'],
    ...image.env,
    PORT: String(port),
    MONGODB_URI: uri,
  };
  const [check = '', ...checkArgs] = commandOf(final, 'HEALTHCHECK');
  const isHealthy = (): boolean =>
    spawnSync(check, checkArgs, { cwd: image.workdir, env }).status === 0;
  expect(isHealthy()).toBe(false);
  const [command = '', ...args] = commandOf(final, 'CMD');
  const gateway = OwnedProcess.start({
    command,
    args,
    env,
    cwd: image.workdir,
    logFile: join(directory, 'log'),
    ...(process.getuid?.() === 0 && { user }),
  });
  try {
    await waitUntil({
      what: 'readiness',
      withinMs: 20_000,
      ask: async () => {
        const answer = await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => undefined);
        return answer?.ok || undefined;
      },
    });
    expect(isHealthy()).toBe(true);
  } finally {
    await gateway.stop(20_000);
    await dropDatabase(uri);
  }
  expect(await gateway.exited).toBe(0);
});

const hadolint = findHadolint();
(hadolint === undefined ? it.skip : it)('hadolint has nothing against the Dockerfile', () => {
  expect(execFileSync(hadolint!, ['--format', 'json', DOCKERFILE]).toString().trim()).toBe('[]');
});
