import { type ConfigError, loadConfig } from '../../src/config/config';

const SECRET = 's'.repeat(32);

function mistakes(env: Record<string, string>): readonly string[] {
  try {
    loadConfig(env);
  } catch (error) {
    return (error as ConfigError).lines;
  }
  return [];
}

test('without settings the users are the collection of a new installation', () => {
  const { identity, warnings } = loadConfig({});

  expect(identity).toEqual({
    kind: 'mongo',
    collection: 'users',
    token: 'sessions.tokenHash',
    tokenHash: 'sha256',
    expiry: 'sessions.expiresAt',
    name: 'username',
    permissions: ['permissions'],
  });
  expect(warnings).toEqual([]);
});

test('a token field of its own has no expiry unless one is named, which is told', () => {
  const { identity, warnings } = loadConfig({ USERS_TOKEN_FIELD: 'refreshToken' });

  expect(identity).toMatchObject({ token: 'refreshToken', expiry: undefined });
  expect(warnings).toEqual([
    'USERS_EXPIRY_FIELD: not set, so a token is valid until it is removed',
  ]);
});

test.each([
  [{ IDENTITY: 'ldap' }, 'IDENTITY: must be mongo, jwt or http, but got: "ldap"'],
  [{ IDENTITY: 'constructor' }, 'IDENTITY: must be mongo, jwt or http, but got: "constructor"'],
  [
    { USERS_TOKEN_FIELD: 'a..b' },
    'USERS_TOKEN_FIELD: must be a field or a path such as sessions.tokenHash, but got: "a..b"',
  ],
  [
    { USERS_PERMISSION_FIELDS: 'permissions,$where' },
    'USERS_PERMISSION_FIELDS: must be a comma-separated list of paths such as permissions,roles.permissions.name, but got: "permissions,$where"',
  ],
  [
    { USERS_MONGODB_URI: 'postgres://root:hunter2@db' },
    'USERS_MONGODB_URI: must start with mongodb://, the value is not shown',
  ],
  [{ IDENTITY: 'jwt' }, 'JWT_SECRET, JWT_JWKS_URL: IDENTITY=jwt requires exactly one of these'],
  [
    { IDENTITY: 'jwt', JWT_SECRET: SECRET, JWT_JWKS_URL: 'https://sso.example.com/keys' },
    'JWT_SECRET, JWT_JWKS_URL: IDENTITY=jwt requires exactly one of these',
  ],
  [
    { IDENTITY: 'jwt', JWT_SECRET: SECRET, JWT_ALGORITHMS: 'HS256,none' },
    'JWT_ALGORITHMS: must be a comma-separated list of HS256, HS384, HS512 with JWT_SECRET, but got: "HS256,none"',
  ],
  [
    { IDENTITY: 'jwt', JWT_SECRET: SECRET, JWT_CLOCK_TOLERANCE: '1h' },
    'JWT_CLOCK_TOLERANCE: must be from 0s to 5m, but got: "1h"',
  ],
  [{ IDENTITY: 'http' }, 'ME_URL: must be set'],
  [
    { IDENTITY: 'http', ME_URL: 'https://root:hunter2@admin.example.com/me' },
    'ME_URL: must be an http or https URL without user name and password, the value is not shown',
  ],
  [
    { IDENTITY: 'http', ME_URL: 'https://admin.example.com/me', ME_TIMEOUT: '10s' },
    'ME_TIMEOUT: must be from 50ms to 2s, but got: "10s"',
  ],
])('a mistake is one clear line without a secret: %j', (env, line) => {
  expect(mistakes(env)).toEqual([line]);
});

test.each(['HS256', 'none', 'RS256,HS256', ','])(
  'a set of public keys refuses the algorithms %s',
  (algorithms) => {
    const env = { JWT_JWKS_URL: 'https://sso.example.com/keys', JWT_ALGORITHMS: algorithms };

    expect(mistakes({ IDENTITY: 'jwt', ...env })).toEqual([
      expect.stringMatching(
        /^JWT_ALGORITHMS: must be a comma-separated list of RS256, .* JWT_JWKS_URL/,
      ),
    ]);
  },
);

test('mistakes of the identity and of other settings are told together', () => {
  expect(
    mistakes({ PORT: 'x', IDENTITY: 'http', ME_URL: 'ftp://a', ME_CACHE_TTL: 'long' }),
  ).toHaveLength(3);
});

test('settings of another kind are a warning each, and change nothing', () => {
  const { identity, warnings } = loadConfig({
    IDENTITY: 'http',
    ME_URL: 'https://admin.example.com/me',
    ME_CACHE_TTL: '0',
    JWT_SECRET: 'short',
    USERS_COLLECTION: 'accounts',
  });

  expect(identity).toEqual({
    kind: 'http',
    url: 'https://admin.example.com/me',
    timeoutMs: 2_000,
    cacheTtlMs: 0,
  });
  expect(warnings).toEqual([
    'USERS_COLLECTION: has no effect with IDENTITY=http',
    'JWT_SECRET: has no effect with IDENTITY=http',
  ]);
});

test('a short secret and a missing audience are told', () => {
  expect(loadConfig({ IDENTITY: 'jwt', JWT_SECRET: 'short' }).warnings).toEqual([
    'JWT_SECRET: shorter than 32 bytes, so it can be brute-forced from a token',
  ]);
  expect(
    loadConfig({ IDENTITY: 'jwt', JWT_JWKS_URL: 'https://sso.example.com/keys' }).warnings,
  ).toEqual(['JWT_AUDIENCE: not set, so tokens issued for other applications are accepted too']);
});

test('the users collection counts with JWTs only when the user must exist', () => {
  const jwt = {
    IDENTITY: 'jwt',
    JWT_SECRET: SECRET,
    USERS_PERMISSION_FIELDS: 'rights,roles.rights',
  };

  expect(loadConfig(jwt).warnings).toEqual([
    'USERS_PERMISSION_FIELDS: has no effect with IDENTITY=jwt',
  ]);
  const { identity, warnings } = loadConfig({ ...jwt, JWT_USER_MUST_EXIST: 'true' });
  expect(warnings).toEqual([]);
  expect(identity).toMatchObject({
    algorithms: ['HS256'],
    mustExist: {
      collection: 'users',
      permissions: ['rights', 'roles.rights'],
      takesName: false,
      takesPermissions: true,
    },
  });
});
