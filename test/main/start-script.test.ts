import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const PROGRAM = "process.stdout.write('runs\\n');";
/** Stands in for the compiler, which leaves its record alone when no output changed. */
const COMPILER = `
  const { existsSync, mkdirSync, writeFileSync } = require('node:fs');
  process.stderr.write('compiles\\n');
  mkdirSync('dist', { recursive: true });
  writeFileSync('dist/main.js', ${JSON.stringify(PROGRAM)});
  if (!existsSync('dist/.tsbuildinfo')) writeFileSync('dist/.tsbuildinfo', '');`;

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'lock-gateway-start-'));
  copyFileSync('.start.mjs', join(directory, '.start.mjs'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

function write(path: string, text: string): void {
  mkdirSync(dirname(join(directory, path)), { recursive: true });
  writeFileSync(join(directory, path), text);
}

const writeCompiler = (text: string): void => write('node_modules/typescript/bin/tsc', text);

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
  expect(await start().ended).toEqual({
    code: 0,
    text: 'lock-gateway: TypeScript is not installed, so the existing build is used although the sources changed\nruns\n',
  });
});

test('with nothing built and nothing to build with, one line says what to do', async () => {
  write('src/main.ts', '');
  const { code, text } = await start().ended;
  expect([code, text]).toEqual([1, expect.stringMatching(/^lock-gateway: there is no build.*\n$/)]);
});

test('sources are compiled once, and anew when one changed, which a line says', async () => {
  write('src/main.ts', '');
  writeCompiler(COMPILER);
  const first = await start().ended;
  expect(first.text).toMatch(/^lock-gateway: compiling .*\ncompiles\nruns\n$/);
  expect(await start().ended).toEqual({ code: 0, text: 'runs\n' });
  const later = new Date(Date.now() + 60_000);
  utimesSync(join(directory, 'src/main.ts'), later, later);
  expect((await start().ended).text).toContain('compiles');
  expect(await start().ended).toEqual({ code: 0, text: 'runs\n' });
});

test('a failed build ends the start, and the next one builds again', async () => {
  write('src/main.ts', '');
  writeCompiler(`${COMPILER}\nprocess.exitCode = 2;`);
  for (let attempt = 1; attempt <= 2; attempt += 1) {
    const { code, text } = await start().ended;
    expect(code).toBe(1);
    expect(text).toMatch(/compiles\nlock-gateway: the sources do not compile\n$/);
  }
  expect(existsSync(join(directory, 'dist/.tsbuildinfo'))).toBe(false);
});

test('a signal reaches the program', async () => {
  const waits = "process.on('SIGTERM', () => process.exit(7)); setInterval(() => {}, 1e3);";
  write('dist/main.js', `${waits} ${PROGRAM}`);
  const { child, ended } = start();
  await once(child.stdout!, 'data');
  child.kill('SIGTERM');
  expect(await ended).toMatchObject({ code: 7 });
});
