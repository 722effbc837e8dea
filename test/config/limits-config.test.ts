import { ConfigError, loadConfig } from '../../src/config/config';

const linesOf = (env: Record<string, string>): readonly string[] => {
  try {
    loadConfig(env);
  } catch (error) {
    if (error instanceof ConfigError) return error.lines;
  }
  return [];
};

it('are generous where nothing is set', () => {
  expect(loadConfig({}).limits).toEqual({
    graphql: {
      maxCharacters: 12_000,
      maxTokens: 1_500,
      maxFields: 250,
      maxRepeats: 25,
      maxFragments: 60,
      maxArguments: 100,
      maxVariables: 50,
      maxDepth: 10,
      maxAliases: 20,
      maxRootFields: 25,
      maxDirectives: 20,
      maxCost: 100_000,
    },
    rate: { perUser: 1_000, perAddress: 20_000 },
    trustProxy: { kind: 'hops', hops: 0 },
    maxLocksPerUser: undefined,
    live: { maxSubscriptionsPerConnection: 100, maxConnectionsPerUser: 20 },
  });
});

it('can be set, and the rates turned off', () => {
  const { limits, metricsPort } = loadConfig({
    GRAPHQL_MAX_ALIASES: '7',
    RATE_LIMIT: 'off',
    TRUST_PROXY: '10.0.0.0/8, ::1',
    MAX_LOCKS_PER_USER: '50',
    METRICS_PORT: '9090',
  });
  expect(limits.graphql.maxAliases).toBe(7);
  expect(limits.rate).toBeUndefined();
  expect(limits.trustProxy).toEqual({ kind: 'networks', networks: ['10.0.0.0/8', '::1'] });
  expect(limits.maxLocksPerUser).toBe(50);
  expect(metricsPort).toBe(9090);
});

it.each([
  ['GRAPHQL_MAX_DEPTH', '0'],
  ['GRAPHQL_MAX_TOKENS', 'many'],
  ['RATE_LIMIT', 'no'],
  ['RATE_LIMIT_PER_USER', '-1'],
  ['RATE_LIMIT_PER_ADDRESS', '1.5'],
  ['TRUST_PROXY', 'true'],
  ['TRUST_PROXY', '10.0.0.0/64'],
  ['MAX_LOCKS_PER_USER', '0'],
  ['METRICS_PORT', '70000'],
])('%s=%s is one mistake, told in one line', (name, value) => {
  const lines = linesOf({ [name]: value });
  expect(lines).toHaveLength(1);
  expect(lines[0]).toContain(name);
  expect(lines[0]).toContain(value);
});
