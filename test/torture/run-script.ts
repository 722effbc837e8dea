import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { ensureBuilt } from '../support/built-gateway';

const TSX = join(__dirname, '..', '..', 'node_modules', 'tsx', 'dist', 'cli.mjs');

/**
 * Runs a script of this folder on the compiled gateway and resolves to the result that it prints as
 * JSON on its last line; rejects with all it printed if it fails.
 */
export async function runMeasurement<Result>(options: {
  script: string;
  withinMs: number;
}): Promise<Result> {
  const { code, output } = await runScript(options);
  if (code !== 0) throw new Error(`the run ended with ${code}:\n${output}`);
  const line = output.trim().split('\n').at(-1) ?? '';
  process.stdout.write(`${line}\n`);
  return JSON.parse(line) as Result;
}

/**
 * Runs a script of this folder on the compiled gateway in a separate process, which cleans up after
 * itself however it ends. SIGTERM after `withinMs`; resolves to the exit code and all it printed.
 */
export async function runScript(options: {
  script: string;
  args?: readonly string[];
  withinMs: number;
}): Promise<{ code: number | null; output: string }> {
  await ensureBuilt();
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
