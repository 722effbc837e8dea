import { type Config } from '../../src/config/config';
import { type LockGatewayOptions } from '../../src/gateway/gateway-options';
import { type LockGateway, startLockGateway } from '../../src/gateway/lock-gateway';
import { createLogger } from '../../src/observability/logs/logger';
import { LastingFailure } from '../../src/storage/connection/lasting-failure';
import { testConfig } from './test-config';

/** Starts a gateway as in production on a database of the caller's; resolves when it listens. */
export function startProductionGateway(
  mongodbUri: string,
  options: Partial<Pick<LockGatewayOptions, 'logger'>> & {
    config?: Partial<Config>;
  } = {},
): Promise<LockGateway> {
  return startLockGateway({
    logger: options.logger ?? createLogger('silent'),
    mongodbUri,
    config: testConfig({ isProduction: true, introspection: false, ...options.config }),
  });
}

/** The line that a gateway ends with, which it must do before it is ready. */
export async function lineOfFailedStart(
  mongodbUri: string,
  config: Partial<Config> = {},
): Promise<string> {
  const gateway = await startProductionGateway(mongodbUri, { config });
  try {
    const failure: unknown = await gateway.prepared.catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(LastingFailure);
    return (failure as Error).message;
  } finally {
    await gateway.stop();
  }
}
