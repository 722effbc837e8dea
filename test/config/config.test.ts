import { ConfigError, loadConfig } from '../../src/config/config';

/** The lines that a person sees for these settings. */
function mistakesOf(env: Record<string, string>): readonly string[] {
  try {
    loadConfig(env);
  } catch (error) {
    if (error instanceof ConfigError) return error.lines;
    throw error;
  }
  return [];
}

describe('without any setting', () => {
  it('everything has its documented default', () => {
    expect(loadConfig({})).toMatchObject({
      port: 4000,
      host: 'localhost',
      mongodbUri: undefined,
      lockTtlMs: 30 * 60_000,
      corsOrigins: [],
      isProduction: false,
      logLevel: 'info',
      introspection: true,
      keepAliveTimeoutMs: 65_000,
      shutdownDelayMs: 0,
    });
  });

  it('a variable that is set to nothing counts as not set', () => {
    expect(loadConfig({ PORT: '', LOCK_TTL: '', MONGODB_URI: '', CORS_ORIGINS: '' })).toEqual(
      loadConfig({}),
    );
  });

  it('the settings cannot be changed afterwards', () => {
    const config = loadConfig({ CORS_ORIGINS: 'https://admin.example.com' });
    expect(Object.isFrozen(config)).toBe(true);
    expect(Object.isFrozen(config.corsOrigins)).toBe(true);
  });
});

describe('a valid setting is taken', () => {
  it.each([
    ['PORT', '0', { port: 0 }],
    ['PORT', '65535', { port: 65_535 }],
    ['HOST', '0.0.0.0', { host: '0.0.0.0' }],
    ['KEEP_ALIVE_TIMEOUT', '15m', { keepAliveTimeoutMs: 900_000 }],
    ['KEEP_ALIVE_TIMEOUT', '1s', { keepAliveTimeoutMs: 1_000 }],
    ['SHUTDOWN_DELAY', '0', { shutdownDelayMs: 0 }],
    ['SHUTDOWN_DELAY', '15s', { shutdownDelayMs: 15_000 }],
    ['MONGODB_URI', 'mongodb://db/locks', { mongodbUri: 'mongodb://db/locks' }],
    ['MONGODB_URI', 'mongodb+srv://db/locks', { mongodbUri: 'mongodb+srv://db/locks' }],
    ['LOCK_TTL', 'never', { lockTtlMs: null }],
    ['LOCK_TTL', '1s', { lockTtlMs: 1_000 }],
    ['LOCK_TTL', '1500ms', { lockTtlMs: 1_500 }],
    ['LOCK_TTL', '90m', { lockTtlMs: 5_400_000 }],
    ['LOCK_TTL', '2h', { lockTtlMs: 7_200_000 }],
    ['LOCK_TTL', '365d', { lockTtlMs: 365 * 86_400_000 }],
    ['CORS_ORIGINS', 'https://a.example', { corsOrigins: ['https://a.example'] }],
    [
      'CORS_ORIGINS',
      ' https://a.example , http://localhost:3000,',
      { corsOrigins: ['https://a.example', 'http://localhost:3000'] },
    ],
    ['LOG_LEVEL', 'silent', { logLevel: 'silent' }],
    ['GRAPHQL_INTROSPECTION', 'false', { introspection: false }],
  ])('%s=%s', (name, value, expected) => {
    expect(loadConfig({ [name]: value })).toMatchObject(expected);
  });
});

describe('a mistake is one line that names the variable and what it got', () => {
  it.each([
    ['PORT', 'http'],
    ['PORT', '65536'],
    ['KEEP_ALIVE_TIMEOUT', '16m'],
    ['KEEP_ALIVE_TIMEOUT', '500ms'],
    ['KEEP_ALIVE_TIMEOUT', '0'],
    ['SHUTDOWN_DELAY', '11m'],
    ['SHUTDOWN_DELAY', '10'],
    ['PORT', '-1'],
    ['PORT', '80.5'],
    ['PORT', ' 80'],
    ['LOCK_TTL', '30'],
    ['LOCK_TTL', '0s'],
    ['LOCK_TTL', '999ms'],
    ['LOCK_TTL', '366d'],
    ['LOCK_TTL', '1w'],
    ['LOCK_TTL', '-5m'],
    ['LOCK_TTL', 'Never'],
    ['CORS_ORIGINS', '*'],
    ['CORS_ORIGINS', 'null'],
    ['CORS_ORIGINS', 'https://a.example/'],
    ['CORS_ORIGINS', 'https://a.example/admin'],
    ['CORS_ORIGINS', 'a.example'],
    ['CORS_ORIGINS', 'https://*.example'],
    ['CORS_ORIGINS', 'ftp://a.example'],
    ['CORS_ORIGINS', 'https://good.example,bad'],
    ['LOG_LEVEL', 'loud'],
    ['GRAPHQL_INTROSPECTION', 'yes'],
    ['NODE_ENV', 'prod'],
    ['METRICS_PORT', '4000'],
  ])('%s=%s', (name, value) => {
    const lines = mistakesOf({ [name]: value });
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(new RegExp(`^${name}: must be .*, but got: `));
    expect(lines[0]).toContain(JSON.stringify(value));
    expect(lines[0]).not.toContain('\n');
  });

  it('METRICS_PORT may be 0 beside a PORT of 0, but never the same port', () => {
    expect(loadConfig({ PORT: '0', METRICS_PORT: '0' })).toMatchObject({ port: 0, metricsPort: 0 });
    expect(mistakesOf({ PORT: '9464', METRICS_PORT: '9464' })).toEqual([
      expect.stringMatching(/^METRICS_PORT: must be different from PORT/),
    ]);
  });

  it('all mistakes are told at once', () => {
    const lines = mistakesOf({
      PORT: 'x',
      MONGODB_URI: 'http://db',
      LOCK_TTL: 'x',
      CORS_ORIGINS: 'x,y',
      LOG_LEVEL: 'x',
      GRAPHQL_INTROSPECTION: 'x',
    });
    expect(lines.map((line) => line.split(':')[0])).toEqual([
      'PORT',
      'MONGODB_URI',
      'LOCK_TTL',
      'CORS_ORIGINS',
      'LOG_LEVEL',
      'GRAPHQL_INTROSPECTION',
    ]);
  });
});

describe('MONGODB_URI', () => {
  it.each(['postgres://alice:s3cret@db/locks', 'alice:s3cret@db', 'MONGODB://alice:s3cret@db'])(
    'is refused without showing the secret of %s',
    (value) => {
      const lines = mistakesOf({ MONGODB_URI: value });
      expect(lines).toEqual([expect.stringMatching(/^MONGODB_URI: must start with mongodb:\/\//)]);
      expect(lines.join()).not.toMatch(/s3cret|alice/);
    },
  );
});

describe('NODE_ENV=production', () => {
  const production = { NODE_ENV: 'production', MONGODB_URI: 'mongodb://db/locks' };

  it('turns introspection off', () => {
    expect(loadConfig(production)).toMatchObject({ isProduction: true, introspection: false });
  });

  it('leaves introspection on where it is asked for', () => {
    const config = loadConfig({ ...production, GRAPHQL_INTROSPECTION: 'true' });
    expect(config.introspection).toBe(true);
  });

  it.each([{}, { MONGODB_URI: '' }])('needs MONGODB_URI: %j', (more) => {
    expect(mistakesOf({ NODE_ENV: 'production', ...more })).toEqual([
      'MONGODB_URI: must be set in production',
    ]);
  });
});
