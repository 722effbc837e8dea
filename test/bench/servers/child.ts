import { spawn, type ChildProcess, type StdioOptions } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

const READY_WITHIN_MS = 30_000;
const STOP_WITHIN_MS = 10_000;
const running = new Set<ChildProcess>();

// However the bench ends, nothing that it started outlives it.
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

/** A process that the bench started and will end. */
export interface Child {
  name: string;
  pid: number;
  port: number;
  process: ChildProcess;
  /** Asks it to end and resolves when it has; it is killed when it takes longer than 10 s. */
  stop: () => Promise<void>;
}

export interface ChildOptions {
  name: string;
  command: string;
  args: string[];
  env?: Record<string, string>;
  /** The port that must accept connections before the child counts as started; 0 for none. */
  port: number;
  logDir: string;
  /** Opens a message channel, for children that are driven by messages. */
  ipc?: boolean;
}

/** Starts a process with its output in a file; rejects with the end of that file when it does not come up. */
export async function startChild(options: ChildOptions): Promise<Child> {
  const { name, command, args, port, logDir } = options;
  const logFile = join(logDir, `${name.replace(/\W+/g, '-')}-${port}.log`);
  const log = openSync(logFile, 'a');
  const stdio: StdioOptions = ['ignore', log, log, ...(options.ipc ? ['ipc' as const] : [])];
  const child = spawn(command, args, {
    env: { PATH: process.env['PATH'], HOME: logDir, NODE_ENV: 'production', ...options.env },
    stdio,
  });
  closeSync(log);
  running.add(child);
  child.once('exit', () => running.delete(child));
  const failed = new Promise<never>((_, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => {
      const tail = readFileSync(logFile, 'utf8').slice(-1500);
      reject(new Error(`${name} ended with code ${code}:\n${tail}`));
    });
  });
  failed.catch(() => undefined);
  if (options.ipc) await Promise.race([once(child, 'message'), failed]);
  if (port !== 0) await Promise.race([untilOpen(name, port), failed]);
  return { name, pid: child.pid!, port, process: child, stop: () => stopChild(child) };
}

async function stopChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), STOP_WITHIN_MS);
  await ended;
  clearTimeout(timer);
}

async function untilOpen(name: string, port: number): Promise<void> {
  const deadline = Date.now() + READY_WITHIN_MS;
  while (Date.now() < deadline) {
    const isOpen = await new Promise<boolean>((resolve) => {
      const socket = connect({ port, host: '127.0.0.1' });
      socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
      socket.once('connect', () => socket.destroy());
    });
    if (isOpen) return;
    await delay(50);
  }
  throw new Error(`${name} did not open port ${port} within ${READY_WITHIN_MS / 1000} s`);
}
