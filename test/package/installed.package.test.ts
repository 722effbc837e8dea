import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { REFINE_PACKAGES } from '../clients/installed/install';
import { freePorts } from '../support/free-ports';

const ROOT = join(__dirname, '../..');

interface Manifest {
  readonly exports: Readonly<Record<string, unknown>>;
  readonly dependencies: Readonly<Record<string, string>>;
}

const manifest = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as Manifest;

/** What each entry is used for, so that its types and its values are there. */
const USES: Readonly<Record<string, { readonly value: string; readonly use: string }>> = {
  './client': {
    value: 'createLockClient',
    use: "const client: LockClient = createLockClient({ url: 'http://localhost:1/graphql' });\nexport const state: HoldState = client.hold('volume', '1').getSnapshot().state;",
  },
  './react': { value: 'useLock', use: 'export const hook: typeof useLock = useLock;' },
  './operator': {
    value: 'createLockList',
    use: 'export const create: typeof createLockList = createLockList;',
  },
  './react-admin': {
    value: 'addLockGateway',
    use: 'export const add: typeof addLockGateway = addLockGateway;',
  },
  './refine': {
    value: 'lockLiveProvider',
    use: 'export const live: typeof lockLiveProvider = lockLiveProvider;',
  },
  './guard': { value: 'requireLock', use: 'export const guard: typeof requireLock = requireLock;' },
};
const TYPES: Readonly<Record<string, string>> = { './client': ', type HoldState, type LockClient' };
const TYPE_PACKAGES = ['@types/node', '@types/react', '@types/react-dom'];
const entries = Object.keys(manifest.exports).filter((name) => name !== './package.json');

let folder: string;
const run = (file: string, args: readonly string[]): string =>
  execFileSync(file, args, { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'lock-gateway-'));
  const pack = ['pack', '--silent', '--pack-destination', folder];
  const tarball = execFileSync('npm', pack, { cwd: ROOT, encoding: 'utf8' })
    .trim()
    .split('\n')
    .at(-1)!;
  writeFileSync(join(folder, 'package.json'), '{ "private": true }');
  run('npm', ['install', '--no-audit', '--no-fund', '--omit=dev', join(folder, tarball)]);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('exports every entry that a program is promised', () => {
  expect(entries).toEqual(Object.keys(USES));
});

it('pulls in nothing of React: who uses it has it', () => {
  expect(() => run('node', ['-e', "require.resolve('react')"])).toThrow('Cannot find module');
});

describe('with React beside it', () => {
  beforeAll(() => {
    const options = ['--legacy-peer-deps', '--ignore-scripts', '--no-audit', '--no-fund'];
    run('npm', ['install', ...options, ...REFINE_PACKAGES]);
    for (const name of ['react', 'react-dom', 'typescript', 'csstype', ...TYPE_PACKAGES]) {
      const place = join(folder, 'node_modules', name);
      mkdirSync(dirname(place), { recursive: true });
      if (!existsSync(place)) symlinkSync(join(ROOT, 'node_modules', name), place);
    }
  });

  it.each(entries)('%s works for import and for require', (entry) => {
    const name = `lock-gateway/${entry.slice(2)}`;
    const { value } = USES[entry]!;
    const script = `import * as all from '${name}'; process.stdout.write(typeof all.${value});`;
    writeFileSync(join(folder, 'use.mjs'), script);
    expect(run('node', ['use.mjs'])).toBe('function');
    const required = `process.stdout.write(typeof require('${name}').${value})`;
    expect(run('node', ['-e', required])).toBe('function');
  });

  /** What the compiler says of the entries used by both kinds of module, with more at the end of each file. */
  const typeErrorsOf = (endOf: (value: string) => string): string[] => {
    const files = entries.flatMap((entry) => {
      const { value, use } = USES[entry]!;
      const source = `import { ${value}${TYPES[entry] ?? ''} } from 'lock-gateway/${entry.slice(2)}';\n${use}\n`;
      return ['mts', 'cts'].map((extension) => {
        const file = `${entry.slice(2)}.${extension}`;
        writeFileSync(join(folder, file), `${source}${endOf(value)}\n`);
        return file;
      });
    });
    const options = ['--noEmit', '--strict', '--module', 'node20', '--target', 'es2022'];
    const lib = ['--lib', 'es2023,dom,dom.iterable,esnext.disposable', '--types', 'node'];
    const tsc = join(ROOT, 'node_modules/typescript/bin/tsc');
    const { stdout } = spawnSync('node', [tsc, ...options, ...lib, ...files], {
      cwd: folder,
      encoding: 'utf8',
    });
    // Refine's own types have errors, which are not ours.
    return stdout
      .split('\n')
      .filter((line) => line.includes('error TS') && !line.startsWith('node_modules/@refinedev/'));
  };

  it('has types of every entry for both kinds of module', () => {
    expect(typeErrorsOf(() => '')).toEqual([]);
  });

  it('has types that tell a mistake in each of them', () => {
    const errors = typeErrorsOf((value) => `${value} satisfies number;`);
    const told = errors.map((line) => /^([\w-]+)\.([cm]ts)\(.*TS1360/.exec(line)?.slice(1));
    expect(told).toEqual(
      expect.arrayContaining(
        entries.flatMap((entry) => ['mts', 'cts'].map((extension) => [entry.slice(2), extension])),
      ),
    );
  });
});

it('starts the gateway by its command, with the console', async () => {
  const [port] = await freePorts(1);
  const gateway = spawn('npx', ['--no-install', 'lock-gateway'], {
    cwd: folder,
    env: { ...process.env, PORT: String(port) },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  try {
    const isReady = async (): Promise<boolean> => {
      const answer = await fetch(`http://localhost:${port}/readyz`).catch(() => undefined);
      return answer?.ok ?? false;
    };
    while (!(await isReady())) {
      if (gateway.exitCode !== null) throw new Error('it ended');
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    const answer = await fetch(`http://localhost:${port}/admin/lock`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Cookie: 'refreshToken=demo-alice' },
      body: JSON.stringify({ route: 'volume', id: '1' }),
    });
    expect(await answer.json()).toEqual({ data: 'Success', code: 200 });
    const page = await fetch(`http://localhost:${port}/console`);
    expect(page.status).toBe(200);
    const [, script] = /src="(console\/assets\/[^"]+)"/.exec(await page.text())!;
    expect((await fetch(`http://localhost:${port}/${script}`)).status).toBe(200);
  } finally {
    process.kill(-gateway.pid!, 'SIGTERM');
    await once(gateway, 'exit');
  }
});
