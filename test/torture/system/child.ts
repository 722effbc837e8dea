import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { openSync, closeSync } from 'node:fs';

/** A child process that is always ended by its own pid, also when the harness dies. */
export class Child {
  readonly exited: Promise<number | null>;
  private readonly process: ChildProcess;

  private constructor(process: ChildProcess) {
    this.process = process;
    this.exited = once(process, 'exit').then(([code]) => code as number | null);
    // A spawn that fails is told by isRunning and by whoever waits for readiness.
    this.exited.catch(() => undefined);
    living.add(this);
    void this.exited.finally(() => living.delete(this)).catch(() => undefined);
  }

  /** Starts the command with both outputs appended to `logFile`. */
  static start(options: {
    command: string;
    args: readonly string[];
    env?: NodeJS.ProcessEnv;
    logFile: string;
    cwd?: string;
  }): Child {
    const log = openSync(options.logFile, 'a');
    const child = spawn(options.command, options.args, {
      stdio: ['ignore', log, log],
      env: options.env ?? process.env,
      ...(options.cwd !== undefined && { cwd: options.cwd }),
    });
    closeSync(log);
    return new Child(child);
  }

  get pid(): number | undefined {
    return this.process.pid;
  }

  get isRunning(): boolean {
    return (
      this.process.pid !== undefined &&
      this.process.exitCode === null &&
      this.process.signalCode === null
    );
  }

  /** Sends the signal when the process still runs. */
  signal(signal: NodeJS.Signals): void {
    if (this.isRunning) this.process.kill(signal);
  }

  /** SIGKILL, resolved once the process is gone; a frozen one dies as well. */
  async kill(): Promise<void> {
    if (!this.isRunning) return;
    this.process.kill('SIGKILL');
    await this.exited;
  }
}

const living = new Set<Child>();

function killAll(): void {
  for (const child of living) child.signal('SIGKILL');
}

// The last resort; an orderly end stops each child where it was started.
process.once('exit', killAll);
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.once(signal, () => {
    killAll();
    process.kill(process.pid, signal);
  });
}
