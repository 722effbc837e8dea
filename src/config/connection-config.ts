import { z } from 'zod';
import { duration, UNIT_MS } from './setting-types';

/** The default time to keep an idle connection open: longer than most proxies do. */
export const DEFAULT_KEEP_ALIVE_TIMEOUT_MS = 65 * UNIT_MS.s;

const MAX_KEEP_ALIVE_TIMEOUT_MS = 15 * UNIT_MS.m;
const MAX_SHUTDOWN_DELAY_MS = 10 * UNIT_MS.m;

const KEEP_ALIVE_RULE = 'must be from 1s to 15m, such as 65s';
const SHUTDOWN_DELAY_RULE = 'must be 0 or up to 10m, such as 10s';

/** Settings for running behind proxies and load balancers, by environment variable. */
export const connectionSettings = {
  KEEP_ALIVE_TIMEOUT: duration
    .refine((ms) => ms >= UNIT_MS.s && ms <= MAX_KEEP_ALIVE_TIMEOUT_MS, KEEP_ALIVE_RULE)
    .default(DEFAULT_KEEP_ALIVE_TIMEOUT_MS),
  SHUTDOWN_DELAY: z
    .union(
      [
        z.literal('0').transform(() => 0),
        duration.refine((ms) => ms <= MAX_SHUTDOWN_DELAY_MS, SHUTDOWN_DELAY_RULE),
      ],
      SHUTDOWN_DELAY_RULE,
    )
    .default(0),
};
