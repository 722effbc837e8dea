import { execFile } from 'node:child_process';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

interface LastRun {
  port: number;
  gatewayPid: number;
}

const orphanPatienceMs = 6_000;
const orphanLimitMs = 30_000;

/** Remembers the port and the gateway that use the directory now, so that the next start can reuse the port. */
export async function rememberPort(dataDir: string, run: LastRun): Promise<void> {
  const path = runFile(dataDir);
  await writeFile(`${path}.new`, JSON.stringify(run));
  await rename(`${path}.new`, path);
}

/** The port of the last run, or undefined for a new directory. */
export async function lastPort(dataDir: string): Promise<number | undefined> {
  return (await lastRun(dataDir))?.port;
}

/**
 * Resolves when no mongod uses the directory; rejects with one line when a living gateway's does.
 * The mongod of a gateway that was killed is waited for, and ended if need be.
 */
export async function ensureFree(options: {
  dataDir: string;
  report: (line: string) => void;
}): Promise<void> {
  const { dataDir, report } = options;
  const startedAt = Date.now();
  let asked = false;
  for (;;) {
    const pid = await mongodOf(dataDir);
    if (pid === undefined) return;
    const owner = (await lastRun(dataDir))?.gatewayPid;
    if (owner === undefined || isAlive(owner)) throw new Error(inUse(dataDir, pid));

    const waitedMs = Date.now() - startedAt;
    if (waitedMs > orphanLimitMs) throw new Error(inUse(dataDir, pid));
    if (waitedMs === 0) report('mongod: waiting for the one of the last run to end ...');
    if (!asked && waitedMs > orphanPatienceMs) {
      asked = true;
      process.kill(pid, 'SIGTERM');
    }
    await delay(100);
  }
}

/** The one line for a data directory that another process uses. */
export function inUse(dataDir: string, pid?: number): string {
  return (
    `The data directory ${dataDir} is in use by another gateway` +
    `${pid === undefined ? '' : ` (mongod has process id ${pid})`}: stop that one, or set MONGODB_URI.`
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

// mongod leaves its process id in mongod.lock when it is killed, and by then the number may belong to
// any process: only one whose command line names mongod and this directory counts.
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
