import { spawn } from 'node:child_process';

/** The outcome of a command. */
export interface CommandResult {
  ok: boolean;
  stdout: string;
  /** A one-line reason why the command failed; empty if it succeeded. */
  reason: string;
}

export interface Command {
  file: string;
  args: readonly string[];
  env: NodeJS.ProcessEnv;
  /** The command is killed if it writes nothing for this long. */
  silenceLimitMs: number;
  onOutput?: (text: string) => void;
}

/** Runs a command without a shell and waits for it to end; never rejects, but reports a failure in `reason`. */
export function runCommand(command: Command): Promise<CommandResult> {
  return new Promise((resolve) => {
    const child = spawn(command.file, command.args, {
      env: command.env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let stdout = '';
    let stderr = '';
    let silent = false;
    const onSilence = (): void => {
      silent = true;
      child.kill('SIGKILL');
    };
    const silence = setTimeout(onSilence, command.silenceLimitMs);

    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
      silence.refresh();
      command.onOutput?.(text);
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
      silence.refresh();
    });
    const end = (reason: string): void => {
      clearTimeout(silence);
      resolve({ ok: reason === '', stdout, reason });
    };
    child.once('error', (error: NodeJS.ErrnoException) =>
      end(error.code === 'ENOENT' ? 'not found' : error.message),
    );
    child.once('close', (code, signal) => {
      if (code === 0) return end('');
      if (silent) return end(`no output for ${command.silenceLimitMs / 1000} s`);
      end(
        lastLine(stderr) ??
          lastLine(stdout) ??
          (signal ? `killed by ${signal}` : `exit code ${code}`),
      );
    });
  });
}

function lastLine(text: string): string | undefined {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .at(-1);
}
