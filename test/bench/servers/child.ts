import { type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { OwnedProcess } from '../../support/owned-process';
import { waitUntil } from '../../support/wait-until';

const READY_WITHIN_MS = 30_000;
const STOP_WITHIN_MS = 10_000;

/** A process that the bench started and will end. */
export interface Child {
  name: string;
  pid: number;
  port: number;
  process: ChildProcess;
  /** Stops it and resolves when it has ended; it is killed after 10 s. */
  stop: () => Promise<void>;
}

export interface ChildOptions {
  name: string;
  command: string;
  args: string[];
  env?: Record<string, string>;
  /** The child has started when this port accepts connections; 0 for none. */
  port: number;
  logDir: string;
  /** Opens a message channel; the child has started when it sends its first message. */
  ipc?: boolean;
}

/** Starts a process with its output in a file; rejects with the end of that file if it does not start. */
export async function startChild(options: ChildOptions): Promise<Child> {
  const { name, command, args, port, logDir } = options;
  const logFile = join(logDir, `${name.replace(/\W+/g, '-')}-${port}.log`);
  const child = OwnedProcess.start({
    command,
    args,
    logFile,
    env: { PATH: process.env['PATH'], HOME: logDir, NODE_ENV: 'production', ...options.env },
    ipc: options.ipc === true,
  });
  const failed = child.exited.then((code) => {
    const tail = readFileSync(logFile, 'utf8').slice(-1500);
    throw new Error(`${name} ended with code ${code}:\n${tail}`);
  });
  failed.catch(() => undefined);
  if (options.ipc) await Promise.race([once(child.process, 'message'), failed]);
  if (port !== 0) await Promise.race([untilOpen(name, port), failed]);
  return {
    name,
    pid: child.pid!,
    port,
    process: child.process,
    stop: () => child.stop(STOP_WITHIN_MS),
  };
}

async function untilOpen(name: string, port: number): Promise<void> {
  await waitUntil({
    what: `${name} on port ${port}`,
    withinMs: READY_WITHIN_MS,
    everyMs: 50,
    ask: async () => {
      const socket = connect({ port, host: '127.0.0.1' });
      await once(socket, 'connect');
      return socket.destroy();
    },
  });
}
