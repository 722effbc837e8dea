import { type ServerOptions } from 'node:http';
import { DEFAULT_KEEP_ALIVE_TIMEOUT_MS } from '../../config/connection-config';
import { type LimitsConfig } from '../../config/limits-config';
import { TIME_BUDGET } from '../../config/time-budget';
import { type Authenticate } from '../../domain/caller';
import { type ClientAddressOf, clientAddressOf } from './client-address';
import { FairShare } from './fair-share';
import { type UnfinishedBodies } from '../read-body';
import { type Admit, admitByAddress } from './admit';
import { limitRate, limitUsers } from './rate-limiter';

/** What a connection may take: slow senders are cut, and large heads are refused with 431. */
export const CONNECTION_LIMITS = {
  maxHeaderSize: 16 * 1024,
  headersTimeout: TIME_BUDGET.headMs,
  requestTimeout: TIME_BUDGET.requestMs,
  connectionsCheckingInterval: 1_000,
  keepAliveTimeout: DEFAULT_KEEP_ALIVE_TIMEOUT_MS,
} as const satisfies ServerOptions;

/** How many bytes of bodies that have not ended are kept, over all requests. */
const MAX_UNFINISHED_BYTES = 32 * 1024 * 1024;

/** What both doors count together; undefined rates let everything in. */
export function requestLimits(
  { rate, trustProxy }: Pick<LimitsConfig, 'rate' | 'trustProxy'>,
  authenticate: Authenticate,
): {
  admit: Admit;
  authenticate: Authenticate;
  addressOf: ClientAddressOf;
  unfinishedBodies: UnfinishedBodies;
} {
  const addressOf = clientAddressOf(trustProxy);
  const unfinishedBodies = { bytes: new FairShare(MAX_UNFINISHED_BYTES), addressOf };
  if (!rate) return { admit: () => Promise.resolve(), authenticate, addressOf, unfinishedBodies };
  return {
    admit: admitByAddress(addressOf, limitRate(rate.perAddress)),
    authenticate: limitUsers(authenticate, limitRate(rate.perUser)),
    addressOf,
    unfinishedBodies,
  };
}
