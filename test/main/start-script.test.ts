import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const PROJECT = ['.start.mjs', '.swcrc'];
const PROGRAM = "process.stdout.write('runs\\n');";
/** Not JavaScript, so that it runs only when it was compiled. */
const SOURCE = "const line: string = 'runs\\n';\nprocess.stdout.write(line);\n";
const COMPILING_1 = 'lock-gateway: compiling 1 source files ...\n';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'lock-gateway-start-'));
  for (const name of PROJECT) copyFileSync(name, join(directory, name));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

function write(path: string, text: string): void {
  mkdirSync(dirname(join(directory, path)), { recursive: true });
  writeFileSync(join(directory, path), text);
}

const installPackages = (): void =>
  symlinkSync(join(process.cwd(), 'node_modules'), join(directory, 'node_modules'));

/** From now on the source is newer than any output. */
function touch(path: string): void {
  const later = new Date(Date.now() + 60_000);
  utimesSync(join(directory, path), later, later);
}

function start(): {
  child: ReturnType<typeof spawn>;
  ended: Promise<{ code: unknown; text: string }>;
} {
  const child = spawn(process.execPath, ['.start.mjs'], { cwd: directory });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => (text += chunk.toString()));
  }
  return { child, ended: once(child, 'close').then(([code]) => ({ code: code as unknown, text })) };
}

test('what is built runs without the development packages and without sources', async () => {
  write('dist/main.js', PROGRAM);
  expect(await start().ended).toEqual({ code: 0, text: 'runs\n' });
});

test('what is built runs without the development packages, beside newer sources', async () => {
  write('dist/main.js', PROGRAM);
  write('src/main.ts', '');
  touch('src/main.ts');
  expect(await start().ended).toEqual({
    code: 0,
    text: 'lock-gateway: there is no compiler, so the existing build is used although sources are newer\nruns\n',
  });
});

test('with nothing built and nothing to build with, one line says what to do', async () => {
  write('src/main.ts', '');
  const { code, text } = await start().ended;
  expect([code, text]).toEqual([
    1,
    expect.stringMatching(/^lock-gateway: the packages are not installed.*\n$/),
  ]);
});

test('sources are compiled once, and again those that changed, which a line says', async () => {
  installPackages();
  write(
    'src/main.ts',
    `import { name } from './deep/name';\nprocess.stdout.write(name as string);\n`,
  );
  write('src/deep/name.ts', "export const name: string = 'first\\n';\n");
  expect(await start().ended).toEqual({
    code: 0,
    text: 'lock-gateway: compiling 2 source files ...\nfirst\n',
  });
  expect(await start().ended).toEqual({ code: 0, text: 'first\n' });
  write('src/deep/name.ts', "export const name: string = 'second\\n';\n");
  touch('src/deep/name.ts');
  expect(await start().ended).toEqual({ code: 0, text: `${COMPILING_1}second\n` });
  expect(await start().ended).toEqual({ code: 0, text: 'second\n' });
});

test('an output of the last build is used unless its source changed', async () => {
  installPackages();
  write('src/main.ts', SOURCE);
  write('dist/main.js', PROGRAM.replace('runs', 'built'));
  write('dist/.tsbuildinfo', '{}');
  expect(await start().ended).toEqual({ code: 0, text: 'built\n' });
  touch('src/main.ts');
  expect(await start().ended).toEqual({ code: 0, text: `${COMPILING_1}runs\n` });
  // Otherwise the next build would take the output for its own.
  expect(existsSync(join(directory, 'dist/.tsbuildinfo'))).toBe(false);
});

test('sources are compiled again when how to compile them changed', async () => {
  installPackages();
  write('src/main.ts', SOURCE);
  const compiled = { code: 0, text: `${COMPILING_1}runs\n` };
  expect(await start().ended).toEqual(compiled);
  touch('.swcrc');
  expect(await start().ended).toEqual(compiled);
  expect(await start().ended).toEqual({ code: 0, text: 'runs\n' });
});

test('sources that cannot be compiled end the start, and the next one too', async () => {
  installPackages();
  write('src/main.ts', SOURCE);
  write('src/other.ts', 'const = 1;');
  for (let attempt = 1; attempt <= 2; attempt += 1) {
    const { code, text } = await start().ended;
    expect(code).toBe(1);
    expect(text).toContain('lock-gateway: the sources do not compile');
    expect(text).toContain('other.ts');
    expect(text).not.toContain('runs');
  }
});

test('a page is bundled beside the program, and again only when something changed', async () => {
  installPackages();
  write('dist/main.js', PROGRAM);
  copyFileSync('.bundle-pages.mjs', join(directory, '.bundle-pages.mjs'));
  write('src/graphiql/page.tsx', "import { version } from 'react';\ndocument.title = version;\n");
  const script = join(directory, 'dist/graphiql/page.js');
  /** The bundler keeps the output of the start open until it is done. */
  const bundledAt = async (): Promise<number> => {
    expect(await start().ended).toEqual({ code: 0, text: 'runs\n' });
    return statSync(script).mtimeMs;
  };
  const first = await bundledAt();
  expect(readFileSync(script, 'utf8')).not.toMatch(/^import /m);
  expect(await bundledAt()).toBe(first);
  utimesSync(script, 0, 0);
  expect(await bundledAt()).toBeGreaterThanOrEqual(first);
});

test('a signal reaches the program', async () => {
  const waits = "process.on('SIGTERM', () => process.exit(7)); setInterval(() => {}, 1e3);";
  write('dist/main.js', `${waits} ${PROGRAM}`);
  const { child, ended } = start();
  await once(child.stdout!, 'data');
  child.kill('SIGTERM');
  expect(await ended).toMatchObject({ code: 7 });
});
