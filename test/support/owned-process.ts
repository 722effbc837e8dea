import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { openSync, closeSync } from 'node:fs';

/** A child process that never outlives this one; only its own pid is ever signalled. */
export class OwnedProcess {
  /** The exit code, null after a signal; rejects when the command cannot be started. */
  readonly exited: Promise<number | null>;

  private constructor(readonly process: ChildProcess) {
    this.exited = once(process, 'exit').then(([code]) => code as number | null);
    // A failed start shows in isRunning and to those who wait for readiness.
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
    /** The number of the user and group to run as, which only root can choose. */
    user?: number;
    /** Opens a message channel. */
    ipc?: boolean;
  }): OwnedProcess {
    const log = openSync(options.logFile, 'a');
    const child = spawn(options.command, options.args, {
      stdio: ['ignore', log, log, ...(options.ipc ? ['ipc' as const] : [])],
      env: options.env ?? process.env,
      ...(options.cwd !== undefined && { cwd: options.cwd }),
      ...(options.user !== undefined && { uid: options.user, gid: options.user }),
    });
    closeSync(log);
    return new OwnedProcess(child);
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

  /** Sends the signal if the process is still running. */
  signal(signal: NodeJS.Signals): void {
    if (this.isRunning) this.process.kill(signal);
  }

  /** Sends SIGTERM, and SIGKILL after `withinMs`; resolves when the process has ended. */
  async stop(withinMs: number): Promise<void> {
    if (!this.isRunning) return;
    this.signal('SIGTERM');
    const timer = setTimeout(() => this.signal('SIGKILL'), withinMs);
    await this.exited;
    clearTimeout(timer);
  }

  /** Sends SIGKILL, which ends a frozen process as well; resolves when the process has ended. */
  async kill(): Promise<void> {
    if (!this.isRunning) return;
    this.process.kill('SIGKILL');
    await this.exited;
  }
}

const living = new Set<OwnedProcess>();

function killAll(): void {
  for (const child of living) child.signal('SIGKILL');
}

// The last resort: an orderly end stops each process where it was started.
process.once('exit', killAll);
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.once(signal, () => {
    killAll();
    process.kill(process.pid, signal);
  });
}
