import { isIPv6 } from 'node:net';
import { z } from 'zod';
import { connectionSettings } from './connection-config';
import { IDENTITY_SETTINGS, type IdentityConfig, readIdentity } from './identity-config';
import { limitSettings, type LimitsConfig, readLimits } from './limits-config';
import { nameSlips, valueSlips } from './setting-slips';
import { duration, flag, mistakeLine, mongodbUri, UNIT_MS } from './setting-types';

/** The settings of one gateway; frozen, all of them valid together. */
export interface Config {
  readonly port: number;
  readonly host: string;
  /** undefined: an embedded database with demo users. */
  readonly mongodbUri: string | undefined;
  /** The lease of a lock acquired without an explicit one; null means never. */
  readonly lockTtlMs: number | null;
  readonly corsOrigins: readonly string[];
  readonly isProduction: boolean;
  readonly logLevel: (typeof LOG_LEVELS)[number];
  /** Whether introspection and the landing page are on. */
  readonly introspection: boolean;
  readonly identity: IdentityConfig;
  readonly limits: LimitsConfig;
  /** Where metrics are served, and then nowhere else; undefined: beside everything else. */
  readonly metricsPort: number | undefined;
  /** How long a connection without a request is kept. */
  readonly keepAliveTimeoutMs: number;
  /** How long the gateway goes on serving after it was told to stop, reporting that it is not ready. */
  readonly shutdownDelayMs: number;
  /** One line for each setting that is probably not meant as it is. */
  readonly warnings: readonly string[];
}

/** Thrown by `loadConfig`; one line per mistake. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';

  constructor(readonly lines: readonly string[]) {
    super(lines.join('\n'));
  }
}

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
/** No others: a misspelled `production` must not turn on what is for developers. */
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

/** What a browser may send as Origin: what a page has, spelled as browsers spell it, and no pattern. */
function isOrigin(text: string): boolean {
  try {
    return /^https?:\/\/[^*]+$/.test(text) && new URL(text).origin === text;
  } catch {
    return false;
  }
}

const ORIGINS_RULE = 'must be a comma list of origins, such as https://admin.example.com';

const port = z
  .string()
  .regex(/^\d+$/, 'must be a port number from 0 to 65535')
  .transform(Number)
  .refine((value) => value <= 65_535, 'must be a port number from 0 to 65535');

const HOST_RULE = 'must be a host name or an address, without a port, which PORT is for';

const environment = z.object({
  ...connectionSettings,
  PORT: port.default(4000),
  METRICS_PORT: port.optional(),
  // An IPv6 address may stand in brackets, as it does in links.
  HOST: z
    .string()
    .transform((text) => text.replace(/^\[(.*)\]$/, '$1'))
    .refine((text) => isIPv6(text) || !/[:[\]/\s]/.test(text), HOST_RULE)
    .default('localhost'),
  MONGODB_URI: mongodbUri.optional(),
  LOCK_TTL: lockTtl.default(30 * UNIT_MS.m),
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
const SETTINGS = [
  ...Object.keys(environment.shape),
  ...Object.keys(limitSettings.shape),
  ...IDENTITY_SETTINGS,
];

/** Port 0 is any free one, so two of them never meet. */
function isTaken(ports: { PORT: number; METRICS_PORT?: number | undefined }): boolean {
  return ports.METRICS_PORT === ports.PORT && ports.PORT !== 0;
}

/** Reads the environment; throws `ConfigError` with every mistake at once. */
export function loadConfig(env: Readonly<Record<string, string | undefined>>): Config {
  // A variable that is set to nothing is one that a template left empty: the default counts.
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const parsed = environment.safeParse(given);
  const lines = parsed.error?.issues.map(({ path, message }) => {
    const name = String(path[0]);
    return mistakeLine(name, message, given[name]);
  });
  const { value: identity, ...notes } = readIdentity(given);
  const { value: limits, ...limitNotes } = readLimits(given);
  const isProduction = given['NODE_ENV'] === 'production';
  const problems = [
    ...(lines ?? []),
    ...notes.problems,
    ...limitNotes.problems,
    ...(parsed.success && isTaken(parsed.data)
      ? [
          mistakeLine(
            'METRICS_PORT',
            'must be another port than that of the gateway',
            given['METRICS_PORT'],
          ),
        ]
      : []),
    ...(isProduction && !given['MONGODB_URI'] ? ['MONGODB_URI: must be set in production'] : []),
  ];
  if (!parsed.success || !identity || !limits || problems.length > 0) {
    // A name that is nearly right is often why another setting is missing.
    throw new ConfigError([...problems, ...nameSlips(given, SETTINGS)]);
  }
  const { data } = parsed;
  return Object.freeze({
    port: data.PORT,
    host: data.HOST,
    mongodbUri: data.MONGODB_URI,
    lockTtlMs: data.LOCK_TTL,
    corsOrigins: Object.freeze(data.CORS_ORIGINS),
    isProduction,
    logLevel: data.LOG_LEVEL,
    introspection: data.GRAPHQL_INTROSPECTION ?? !isProduction,
    identity: Object.freeze(identity),
    limits: Object.freeze(limits),
    metricsPort: data.METRICS_PORT,
    keepAliveTimeoutMs: data.KEEP_ALIVE_TIMEOUT,
    shutdownDelayMs: data.SHUTDOWN_DELAY,
    warnings: Object.freeze([
      ...notes.warnings,
      ...limitNotes.warnings,
      ...valueSlips(given, SETTINGS),
      ...nameSlips(given, SETTINGS),
    ]),
  });
}
