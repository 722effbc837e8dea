#!/usr/bin/env node
import './require-node';
import 'reflect-metadata';
import { type Logger } from 'pino';
import { type Config, ConfigError, loadConfig } from './config/config';
import { isDefaultIdentity } from './config/identity-config';
import { type Demo } from './embedded/start-demo';
import { type LockGateway, startLockGateway } from './gateway/lock-gateway';
import { StopRequests } from './gateway/stop-requests';
import { createLogger } from './observability/logs/logger';

const DATA_DIR = '.data';

/** How long process exit waits for the last log lines to be written. */
const FLUSH_WITHIN_MS = 500;

async function main(): Promise<void> {
  const config = loadConfig(process.env);
  const logger = createLogger(config.logLevel);
  const report = (line: string): void => void process.stderr.write(`${line}\n`);
  for (const line of config.warnings) logger.warn(line);
  const demo = config.mongodbUri ? undefined : await loadDemo(report);
  const hasDemoUsers = isDefaultIdentity(config.identity);
  const gateway = await startLockGateway({
    config,
    logger,
    mongodbUri: config.mongodbUri ?? demo!.uri,
    demoPages: hasDemoUsers ? demo?.pages : undefined,
  }).catch(async (error: unknown) => {
    await demo?.stop();
    throw error;
  });
  stopOnSignal({ gateway, demo, logger });
  const isPrepared = await gateway.prepared.catch(async (error: unknown) => {
    // Before the stop, which waits for what is running.
    tell(error);
    await gateway
      .stop()
      .then(() => demo?.stop())
      .catch(tell);
    process.exit(1);
  });
  if (!isPrepared) return;
  if (hasDemoUsers) demo?.greet({ url: gateway.url, hasSandbox: config.introspection }, report);
  logger.info({ url: gateway.url, ...shownSettings(config) }, 'lock-gateway is ready');
}

/** Imported on demand: production never loads the packages of the embedded database. */
async function loadDemo(report: (line: string) => void): Promise<Demo> {
  const { startDemo } = await import('./embedded/start-demo.js');
  return startDemo({ dataDir: DATA_DIR, env: process.env, report });
}

/** The first request to stop shuts down gracefully, the second exits immediately. */
function stopOnSignal(parts: {
  gateway: LockGateway;
  demo: Demo | undefined;
  logger: Logger;
}): void {
  const requests = new StopRequests();
  const onSignal = (signal: string): void => {
    const request = requests.next(signal);
    if (request === 'second') process.exit(1);
    if (request === 'repeated') return;
    parts.logger.info({ signal }, 'stopping');
    parts.gateway
      .stop()
      .then(() => parts.demo?.stop())
      .then(() => flushed(parts.logger))
      .then(() => process.exit(0), fail);
  };
  process.on('SIGTERM', onSignal);
  process.on('SIGINT', onSignal);
}

/** Resolves when the last log lines are written, or after 500 ms if they are not read. */
function flushed(logger: Logger): Promise<void> {
  return new Promise((resolve) => {
    logger.flush(() => resolve());
    setTimeout(resolve, FLUSH_WITHIN_MS);
  });
}

function shownSettings({ lockTtlMs, introspection, identity }: Config): object {
  return { lockTtlMs, introspection, identity: identity.kind };
}

function fail(error: unknown): never {
  tell(error);
  process.exit(1);
}

function tell(error: unknown): void {
  const lines =
    error instanceof ConfigError
      ? error.lines
      : [error instanceof Error ? error.message : String(error)];
  for (const line of lines) process.stderr.write(`lock-gateway: ${line}\n`);
}

main().catch(fail);
