import './require-node';
import 'reflect-metadata';
import { type Logger } from 'pino';
import { type Config, ConfigError, loadConfig } from './config/config';
import { type EmbeddedDatabase } from './embedded/embedded-database';
import { type LockGateway, startLockGateway } from './server/lock-gateway';
import { isContractIdentity } from './server/open-user-directory';
import { createLogger } from './server/logger';
import { startDemoDatabase } from './server/demo-database';
import { printGreeting } from './server/greeting';

const DATA_DIR = '.data';

/** How long the end of the process waits for the reader of its log. */
const FLUSH_WITHIN_MS = 500;

async function main(): Promise<void> {
  const config = loadConfig(process.env);
  const logger = createLogger(config.logLevel);
  const report = (line: string): void => void process.stderr.write(`${line}\n`);
  for (const line of config.warnings) logger.warn(line);
  const embedded = config.mongodbUri
    ? undefined
    : await startDemoDatabase({ dataDir: DATA_DIR, env: process.env, report });
  const hasDemoUsers = embedded !== undefined && isContractIdentity(config.identity);
  const gateway = await startLockGateway({
    config,
    logger,
    mongodbUri: config.mongodbUri ?? embedded!.uri,
    hasDemoUsers,
  }).catch(async (error: unknown) => {
    await embedded?.stop();
    throw error;
  });
  stopOnSignal({ gateway, embedded, logger });
  const isPrepared = await gateway.prepared.catch(async (error: unknown) => {
    await gateway.stop();
    await embedded?.stop();
    throw error;
  });
  if (!isPrepared) return;
  if (hasDemoUsers) printGreeting(gateway.url, report);
  logger.info({ url: gateway.url, ...shownSettings(config) }, 'lock-gateway is ready');
}

/** The first signal ends the process in good order, the second at once. */
function stopOnSignal(parts: {
  gateway: LockGateway;
  embedded: EmbeddedDatabase | undefined;
  logger: Logger;
}): void {
  let isStopping = false;
  const onSignal = (signal: string): void => {
    if (isStopping) process.exit(1);
    isStopping = true;
    parts.logger.info({ signal }, 'stopping');
    parts.gateway
      .stop()
      .then(() => parts.embedded?.stop())
      .then(() => flushed(parts.logger))
      .then(() => process.exit(0), fail);
  };
  process.on('SIGTERM', onSignal);
  process.on('SIGINT', onSignal);
}

/** Resolves when the last log lines are written, or when nobody seems to read them. */
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
  const lines =
    error instanceof ConfigError
      ? error.lines
      : [error instanceof Error ? error.message : String(error)];
  for (const line of lines) process.stderr.write(`lock-gateway: ${line}\n`);
  process.exit(1);
}

main().catch(fail);
