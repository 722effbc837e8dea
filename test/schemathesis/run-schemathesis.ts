import 'reflect-metadata';
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DEFAULT_LIMITS, testConfig } from '../support/test-config';
import { startDemo } from '../../src/embedded/start-demo';
import { startLockGateway } from '../../src/gateway/lock-gateway';
import { createLogger } from '../../src/observability/logs/logger';

const VERSION = '4.32.5';
const VENV = join('.cache', 'schemathesis');
const PROGRAM = join(VENV, 'bin', 'schemathesis');

/** Installs schemathesis once, beside the sources. */
function install(): void {
  if (existsSync(PROGRAM)) return;
  execFileSync('python3', ['-m', 'venv', VENV], { stdio: 'inherit' });
  const pip = ['-m', 'pip', 'install', '-q', `schemathesis==${VERSION}`];
  execFileSync(join(VENV, 'bin', 'python'), pip, { stdio: 'inherit' });
}

/** Runs every check against a gateway of its own as a demo user; its exit code is the result. */
async function main(): Promise<void> {
  install();
  const dataDir = await mkdtemp(join(tmpdir(), 'lock-gateway-schemathesis-'));
  const report = (line: string): void => void process.stderr.write(`${line}\n`);
  const database = await startDemo({ dataDir, env: process.env, report });
  const gateway = await startLockGateway({
    logger: createLogger('fatal'),
    demoPages: database.pages,
    mongodbUri: database.uri,
    config: testConfig({ lockTtlMs: 30_000, limits: { ...DEFAULT_LIMITS, rate: undefined } }),
  });
  try {
    await gateway.prepared;
    const config = ['--config-file', 'test/schemathesis/schemathesis.toml'];
    const args = [...config, 'run', 'schema/openapi.yaml', '--url', gateway.url];
    const run = spawn(PROGRAM, [...args, ...process.argv.slice(2)], { stdio: 'inherit' });
    [process.exitCode] = (await once(run, 'close')) as [number];
  } finally {
    await gateway.stop();
    await database.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}

void main();
