import { isDeepStrictEqual } from 'node:util';
import { type HttpIdentityConfig, httpSettings, readHttp } from './http-identity-config';
import { type JwtIdentityConfig, jwtSettings, readJwt } from './jwt-identity-config';
import { type MongoIdentityConfig, mongoSettings, readMongo } from './mongo-identity-config';
import { type Given, type ReadSettings } from './read-settings';
import { flag, invalidValueLine } from './setting-types';
import { profileSettings } from './user-profile-config';

/** How refresh tokens are resolved to callers. */
export type IdentityConfig = MongoIdentityConfig | JwtIdentityConfig | HttpIdentityConfig;

const kinds = {
  mongo: { read: readMongo, settings: mongoSettings },
  jwt: { read: readJwt, settings: jwtSettings },
  http: { read: readHttp, settings: httpSettings },
} as const;

/**
 * Reads `IDENTITY` and the settings of the kind it names; each invalid value is reported on its own
 * line. A setting of another kind has no effect and causes only a warning, because the environment
 * is often shared with a backend that has its own `JWT_SECRET`.
 */
export function readIdentity(given: Given): ReadSettings<IdentityConfig> {
  const kind = given['IDENTITY'] ?? 'mongo';
  if (!Object.hasOwn(kinds, kind)) {
    const line = invalidValueLine('IDENTITY', 'must be mongo, jwt or http', kind);
    return { problems: [line], warnings: [] };
  }
  const read = kinds[kind as keyof typeof kinds].read(given);
  return { ...read, warnings: [...read.warnings, ...warningsOfOthers(given, kind)] };
}

/** Whether users are read as by default: from `users` in the database of the locks, where demo users are. */
export function isDefaultIdentity(identity: IdentityConfig): boolean {
  return isDeepStrictEqual(identity, readIdentity({}).value);
}

/** The names of all identity settings, of every kind. */
export const IDENTITY_SETTINGS: readonly string[] = [
  'IDENTITY',
  ...new Set(Object.values(kinds).flatMap(({ settings }) => Object.keys(settings.shape))),
];

const isOn = (text: string | undefined): boolean => flag.safeParse(text).data === true;

function warningsOfOthers(given: Given, kind: string): string[] {
  const { shape } = kinds[kind as keyof typeof kinds].settings;
  const readsUsers = kind !== 'jwt' || isOn(given['JWT_USER_MUST_EXIST']);
  const own = Object.keys(shape).filter((name) => readsUsers || !(name in profileSettings.shape));
  const all = Object.values(kinds).flatMap(({ settings }) => Object.keys(settings.shape));
  return [...new Set(all)]
    .filter((name) => given[name] !== undefined && !own.includes(name))
    .map((name) => `${name}: has no effect with IDENTITY=${kind}`);
}
