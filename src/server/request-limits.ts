import { type ServerOptions } from 'node:http';
import { type LimitsConfig } from '../config/limits-config';
import { type Authenticate } from '../domain/caller';
import { clientAddressOf } from '../http/client-address';
import { type Admit, admitByAddress } from '../rate-limit/admit';
import { limitRate, limitUsers } from '../rate-limit/rate-limiter';

/** What a connection may take: slow senders are cut, and large heads are refused with 431. */
export const CONNECTION_LIMITS = {
  maxHeaderSize: 16 * 1024,
  headersTimeout: 10_000,
  requestTimeout: 20_000,
  connectionsCheckingInterval: 1_000,
  /** Longer than proxies keep theirs, so that it is not the gateway that closes one in use. */
  keepAliveTimeout: 65_000,
} as const satisfies ServerOptions;

/** The rates of both doors, counted together; undefined rates let everything in. */
export function requestLimits(
  { rate, trustProxy }: Pick<LimitsConfig, 'rate' | 'trustProxy'>,
  authenticate: Authenticate,
): { admit: Admit; authenticate: Authenticate } {
  if (!rate) return { admit: () => Promise.resolve(), authenticate };
  return {
    admit: admitByAddress(clientAddressOf(trustProxy), limitRate(rate.perAddress)),
    authenticate: limitUsers(authenticate, limitRate(rate.perUser)),
  };
}
