import { isIP } from 'node:net';
import { z } from 'zod';
import { type GraphQLLimits, graphqlLimitSettings, toGraphQLLimits } from './graphql-limits';
import { type Given, linesOf, type ReadSettings } from './read-settings';
import { commaList, flag, upTo } from './setting-types';

/** How many resources one caller can use. */
export interface LimitsConfig {
  readonly graphql: GraphQLLimits;
  /** Requests per second; undefined: no rate limit. */
  readonly rate: { readonly perUser: number; readonly perAddress: number } | undefined;
  readonly trustProxy: TrustedProxies;
  /** Undefined: no limit. */
  readonly maxLocksPerUser: number | undefined;
  readonly live: {
    readonly maxSubscriptionsPerConnection: number;
    readonly maxConnectionsPerUser: number;
  };
}

/** Which proxies are trusted to report the address of a client: a number of hops, or addresses and networks. */
export type TrustedProxies =
  | { readonly kind: 'hops'; readonly hops: number }
  | { readonly kind: 'networks'; readonly networks: readonly string[] };

const TRUST_RULE =
  'must be a number of proxies or a comma-separated list of addresses such as 10.0.0.0/8';

function isNetwork(text: string): boolean {
  const [address = '', bits, ...more] = text.split('/');
  const version = isIP(address);
  if (version === 0 || more.length > 0) return false;
  return (
    bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (version === 4 ? 32 : 128))
  );
}

const trustProxy = z.union(
  [
    z
      .string()
      .regex(/^\d$/, TRUST_RULE)
      .transform((text) => ({ kind: 'hops', hops: Number(text) }) as const),
    commaList
      .refine((parts) => parts.length > 0 && parts.every(isNetwork), TRUST_RULE)
      .transform((networks) => ({ kind: 'networks', networks }) as const),
  ],
  TRUST_RULE,
);

/** The settings of the limits. */
export const limitSettings = z.object({
  ...graphqlLimitSettings,
  RATE_LIMIT: flag.default(true),
  RATE_LIMIT_PER_USER: upTo(1_000_000).default(1_000),
  RATE_LIMIT_PER_ADDRESS: upTo(1_000_000).default(20_000),
  TRUST_PROXY: trustProxy.default({ kind: 'hops', hops: 0 }),
  MAX_LOCKS_PER_USER: upTo(1_000_000).optional(),
  MAX_SUBSCRIPTIONS_PER_CONNECTION: upTo(10_000).default(100),
  MAX_LIVE_CONNECTIONS_PER_USER: upTo(10_000).default(20),
});

/** Reads the limits; each invalid value is reported on its own line. */
export function readLimits(given: Given): ReadSettings<LimitsConfig> {
  const { data, error } = limitSettings.safeParse(given);
  if (!data) return { problems: linesOf(error, given), warnings: [] };
  return {
    value: {
      graphql: toGraphQLLimits(data),
      rate: !data.RATE_LIMIT
        ? undefined
        : { perUser: data.RATE_LIMIT_PER_USER, perAddress: data.RATE_LIMIT_PER_ADDRESS },
      trustProxy: data.TRUST_PROXY,
      maxLocksPerUser: data.MAX_LOCKS_PER_USER,
      live: {
        maxSubscriptionsPerConnection: data.MAX_SUBSCRIPTIONS_PER_CONNECTION,
        maxConnectionsPerUser: data.MAX_LIVE_CONNECTIONS_PER_USER,
      },
    },
    problems: [],
    warnings: [],
  };
}
