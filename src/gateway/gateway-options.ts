import { type RequestHandler } from 'express';
import { type Logger } from 'pino';
import { type Config } from '../config/config';

/** What one gateway is made of. */
export interface LockGatewayOptions {
  readonly config: Pick<
    Config,
    'host' | 'port' | 'lockTtlMs' | 'corsOrigins' | 'isProduction' | 'introspection'
  > & {
    /** Default: the collection `users` as a new installation has it. */
    readonly identity?: Config['identity'];
    /** Default: what counts where nothing is set. */
    readonly limits?: Config['limits'];
    readonly metricsPort?: Config['metricsPort'];
    /** Default: what counts where nothing is set. */
    readonly keepAliveTimeoutMs?: Config['keepAliveTimeoutMs'];
    /** Default: none. */
    readonly shutdownDelayMs?: Config['shutdownDelayMs'];
  };
  readonly mongodbUri: string;
  readonly logger: Logger;
  /** Signs browsers in as demo users, where there are any. */
  readonly demoSignIn?: RequestHandler | undefined;
}
