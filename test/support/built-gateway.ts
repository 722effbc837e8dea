import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, rmdirSync, statSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { waitUntil } from './wait-until';

const ROOT = join(__dirname, '..', '..');
/** The compiled gateway. */
export const BUILT_GATEWAY = join(ROOT, 'dist');
/** Written last by each build. */
const BUILD_INFO = join(BUILT_GATEWAY, '.tsbuildinfo');

/**
 * Compiles the gateway like `npm run build`, except that types are not checked, if the output is
 * missing or older than the sources; one process at a time.
 */
export async function ensureBuilt(): Promise<void> {
  if (isFresh()) return;
  const lock = join(ROOT, '.cache', 'build-lock');
  mkdirSync(join(ROOT, '.cache'), { recursive: true });
  await waitUntil({
    what: `the build, else remove ${lock}`,
    withinMs: 90_000,
    ask: () => claim(lock),
  });
  try {
    if (isFresh()) return;
    const startedAt = new Date();
    execFileSync(process.execPath, [
      join(ROOT, 'node_modules', 'typescript', 'bin', 'tsc'),
      ...['-p', join(ROOT, '.tsconfig.build.json')],
      ...['--incremental', '--tsBuildInfoFile', BUILD_INFO, '--noCheck'],
    ]);
    // The compiler does not touch the file if no output changed.
    utimesSync(BUILD_INFO, startedAt, startedAt);
  } finally {
    rmdirSync(lock);
  }
}

function claim(lock: string): Promise<true | undefined> {
  try {
    mkdirSync(lock);
    return Promise.resolve(true);
  } catch {
    return Promise.resolve(undefined);
  }
}

function isFresh(): boolean {
  const builtMs = changedMs(BUILD_INFO);
  const sources = readdirSync(join(ROOT, 'src'), { recursive: true, encoding: 'utf8' });
  return sources.every(
    (file) => !file.endsWith('.ts') || changedMs(join(ROOT, 'src', file)) <= builtMs,
  );
}

function changedMs(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? Number.NEGATIVE_INFINITY;
}
