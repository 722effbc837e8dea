import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';

/** The gateway as a process, with all that it wrote. */
export interface GatewayProcess {
  /** Resolves with the address once it says that it is ready; rejects when it ends before. */
  ready(): Promise<string>;
  /** Resolves when its output matches; rejects when it ends before. */
  wrote(pattern: RegExp): Promise<RegExpExecArray>;
  /** Sends a signal; nothing when it has ended already. */
  kill(signal: 'SIGTERM' | 'SIGINT' | 'SIGKILL'): void;
  /** The exit code, null after a signal; waits for the end. */
  exitCode(): Promise<number | null>;
  output(): { stdout: string; stderr: string };
}

/** Runs a compiled gateway with these settings and no others but PATH. */
export function runGateway(options: {
  directory: string;
  env: Readonly<Record<string, string>>;
  cwd?: string;
  /** A descriptor for its standard output, which is then not in `output`. */
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
