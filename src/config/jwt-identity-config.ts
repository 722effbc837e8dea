import { z } from 'zod';
import { type Given, linesOf, type ReadSettings } from './read-settings';
import { commaList, duration, flag, httpUrl, invalidValueLine } from './setting-types';
import { profileOf, profileSettings, type UserProfileConfig } from './user-profile-config';

/** Tokens are JWTs that identify the user themselves. */
export interface JwtIdentityConfig {
  readonly kind: 'jwt';
  readonly key:
    | { readonly kind: 'secret'; readonly secret: string }
    | { readonly kind: 'jwks'; readonly url: string; readonly maxAgeMs: number };
  readonly issuer: string | undefined;
  readonly audiences: readonly string[];
  readonly algorithms: readonly string[];
  readonly clockToleranceMs: number;
  readonly claims: { readonly id: string; readonly name: string; readonly permissions: string };
  /** Undefined: users are not looked up. */
  readonly mustExist:
    | (UserProfileConfig & { readonly takesName: boolean; readonly takesPermissions: boolean })
    | undefined;
}

const HMAC_ALGORITHMS = ['HS256', 'HS384', 'HS512'];
const PUBLIC_KEY_ALGORITHMS = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512'].concat(
  ['ES256', 'ES384', 'ES512'],
  ['EdDSA', 'Ed25519'],
);
const DEFAULT_PUBLIC_KEY_ALGORITHMS = ['RS256', 'PS256', 'ES256', 'EdDSA'];
/** Users can keep working overnight while the key server is down. */
const JWKS_MAX_AGE_MS = 24 * 3_600_000;
/** A secret shorter than its hash can be brute-forced from one token. */
const MIN_SECRET_BYTES = 32;

/** The settings of `IDENTITY=jwt`. */
export const jwtSettings = profileSettings.extend({
  JWT_SECRET: z.string().optional(),
  JWT_JWKS_URL: httpUrl.optional(),
  JWT_JWKS_MAX_AGE: duration
    .refine((ms) => ms >= 300_000 && ms <= 604_800_000, 'must be from 5m to 7d')
    .optional(),
  JWT_ISSUER: z.string().optional(),
  JWT_AUDIENCE: commaList.default([]),
  JWT_ALGORITHMS: commaList.optional(),
  JWT_CLOCK_TOLERANCE: duration
    .refine((ms) => ms <= 300_000, 'must be from 0s to 5m')
    .default(5_000),
  JWT_ID_CLAIM: z.string().default('sub'),
  JWT_NAME_CLAIM: z.string().default('name'),
  JWT_PERMISSIONS_CLAIM: z.string().default('permissions'),
  JWT_USER_MUST_EXIST: flag.default(false),
});

/** Reads the settings of `IDENTITY=jwt`: either a secret or a set of public keys, each with its own algorithms. */
export function readJwt(given: Given): ReadSettings<JwtIdentityConfig> {
  const { data, error } = jwtSettings.safeParse(given);
  if (!data) return { problems: linesOf(error, given), warnings: [] };
  const { JWT_SECRET: secret, JWT_JWKS_URL: url } = data;
  const allowed = secret === undefined ? PUBLIC_KEY_ALGORITHMS : HMAC_ALGORITHMS;
  const algorithms =
    data.JWT_ALGORITHMS ?? (secret === undefined ? DEFAULT_PUBLIC_KEY_ALGORITHMS : ['HS256']);
  const problems: string[] = [];
  if ((secret === undefined) === (url === undefined)) {
    problems.push('JWT_SECRET, JWT_JWKS_URL: IDENTITY=jwt requires exactly one of these');
  }
  if (algorithms.length === 0 || algorithms.some((name) => !allowed.includes(name))) {
    const verifiedWith = secret === undefined ? 'JWT_JWKS_URL' : 'JWT_SECRET';
    const rule = `must be a comma-separated list of ${allowed.join(', ')} with ${verifiedWith}`;
    problems.push(invalidValueLine('JWT_ALGORITHMS', rule, given['JWT_ALGORITHMS']));
  }
  if (problems.length > 0) return { problems, warnings: [] };
  return {
    value: {
      kind: 'jwt',
      key:
        secret === undefined
          ? { kind: 'jwks', url: url!, maxAgeMs: data.JWT_JWKS_MAX_AGE ?? JWKS_MAX_AGE_MS }
          : { kind: 'secret', secret },
      issuer: data.JWT_ISSUER,
      audiences: data.JWT_AUDIENCE,
      algorithms,
      clockToleranceMs: data.JWT_CLOCK_TOLERANCE,
      claims: {
        id: data.JWT_ID_CLAIM,
        name: data.JWT_NAME_CLAIM,
        permissions: data.JWT_PERMISSIONS_CLAIM,
      },
      mustExist: data.JWT_USER_MUST_EXIST
        ? {
            ...profileOf(data),
            takesName: given['USERS_NAME_FIELD'] !== undefined,
            takesPermissions: given['USERS_PERMISSION_FIELDS'] !== undefined,
          }
        : undefined,
    },
    problems: [],
    warnings: weaknessesOf(data),
  };
}

function weaknessesOf(data: z.output<typeof jwtSettings>): string[] {
  const { JWT_SECRET: secret } = data;
  return [
    ...(secret !== undefined && Buffer.byteLength(secret) < MIN_SECRET_BYTES
      ? [
          `JWT_SECRET: shorter than ${MIN_SECRET_BYTES} bytes, so it can be brute-forced from a token`,
        ]
      : []),
    ...(secret !== undefined && data.JWT_JWKS_MAX_AGE !== undefined
      ? ['JWT_JWKS_MAX_AGE: has no effect with JWT_SECRET']
      : []),
    ...(secret === undefined && data.JWT_AUDIENCE.length === 0
      ? ['JWT_AUDIENCE: not set, so tokens issued for other applications are accepted too']
      : []),
  ];
}
