import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';

/** A gateway process and its output. */
export interface GatewayProcess {
  /** Resolves to its URL once it reports that it is ready; rejects if it ends first. */
  ready(): Promise<string>;
  /** Resolves when its output matches; rejects if it ends first. */
  wrote(pattern: RegExp): Promise<RegExpExecArray>;
  /** Sends a signal unless it has ended. */
  kill(signal: 'SIGTERM' | 'SIGINT' | 'SIGKILL' | 'SIGSTOP' | 'SIGCONT'): void;
  /** Waits for the end; the exit code, null after a signal. */
  exitCode(): Promise<number | null>;
  output(): { stdout: string; stderr: string };
}

/** Runs a compiled gateway with only these settings and PATH. */
export function runGateway(options: {
  directory: string;
  env: Readonly<Record<string, string>>;
  cwd?: string;
  /** A descriptor for its standard output, which `output` then lacks. */
  stdout?: number | undefined;
}): GatewayProcess {
  const child = spawn(process.execPath, [`${options.directory}/main.js`], {
    cwd: options.cwd,
    env: { PATH: process.env['PATH'], ...options.env },
    stdio: ['ignore', options.stdout ?? 'pipe', 'pipe'],
  });
  const written = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name]?.on('data', (chunk: Buffer) => (written[name] += chunk.toString()));
  }
  const ended = once(child, 'close').then(([code]) => code as number | null);
  const wrote = (pattern: RegExp): Promise<RegExpExecArray> =>
    waitForOutput({ child, pattern, text: () => written.stdout + written.stderr });
  return {
    ready: async () => (await wrote(/"url":"([^"]+)"/))[1]!,
    wrote,
    kill: (signal) => void child.kill(signal),
    exitCode: () => ended,
    output: () => written,
  };
}

function waitForOutput(options: {
  child: ChildProcess;
  pattern: RegExp;
  text: () => string;
}): Promise<RegExpExecArray> {
  const { child, pattern, text } = options;
  return new Promise((resolve, reject) => {
    const look = (): void => {
      const found = pattern.exec(text());
      if (found) resolve(found);
    };
    child.stdout?.on('data', look);
    child.stderr?.on('data', look);
    child.once('close', () => reject(new Error(`ended without ${String(pattern)}:\n${text()}`)));
    look();
  });
}
