import { z } from 'zod';
import { type Given, linesOf, type ReadSettings } from './read-settings';
import { duration, httpUrl } from './setting-types';
import { TIME_BUDGET } from './time-budget';

/** The admin backend identifies the user of each token. */
export interface HttpIdentityConfig {
  readonly kind: 'http';
  readonly url: string;
  readonly timeoutMs: number;
  readonly cacheTtlMs: number;
}

/** The settings of `IDENTITY=http`. */
export const httpSettings = z.object({
  ME_URL: httpUrl,
  ME_TIMEOUT: duration
    .refine((ms) => ms >= 50 && ms <= TIME_BUDGET.whoAmIMs, 'must be from 50ms to 2s')
    .default(TIME_BUDGET.whoAmIMs),
  ME_CACHE_TTL: z
    .union(
      [z.literal('0').transform(() => 0), duration.refine((ms) => ms <= 3_600_000)],
      'must be 0 or up to 1h, such as 5s',
    )
    .default(5_000),
});

/** Reads the settings of `IDENTITY=http`. */
export function readHttp(given: Given): ReadSettings<HttpIdentityConfig> {
  const { data, error } = httpSettings.safeParse(given);
  if (!data) return { problems: linesOf(error, given), warnings: [] };
  return {
    value: {
      kind: 'http',
      url: data.ME_URL,
      timeoutMs: data.ME_TIMEOUT,
      cacheTtlMs: data.ME_CACHE_TTL,
    },
    problems: [],
    warnings: [],
  };
}
