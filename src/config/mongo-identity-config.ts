import { z } from 'zod';
import { type Given, linesOf, type ReadSettings } from './read-settings';
import {
  fieldPath,
  profileOf,
  profileSettings,
  type UserProfileConfig,
} from './user-profile-config';

/** Tokens are looked up in a collection of users. */
export interface MongoIdentityConfig extends UserProfileConfig {
  readonly kind: 'mongo';
  readonly token: string;
  readonly tokenHash: 'sha256' | 'none';
  /** Undefined: a token is valid while it is stored. */
  readonly expiry: string | undefined;
}

const DEFAULT_TOKEN_FIELD = 'sessions.tokenHash';
const DEFAULT_EXPIRY_FIELD = 'sessions.expiresAt';

/** The settings of `IDENTITY=mongo`. */
export const mongoSettings = profileSettings.extend({
  USERS_TOKEN_FIELD: fieldPath.default(DEFAULT_TOKEN_FIELD),
  USERS_TOKEN_HASH: z.enum(['sha256', 'none']).default('sha256'),
  USERS_EXPIRY_FIELD: fieldPath.optional(),
});

/** Reads the settings of `IDENTITY=mongo`; the expiry has a default only with the default token field. */
export function readMongo(given: Given): ReadSettings<MongoIdentityConfig> {
  const { data, error } = mongoSettings.safeParse(given);
  if (!data) return { problems: linesOf(error, given), warnings: [] };
  const token = data.USERS_TOKEN_FIELD;
  const defaultExpiry = token === DEFAULT_TOKEN_FIELD ? DEFAULT_EXPIRY_FIELD : undefined;
  const expiry = data.USERS_EXPIRY_FIELD ?? defaultExpiry;
  const warnings = expiry
    ? []
    : ['USERS_EXPIRY_FIELD: not set, so a token is valid until it is removed'];
  return {
    value: {
      kind: 'mongo',
      ...profileOf(data),
      token,
      tokenHash: data.USERS_TOKEN_HASH,
      expiry,
    },
    problems: [],
    warnings,
  };
}
