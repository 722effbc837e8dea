import { spawn } from 'node:child_process';
import { join } from 'node:path';

const TSX = join(__dirname, '..', '..', 'node_modules', 'tsx', 'dist', 'cli.mjs');

/**
 * Runs a script of this folder in a separate process, which cleans up after itself however it ends. SIGTERM after `withinMs`; resolves to the exit code and all it printed.
 */
export function runScript(options: {
  script: string;
  args?: readonly string[];
  withinMs: number;
}): Promise<{ code: number | null; output: string }> {
  const path = join(__dirname, options.script);
  const child = spawn(process.execPath, [TSX, path, ...(options.args ?? [])], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const timer = setTimeout(() => child.kill('SIGTERM'), options.withinMs);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  }
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      clearTimeout(timer);
      resolve({ code, output });
    });
  });
}
