import { execFile } from 'node:child_process';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

interface LastRun {
  port: number;
  gatewayPid: number;
}

const ORPHAN_GRACE_MS = 6_000;
const ORPHAN_LIMIT_MS = 30_000;

/** Stores the port and the process id of the gateway that uses the directory, so that the next start can reuse the port. */
export async function rememberPort(dataDir: string, run: LastRun): Promise<void> {
  const path = runFile(dataDir);
  await writeFile(`${path}.new`, JSON.stringify(run));
  await rename(`${path}.new`, path);
}

/** The port of the last run; undefined for a new directory. */
export async function lastPort(dataDir: string): Promise<number | undefined> {
  return (await lastRun(dataDir))?.port;
}

/**
 * Resolves once no mongod uses the directory; rejects with a one-line reason if that of a running
 * gateway does. Waits for the mongod of a killed gateway to end, and terminates it after 6 s.
 */
export async function ensureFree(options: {
  dataDir: string;
  report: (line: string) => void;
}): Promise<void> {
  const { dataDir, report } = options;
  const startedAt = Date.now();
  let isTerminated = false;
  for (;;) {
    const pid = await mongodOf(dataDir);
    if (pid === undefined) return;
    const owner = (await lastRun(dataDir))?.gatewayPid;
    if (owner === undefined || isAlive(owner))
      throw new Error(inUse(dataDir, { mongod: pid, gateway: owner }));

    const waitedMs = Date.now() - startedAt;
    if (waitedMs > ORPHAN_LIMIT_MS)
      throw new Error(inUse(dataDir, { mongod: pid, gateway: owner }));
    if (waitedMs === 0) report('mongod: waiting for the mongod of the last run to end ...');
    if (!isTerminated && waitedMs > ORPHAN_GRACE_MS) {
      isTerminated = true;
      process.kill(pid, 'SIGTERM');
    }
    await delay(100);
  }
}

/** The error message for a data directory that another process uses, with the process ids that are known. */
export function inUse(
  dataDir: string,
  processIds: { mongod?: number; gateway?: number | undefined } = {},
): string {
  const { mongod, gateway } = processIds;
  const known = [
    gateway === undefined ? '' : `process id ${gateway}`,
    mongod === undefined ? '' : `its mongod has ${mongod}`,
  ].filter(Boolean);
  return (
    `The data directory ${dataDir} is in use by another gateway` +
    `${known.length === 0 ? '' : ` (${known.join(', ')})`}: stop that gateway, or set MONGODB_URI.`
  );
}

async function lastRun(dataDir: string): Promise<LastRun | undefined> {
  try {
    const run = JSON.parse(await readFile(runFile(dataDir), 'utf8')) as Partial<LastRun> | null;
    return Number.isInteger(run?.port) && Number.isInteger(run?.gatewayPid)
      ? (run as LastRun)
      : undefined;
  } catch {
    return undefined;
  }
}

function runFile(dataDir: string): string {
  return join(dataDir, 'last-run.json');
}

// A killed mongod leaves its process id in mongod.lock, and the system can reuse the number: the
// command line of the process must contain both mongod and this directory.
async function mongodOf(dataDir: string): Promise<number | undefined> {
  const text = await readFile(join(dataDir, 'mongod.lock'), 'utf8').catch(() => '');
  const pid = Number.parseInt(text, 10);
  if (!Number.isInteger(pid) || pid <= 0 || !isAlive(pid)) return undefined;
  const commandLine = await commandLineOf(pid);
  return commandLine.includes('mongod') && commandLine.includes(dataDir) ? pid : undefined;
}

async function commandLineOf(pid: number): Promise<string> {
  try {
    return await readFile(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return new Promise((resolve) => {
      execFile('ps', ['-p', String(pid), '-o', 'command='], (_error, stdout) => resolve(stdout));
    });
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
