import { type ChildProcess, spawn, type StdioOptions } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { type Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { unreadPipe } from '../../support/unread-pipe';

const LOG_OUTPUT = join(__dirname, '../../../src/observability/logs/log-output');

let child: ChildProcess | undefined;

afterEach(async () => {
  if (!child || child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGKILL');
  await once(child, 'exit');
});

/**
 * Runs a script in a process of its own; `output` is its log output, and `onFull` is called each
 * time a write finds the pipe full.
 */
function start(script: string, stdio: StdioOptions): ChildProcess {
  const source = `const fs = require('node:fs');
    const { write } = fs;
    let onFull = () => {};
    fs.write = (fd, data, done) => write(fd, data, (error, written) => {
      if (error?.code === 'EAGAIN') onFull();
      done(error, written);
    });
    const { logOutput } = require(${JSON.stringify(LOG_OUTPUT)});
    const output = logOutput();
    ${script}`;
  child = spawn(process.execPath, ['--require', 'tsx/cjs', '-e', source], { stdio });
  return child;
}

function run(script: string): Readable {
  return start(script, ['ignore', 'pipe', 'inherit']).stdout!;
}

/** Runs a script that writes its log to this descriptor. */
async function runInto(fd: number, script: string): Promise<{ code: number; stderr: string }> {
  const started = start(script, ['ignore', fd, 'pipe']);
  const ended = once(started, 'exit') as Promise<[number]>;
  const stderr = await text(started.stderr!);
  return { code: (await ended)[0], stderr };
}

test('a flush delivers all lines, in order, to a slow reader', async () => {
  const count = 20_000;
  const writer = start(
    `onFull = () => {
      onFull = () => {};
      process.send('full');
    };
    for (let n = 0; n < ${count}; n += 1) output.write('line ' + n + ' of many'.repeat(5) + '\\n');
    output.flush(() => process.exit(0));`,
    ['ignore', 'pipe', 'inherit', 'ipc'],
  );
  await once(writer, 'message');
  const lines = (await text(writer.stdout!)).trim().split('\n');
  const numbers = lines.map((line) => Number(line.split(' ')[1]));
  expect(numbers).toEqual(Array.from({ length: count }, (_, n) => n));
});

test('delivers a line written just before the exit', async () => {
  const output = run(`
    output.write('the last\\n');
    process.exit(1);`);
  expect(await text(output)).toBe('the last\n');
});

test('delivers a single line without waiting for others', async () => {
  const output = run(`
    output.write('alone\\n');
    setTimeout(() => {}, 60_000);`);
  const [chunk] = (await once(output, 'data')) as [Buffer];
  expect(chunk.toString()).toBe('alone\n');
  expect(child!.exitCode).toBeNull();
});

test('drops lines that a full disk rejects, and reports it once', async () => {
  const full = openSync('/dev/full', 'w');
  const { code, stderr } = await runInto(
    full,
    `output.write('lost\\n');
    output.flush(() => {
      output.write('lost too\\n');
      output.flush(() => {
        output.write('and the last\\n');
        process.exit(7);
      });
    });`,
  );
  closeSync(full);
  expect({ code, stderr }).toEqual({
    code: 7,
    stderr: expect.stringMatching(/^lock-gateway: log lines are lost: ENOSPC.*\n$/) as string,
  });
});

test('a stalled reader blocks neither the process nor its exit', async () => {
  const pipe = unreadPipe();
  const { code } = await runInto(
    pipe.fd,
    `let tries = 0;
    onFull = () => {
      if ((tries += 1) === 10) process.exit(7);
    };
    for (let n = 0; n < 10_000; n += 1) output.write('line ' + n + '\\n');
    output.flush(() => process.exit(1));`,
  );
  pipe.remove();
  expect(code).toBe(7);
});

test('drops lines beyond a bound while no one reads them', async () => {
  const pipe = unreadPipe();
  const { code, stderr } = await runInto(
    pipe.fd,
    `const line = 'x'.repeat(1_000) + '\\n';
    for (let n = 0; n < 300_000; n += 1) output.write(n + line);
    const heapMib = process.memoryUsage().heapUsed / 2 ** 20;
    process.stderr.write(String(Math.round(heapMib)));
    process.exit(heapMib < 120 ? 0 : 1);`,
  );
  pipe.remove();
  expect({ code, heapMib: stderr }).toEqual({ code: 0, heapMib: expect.any(String) as string });
});
