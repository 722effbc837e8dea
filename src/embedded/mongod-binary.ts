import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { runCommand } from './run-command';

/** The result of checking a mongod: its version, or a one-line reason why it is unusable. */
export type MongodCheck = { usable: true; version?: string } | { usable: false; reason: string };

/** Runs `<path> --version` to check whether the file is a mongod that runs on this machine. */
export async function checkMongod(path: string, env: NodeJS.ProcessEnv): Promise<MongodCheck> {
  const problem = await fileProblem(path);
  if (problem !== undefined) return { usable: false, reason: problem };

  const result = await runCommand({ file: path, args: ['--version'], env, silenceLimitMs: 15_000 });
  if (!result.ok) return { usable: false, reason: `does not run: ${result.reason}` };
  const version = /db version v(\d+\.\d+\.\d+)/.exec(result.stdout)?.[1];
  return version === undefined
    ? { usable: false, reason: 'is not a mongod: the output of `--version` is unknown' }
    : { usable: true, version };
}

async function fileProblem(path: string): Promise<string | undefined> {
  try {
    if (!(await stat(path)).isFile()) return 'is not a file';
  } catch {
    return 'does not exist';
  }
  try {
    await access(path, constants.X_OK);
  } catch {
    return 'is not executable';
  }
  return undefined;
}
