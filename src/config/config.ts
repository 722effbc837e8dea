import { isIPv6 } from 'node:net';
import { z } from 'zod';
import { connectionSettings } from './connection-config';
import { type FederationConfig, federationSettings, toFederation } from './federation-config';
import { IDENTITY_SETTINGS, type IdentityConfig, readIdentity } from './identity-config';
import { limitSettings, type LimitsConfig, readLimits } from './limits-config';
import { linesOf } from './read-settings';
import { nameSlips, valueSlips } from './setting-slips';
import { duration, flag, invalidValueLine, mongodbUri, UNIT_MS } from './setting-types';
import { readWebhooks, type WebhookConfig, webhookSettings } from './webhook-config';

/** The settings of one gateway: complete, frozen and validated together. */
export interface Config {
  readonly port: number;
  readonly host: string;
  /** Undefined: an embedded database with demo users. */
  readonly mongodbUri: string | undefined;
  /** How long a lock can be held at most, whatever renews it; null: without a limit. */
  readonly maxHoldMs: number | null;
  /** The lease of a lock acquired without an explicit one; null: the lock never expires. */
  readonly lockTtlMs: number | null;
  /** How long the history is kept; null: nothing is recorded. */
  readonly historyRetentionMs: number | null;
  /** Null: nothing is posted. */
  readonly webhooks: WebhookConfig | null;
  readonly corsOrigins: readonly string[];
  readonly isProduction: boolean;
  readonly logLevel: (typeof LOG_LEVELS)[number];
  /** Whether introspection and the landing page are enabled. */
  readonly introspection: boolean;
  /** Undefined: no subgraph. */
  readonly federation: FederationConfig | undefined;
  readonly identity: IdentityConfig;
  readonly limits: LimitsConfig;
  /** A separate port for metrics only; undefined: the main port serves them. */
  readonly metricsPort: number | undefined;
  /** How long an idle connection is kept open. */
  readonly keepAliveTimeoutMs: number;
  /** How long the gateway keeps serving after a stop signal while it reports not ready. */
  readonly shutdownDelayMs: number;
  /** One line for each setting that is probably a mistake. */
  readonly warnings: readonly string[];
}

/** Thrown by `loadConfig`; one line per invalid value. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';

  constructor(readonly lines: readonly string[]) {
    super(lines.join('\n'));
  }
}

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
/** A closed list: a misspelled `production` must not enable development features. */
const ENVIRONMENTS = ['development', 'test', 'production'] as const;

const MIN_LOCK_TTL_MS = 1_000;
const MAX_LOCK_TTL_MS = 365 * UNIT_MS.d;

const LOCK_TTL_RULE = 'must be "never" or from 1s to 365d, such as 30m';

const lockTtl = z.string().transform((text, context) => {
  if (text === 'never') return null;
  const { data: ms } = duration.safeParse(text);
  if (ms !== undefined && ms >= MIN_LOCK_TTL_MS && ms <= MAX_LOCK_TTL_MS) return ms;
  context.addIssue(LOCK_TTL_RULE);
  return z.NEVER;
});

const MIN_MAX_HOLD_MS = UNIT_MS.m;
const MAX_HOLD_RULE = 'must be "off" or from 1m to 365d, such as 8h';

const maxHold = z.string().transform((text, context) => {
  if (text === 'off') return null;
  const { data: ms } = duration.safeParse(text);
  if (ms !== undefined && ms >= MIN_MAX_HOLD_MS && ms <= MAX_LOCK_TTL_MS) return ms;
  context.addIssue(MAX_HOLD_RULE);
  return z.NEVER;
});

const RETENTION_RULE = 'must be "0" or from 1h to 3650d, such as 90d';

const historyRetention = z.string().transform((text, context) => {
  if (text === '0') return null;
  const { data: ms } = duration.safeParse(text);
  if (ms !== undefined && ms >= UNIT_MS.h && ms <= 3_650 * UNIT_MS.d) return ms;
  context.addIssue(RETENTION_RULE);
  return z.NEVER;
});

/** Whether the text is an origin exactly as browsers send it; patterns are not supported. */
function isOrigin(text: string): boolean {
  try {
    return /^https?:\/\/[^*]+$/.test(text) && new URL(text).origin === text;
  } catch {
    return false;
  }
}

const ORIGINS_RULE = 'must be a comma-separated list of origins, such as https://admin.example.com';

const port = z
  .string()
  .regex(/^\d+$/, 'must be a port number from 0 to 65535')
  .transform(Number)
  .refine((value) => value <= 65_535, 'must be a port number from 0 to 65535');

const HOST_RULE = 'must be a host name or an address, without a port, which PORT is for';

/** The settings that belong to no group. */
export const environment = z.object({
  ...connectionSettings,
  ...federationSettings,
  PORT: port.default(4000),
  METRICS_PORT: port.optional(),
  // IPv6 addresses are accepted in brackets, as in URLs.
  HOST: z
    .string()
    .transform((text) => text.replace(/^\[(.*)\]$/, '$1'))
    .refine((text) => isIPv6(text) || !/[:[\]/\s]/.test(text), HOST_RULE)
    .default('localhost'),
  MONGODB_URI: mongodbUri.optional(),
  LOCK_TTL: lockTtl.default(30 * UNIT_MS.m),
  MAX_HOLD: maxHold.default(null),
  HISTORY_RETENTION: historyRetention.default(90 * UNIT_MS.d),
  CORS_ORIGINS: z
    .string()
    .default('')
    .transform((text) =>
      text
        .split(',')
        .map((part) => part.trim())
        .filter(Boolean),
    )
    .refine((origins) => origins.every(isOrigin), ORIGINS_RULE),
  NODE_ENV: z
    .enum(ENVIRONMENTS, `must be one of ${ENVIRONMENTS.join(', ')}`)
    .default('development'),
  LOG_LEVEL: z.enum(LOG_LEVELS, `must be one of ${LOG_LEVELS.join(', ')}`).default('info'),
  GRAPHQL_INTROSPECTION: flag.optional(),
});

/** The names of all settings. */
export const SETTINGS = [
  ...Object.keys(environment.shape),
  ...Object.keys(limitSettings.shape),
  ...Object.keys(webhookSettings.shape),
  ...IDENTITY_SETTINGS,
];

/** Reads the environment; throws `ConfigError` with one line for each invalid value. */
export function loadConfig(env: Readonly<Record<string, string | undefined>>): Config {
  // Templates leave unused variables empty, so an empty variable is treated as not set.
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const main = environment.safeParse(given);
  const identity = readIdentity(given);
  const limits = readLimits(given);
  const webhooks = readWebhooks(given);
  const problems = [
    ...linesOf(main.error, given),
    ...identity.problems,
    ...limits.problems,
    ...webhooks.problems,
    ...(main.success && isSamePort(main.data)
      ? [invalidValueLine('METRICS_PORT', 'must be different from PORT', given['METRICS_PORT'])]
      : []),
    ...(given['NODE_ENV'] === 'production' && given['MONGODB_URI'] === undefined
      ? ['MONGODB_URI: must be set in production']
      : []),
  ];
  const isWhole = identity.value && limits.value && webhooks.value !== undefined;
  if (!main.success || !isWhole || problems.length > 0) {
    // A misspelled name is often the reason why another setting is missing.
    throw new ConfigError([...problems, ...nameSlips(given, SETTINGS)]);
  }
  const warnings = [
    ...identity.warnings,
    ...limits.warnings,
    ...(main.data.FEDERATION || main.data.LOCKABLE_TYPES.length === 0
      ? []
      : ['LOCKABLE_TYPES: has no effect without FEDERATION=true']),
    ...webhooks.warnings,
    ...valueSlips(given, SETTINGS),
    ...nameSlips(given, SETTINGS),
  ];
  return Object.freeze({
    ...valuesOf(main.data),
    identity: Object.freeze(identity.value),
    limits: Object.freeze(limits.value),
    webhooks: webhooks.value,
    warnings: Object.freeze(warnings),
  });
}

type Environment = z.output<typeof environment>;

/** Port 0 means any free port, so two of them never collide. */
function isSamePort({ PORT, METRICS_PORT }: Environment): boolean {
  return METRICS_PORT === PORT && PORT !== 0;
}

function valuesOf(
  data: Environment,
): Omit<Config, 'identity' | 'limits' | 'webhooks' | 'warnings'> {
  const isProduction = data.NODE_ENV === 'production';
  return {
    port: data.PORT,
    host: data.HOST,
    mongodbUri: data.MONGODB_URI,
    lockTtlMs: data.LOCK_TTL,
    maxHoldMs: data.MAX_HOLD,
    historyRetentionMs: data.HISTORY_RETENTION,
    corsOrigins: Object.freeze(data.CORS_ORIGINS),
    isProduction,
    logLevel: data.LOG_LEVEL,
    introspection: data.GRAPHQL_INTROSPECTION ?? !isProduction,
    federation: toFederation(data),
    metricsPort: data.METRICS_PORT,
    keepAliveTimeoutMs: data.KEEP_ALIVE_TIMEOUT,
    shutdownDelayMs: data.SHUTDOWN_DELAY,
  };
}
