import { type ServerOptions } from 'node:http';
import { DEFAULT_KEEP_ALIVE_TIMEOUT_MS } from '../../config/connection-config';
import { type LimitsConfig } from '../../config/limits-config';
import { TIME_BUDGET } from '../../config/time-budget';
import { type ClientAddressOf, clientAddressOf } from './client-address';
import { FairShare } from './fair-share';
import { type UnfinishedBodies } from '../read-body';
import { MAX_HEAD_CHARS } from '../head-size';
import { type Admit, admitByAddress } from './admit';
import { limitRate } from './rate-limiter';

/**
 * The limits of a connection: slow senders get 408, large heads 431. Somewhat more than the largest
 * head is read, so that a path of the gateway can refuse it in its own form.
 */
export const CONNECTION_LIMITS = {
  maxHeaderSize: 1.5 * MAX_HEAD_CHARS,
  headersTimeout: TIME_BUDGET.headMs,
  requestTimeout: TIME_BUDGET.requestMs,
  connectionsCheckingInterval: 1_000,
  keepAliveTimeout: DEFAULT_KEEP_ALIVE_TIMEOUT_MS,
} as const satisfies ServerOptions;

/** The memory for unfinished bodies, over all requests. */
const MAX_UNFINISHED_BYTES = 32 * 1024 * 1024;

/** What admits the requests of all doors; without rates every request is admitted. */
export function requestLimits({ rate, trustProxy }: Pick<LimitsConfig, 'rate' | 'trustProxy'>): {
  admit: Admit;
  addressOf: ClientAddressOf;
  unfinishedBodies: UnfinishedBodies;
} {
  const addressOf = clientAddressOf(trustProxy);
  return {
    addressOf,
    admit: rate ? admitByAddress(addressOf, limitRate(rate.perAddress)) : () => Promise.resolve(),
    unfinishedBodies: { bytes: new FairShare(MAX_UNFINISHED_BYTES), addressOf },
  };
}
