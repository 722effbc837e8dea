import { ConfigError, loadConfig } from '../../src/config/config';

/** What a person reads who starts with these settings, mistakes and warnings alike. */
function linesOf(env: Record<string, string>): readonly string[] {
  try {
    return loadConfig(env).warnings;
  } catch (error) {
    if (error instanceof ConfigError) return error.lines;
    throw error;
  }
}

describe('what a file or a shell left at the ends of a value is told, and never the value', () => {
  const secret = 'a-secret-that-is-long-enough-to-be-one';
  it.each([
    ['JWT_SECRET', `${secret}\n`, 'white space'],
    ['JWT_SECRET', ` ${secret}`, 'white space'],
    ['JWT_SECRET', `"${secret}"`, 'quotes'],
    ['JWT_SECRET', `'${secret}'`, 'quotes'],
    ['JWT_SECRET', `"${secret}`, 'quote'],
    ['JWT_SECRET', `${secret}'`, 'quote'],
    ['JWT_ISSUER', 'https://issuer.example\r\n', 'white space'],
    ['MONGODB_URI', `mongodb://alice:${secret}@db/locks\n`, 'white space'],
  ])('%s %j', (name, value, slip) => {
    const lines = linesOf({ IDENTITY: 'jwt', JWT_SECRET: secret, [name]: value });
    expect(lines).toEqual([expect.stringMatching(`^${name}: .*${slip}`)]);
    expect(lines.join()).not.toContain('secret-that');
  });

  it('beside a mistake it is a part of that line', () => {
    expect(linesOf({ MONGODB_URI: `"mongodb://alice:${secret}@db/locks"` })).toEqual([
      'MONGODB_URI: must start with mongodb://, the value is not shown, but it is enclosed in quotes',
    ]);
  });

  it.each([
    ['IDENTITY', '"jwt"', 'is enclosed in quotes'],
    ['LOCK_TTL', '30m\n', 'starts or ends with white space or a line break'],
    ['NODE_ENV', 'production\n', 'starts or ends with white space or a line break'],
    ['PORT', "'4000", 'starts or ends with a quote'],
  ])('also where the value is shown: %s=%j', (name, value, slip) => {
    expect(linesOf({ [name]: value })).toEqual([
      expect.stringMatching(`^${name}: must be .*, but got: .*, which ${slip}$`),
    ]);
  });

  it('white space and quotes inside a value are its own', () => {
    const inside = `${secret.slice(0, 20)} "${secret.slice(20)}`;
    expect(linesOf({ IDENTITY: 'jwt', JWT_SECRET: inside })).toEqual([]);
  });
});

describe('a name that is nearly right is told with the right one', () => {
  it.each([
    ['MONGO_URI', 'MONGODB_URI'],
    ['MONGO_URL', 'MONGODB_URI'],
    ['MONGODB_URL', 'MONGODB_URI'],
    ['MONGODB_CONNECTION_STRING', 'MONGODB_URI'],
    ['USERS_MONGO_URI', 'USERS_MONGODB_URI'],
    ['mongodb_uri', 'MONGODB_URI'],
    ['LOCK_TTl', 'LOCK_TTL'],
    ['LOCKTTL', 'LOCK_TTL'],
    ['Port', 'PORT'],
    ['RATE_LIMITS', 'RATE_LIMIT'],
    ['RATE_LIMIT_PER_USERS', 'RATE_LIMIT_PER_USER'],
    ['CORS_ORIGIN', 'CORS_ORIGINS'],
    ['METRIC_PORT', 'METRICS_PORT'],
    ['USER_COLLECTION', 'USERS_COLLECTION'],
    ['TRUSTED_PROXY', 'TRUST_PROXY'],
    ['GRAPHQL_INTROSPECTON', 'GRAPHQL_INTROSPECTION'],
    ['TRUST_PROXIES', 'TRUST_PROXY'],
    ['SHUTDOWN_DELAY_MS', 'SHUTDOWN_DELAY'],
    ['KEEP_ALIVE_TIMEOUT_MS', 'KEEP_ALIVE_TIMEOUT'],
    ['KEEP_ALIVE', 'KEEP_ALIVE_TIMEOUT'],
    ['LOCK_TTL_SECONDS', 'LOCK_TTL'],
    ['MAX_LOCKS', 'MAX_LOCKS_PER_USER'],
    ['JWKS_URL', 'JWT_JWKS_URL'],
    ['ME_URI', 'ME_URL'],
    ['MONGODB_CONNECTION', 'MONGODB_URI'],
  ])('%s is %s', (found, meant) => {
    expect(linesOf({ [found]: 'x' })).toEqual([
      `${found}: unknown setting; did you mean ${meant}?`,
    ]);
  });

  it('also where the right one is missing', () => {
    expect(linesOf({ NODE_ENV: 'production', MONGO_URI: 'mongodb://db/locks' })).toEqual([
      'MONGODB_URI: must be set in production',
      'MONGO_URI: unknown setting; did you mean MONGODB_URI?',
    ]);
  });

  it('another program’s variable beside the right one is no slip', () => {
    const both = { MONGO_URI: 'mongodb://db/shop', MONGODB_URI: 'mongodb://db/locks' };
    expect(linesOf(both)).toEqual([]);
  });

  it('none of the variables of a usual machine, container or cloud is taken for one', () => {
    const usual = `
      HOME USER USERNAME LOGNAME SHELL PATH PWD OLDPWD LANG LC_ALL LC_CTYPE LANGUAGE TZ TERM COLORTERM
      EDITOR VISUAL PAGER HOSTNAME HOSTTYPE OSTYPE MACHTYPE SHLVL MAIL TMPDIR TMP TEMP DISPLAY _ PS1
      SSH_AUTH_SOCK SSH_CLIENT SSH_CONNECTION SSH_TTY XDG_RUNTIME_DIR XDG_SESSION_ID XDG_CACHE_HOME
      XDG_DATA_DIRS DBUS_SESSION_BUS_ADDRESS GPG_TTY LESS LS_COLORS NODE_OPTIONS NODE_PATH
      NODE_VERSION NODE_EXTRA_CA_CERTS NODE_NO_WARNINGS NODE_HOME YARN_VERSION npm_config_cache
      npm_package_name npm_package_version npm_lifecycle_event npm_config_user_agent npm_execpath
      npm_node_execpath INIT_CWD COLOR FORCE_COLOR NO_COLOR CI GITHUB_ACTIONS GITHUB_TOKEN DEBUG
      HTTP_PROXY HTTPS_PROXY NO_PROXY http_proxy https_proxy no_proxy ALL_PROXY DATABASE_URL REDIS_URL
      POSTGRES_HOST POSTGRES_PORT PGHOST PGPORT MYSQL_HOST MONGOMS_SYSTEM_BINARY MONGO_INITDB_DATABASE
      MONGO_INITDB_ROOT_USERNAME KUBERNETES_PORT KUBERNETES_SERVICE_HOST KUBERNETES_SERVICE_PORT
      KUBERNETES_PORT_443_TCP GATEWAY_PORT_4000_TCP_PORT AWS_REGION AWS_ACCESS_KEY_ID
      AWS_SECRET_ACCESS_KEY AWS_ROLE_ARN GOOGLE_APPLICATION_CREDENTIALS AZURE_CLIENT_ID
      OTEL_SERVICE_NAME OTEL_EXPORTER_OTLP_ENDPOINT SENTRY_DSN LOG_FORMAT LOG_FILE DD_ENV DD_SERVICE
      API_URL BASE_URL APP_URL DB_URL MY_URL SESSION_SECRET COOKIE_SECRET JWT_EXPIRES_IN JWT_PUBLIC_KEY
      SMTP_HOST SMTP_PORT POD_NAME POD_IP POD_NAMESPACE VIRTUAL_ENV PYENV_ROOT JAVA_HOME GOPATH
      INVOCATION_ID JOURNAL_STREAM SYSTEMD_EXEC_PID NOTIFY_SOCKET DYNO WEB_CONCURRENCY UID EUID`;
    const names = usual.trim().split(/\s+/);
    expect(names.length).toBeGreaterThan(80);
    expect(linesOf(Object.fromEntries(names.map((name) => [name, 'x'])))).toEqual([]);
  });
});

describe('every switch takes the same words', () => {
  it.each([
    ['true', true],
    ['on', true],
    ['1', true],
    ['false', false],
    ['off', false],
    ['0', false],
  ])('%s', (word, isOn) => {
    const config = loadConfig({
      ...{ IDENTITY: 'jwt', JWT_SECRET: 'x'.repeat(40), JWT_USER_MUST_EXIST: word },
      ...{ GRAPHQL_INTROSPECTION: word, RATE_LIMIT: word },
      ...(isOn && { USERS_COLLECTION: 'people' }),
    });
    const { identity, introspection, limits } = config;
    expect(introspection).toBe(isOn);
    expect(limits.rate !== undefined).toBe(isOn);
    expect(identity.kind === 'jwt' && identity.mustExist !== undefined).toBe(isOn);
    expect(config.warnings).toEqual([]);
  });
});

test.each(['localhost:4410', '[::1', '[::1]:4410', '127.0.0.1:80', 'http://localhost', 'a b'])(
  'HOST=%s is refused with what it must be',
  (HOST) => {
    expect(linesOf({ HOST })).toEqual([
      expect.stringMatching(/^HOST: must be a host name or an address, without a port, .*PORT/),
    ]);
  },
);

test.each(['0.0.0.0', '::', 'fe80::1%eth0', 'gateway.internal', 'my_host'])(
  'HOST=%s is taken',
  (HOST) => expect(loadConfig({ HOST }).host).toBe(HOST),
);

test('HOST may be an IPv6 address in brackets', () => {
  expect(loadConfig({ HOST: '[::1]' }).host).toBe('::1');
});
