import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { BUILT_GATEWAY, ensureBuilt } from '../support/built-gateway';
import { freePort } from '../support/free-ports';
import { createTestDatabaseUri, dropDatabase } from '../support/test-database';

const mongodbUri = createTestDatabaseUri();
let project: string;
let npm: ChildProcess | undefined;

/** A project that is built and has no sources, inside this one so that packages are found. */
beforeAll(async () => {
  await ensureBuilt();
  mkdirSync('.cache', { recursive: true });
  project = mkdtempSync(join(process.cwd(), '.cache', 'project-'));
  for (const name of ['package.json', '.start.mjs']) copyFileSync(name, join(project, name));
  cpSync(BUILT_GATEWAY, join(project, 'dist'), { recursive: true });
}, 90_000);
afterEach(() => signalGroup('SIGKILL'));
afterAll(async () => {
  rmSync(project, { recursive: true, force: true });
  await dropDatabase(mongodbUri);
});

/** As a terminal and a supervisor do: to npm, its shell and the gateway alike. */
function signalGroup(signal: NodeJS.Signals): void {
  try {
    process.kill(-npm!.pid!, signal);
  } catch {
    // The whole group has ended.
  }
}

async function start(env: Record<string, string>): Promise<{
  readonly wrote: (text: string) => Promise<void>;
  ended: Promise<{ code: unknown; text: string }>;
}> {
  const port = String(await freePort());
  const child = spawn('npm', ['start'], {
    cwd: project,
    detached: true,
    env: { PATH: process.env['PATH'], HOME: project, HOST: '127.0.0.1', PORT: port, ...env },
  });
  npm = child;
  let text = '';
  const wrote = (expected: string): Promise<void> =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        if (text.includes(expected)) resolve();
      };
      for (const stream of [child.stdout, child.stderr]) stream.on('data', look);
      child.once('close', () => reject(new Error(`ended without ${expected}:\n${text}`)));
      look();
    });
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => (text += chunk.toString()));
  }
  return { wrote, ended: once(child, 'close').then(([code]) => ({ code: code as unknown, text })) };
}

test.each(['SIGTERM', 'SIGINT'] as const)(
  '%s to the whole group ends it in good order, after the delay',
  async (signal) => {
    const { wrote, ended } = await start({ MONGODB_URI: mongodbUri, SHUTDOWN_DELAY: '1500ms' });
    await wrote('lock-gateway is ready');
    const stoppedAt = performance.now();
    signalGroup(signal);
    const { code, text } = await ended;
    // npm itself ends by the signal that it has forwarded; 1 would be the gateway's.
    expect(code).not.toBe(1);
    expect(text).toContain('"stopping"');
    expect(performance.now() - stoppedAt).toBeGreaterThanOrEqual(1_400);
  },
);

test('a start that can never succeed says so and ends without the delay', async () => {
  const { ended } = await start({
    MONGODB_URI: `${mongodbUri}&replicaSet=wrong`.replace(/replicaSet=[^&]*&/, ''),
    SHUTDOWN_DELAY: '10m',
  });
  const { code, text } = await ended;
  expect(code).toBe(1);
  expect(text).toMatch(/^lock-gateway: MONGODB_URI cannot be used: .*replicaSet=wrong$/m);
});
