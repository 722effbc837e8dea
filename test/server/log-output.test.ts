import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { type Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';

const LOG_OUTPUT = join(__dirname, '../../src/server/log-output');

let child: ChildProcess | undefined;

afterEach(async () => {
  if (!child || child.exitCode !== null || child.signalCode !== null) return;
  child.kill();
  await once(child, 'exit');
});

/** Runs a script in a process of its own; `output` is its log output. */
function run(script: string): Readable {
  const source = `const { logOutput } = require(${JSON.stringify(LOG_OUTPUT)});
    const output = logOutput();
    ${script}`;
  const started = spawn(process.execPath, ['--require', 'tsx/cjs', '-e', source], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  child = started;
  return started.stdout;
}

test('lines that a slow reader has not taken yet arrive all, in order, when they are flushed', async () => {
  const count = 5_000;
  const output = run(`
    for (let n = 0; n < ${count}; n += 1) output.write('line ' + n + ' of many'.repeat(5) + '\\n');
    output.flush(() => process.exit(0));`);
  await delay(500);
  const lines = (await text(output)).trim().split('\n');
  const numbers = lines.map((line) => Number(line.split(' ')[1]));
  expect(numbers).toEqual(Array.from({ length: count }, (_, n) => n));
});

test('a line written just before the exit arrives', async () => {
  const output = run(`
    output.write('the last\\n');
    process.exit(1);`);
  expect(await text(output)).toBe('the last\n');
});

test('a lone line does not wait for others', async () => {
  const output = run(`
    output.write('alone\\n');
    setTimeout(() => {}, 60_000);`);
  const [chunk] = (await once(output, 'data')) as [Buffer];
  expect(chunk.toString()).toBe('alone\n');
  expect(child!.exitCode).toBeNull();
});
