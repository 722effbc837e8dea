import { type RequestHandler } from 'express';
import { type Logger } from 'pino';
import { type Config } from '../config/config';
import { type LiveTiming } from '../graphql/live/live-options';
import { type SenderTiming } from '../webhooks/sender-parts';

/** Everything a gateway needs to start. */
export interface LockGatewayOptions {
  readonly config: Config;
  /** The database of the locks: the configured one or an embedded one. */
  readonly mongodbUri: string;
  readonly logger: Logger;
  /** Sign-in for browsers and a page to try locks with, if there are demo users. */
  readonly demoPages?: RequestHandler | undefined;
  /** The times of live connections; default: those of the contract. */
  readonly liveTiming?: LiveTiming | undefined;
  /** How long a place in a line is kept after the last sign of life; default: `PLACE_MS`. */
  readonly placeMs?: number | undefined;
  /** The times of webhooks; default: those of their README. */
  readonly webhookTiming?: Partial<SenderTiming> | undefined;
}
