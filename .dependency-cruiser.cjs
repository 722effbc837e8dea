/** What a call is traced by; without an SDK it does nothing. */
const [TRACE_BATCHES, TRACE_COMMANDS, ...TRACE_CALLS] = [
  'batches',
  'commands',
  'fields',
  'request',
].map((part) => `observability/tracing/trace-${part}`);

/**
 * Which folder of src may import which. What is not listed here is refused, types included; run by
 * `npm run check:imports`.
 */
const MAY_IMPORT = {
  config: [],
  domain: [],
  concurrency: [],
  outcomes: [],
  storage: ['config/time-budget', 'domain', 'concurrency', TRACE_BATCHES, TRACE_COMMANDS],
  live: ['config/time-budget', 'domain'],
  identity: ['config/time-budget', 'domain', 'concurrency', TRACE_BATCHES],
  webhooks: ['domain', 'concurrency'],
  observability: ['config/time-budget', 'outcomes', 'concurrency/batch-trace'],
  http: ['config', 'domain', 'concurrency', 'outcomes', 'observability/request-observer'],
  rest: ['config/time-budget', 'domain', 'concurrency', 'outcomes', 'http', ...TRACE_CALLS],
  graphql: [
    'config/time-budget',
    'config/federation-config',
    'config/graphql-limits',
    'domain',
    'concurrency',
    'outcomes',
    'http',
    'observability/live-observer',
    'observability/request-observer',
    ...TRACE_CALLS,
  ],
  gateway: [
    ...['config', 'domain', 'storage', 'live', 'identity', 'observability'],
    ...['http', 'rest', 'graphql', 'webhooks'],
  ],
  embedded: [
    'identity',
    'http/refresh-token',
    'http/bundled-page',
    'http/waiting-page',
    'guard',
    'demo/volume',
  ],
  demo: ['client', 'react'],
  client: [],
  react: ['client'],
  operator: ['client'],
  console: ['client', 'react', 'operator'],
  'react-admin': ['client', 'react/lock-change'],
  refine: ['client', 'react'],
  graphiql: [],
  guard: [],
};

const everyFolder = Object.keys(MAY_IMPORT);

const pathOf = (place) => `^src/${place}${everyFolder.includes(place) ? '/' : '\\.ts$'}`;

const walls = everyFolder.map((folder) => ({
  name: `walls-of-${folder}`,
  comment: `src/${folder} may import only: ${MAY_IMPORT[folder].join(', ') || 'nothing of ours'}.`,
  severity: 'error',
  from: { path: pathOf(folder) },
  to: { path: '^src/', pathNot: [folder, ...MAY_IMPORT[folder]].map(pathOf) },
}));

/** The rules of the product know no transport, no database and no framework. */
const pure = {
  name: 'pure-folders',
  comment: 'Rules, settings and concurrency stay free of transports, databases and frameworks.',
  severity: 'error',
  from: { path: '^src/(domain|concurrency|outcomes)/' },
  to: { dependencyTypes: ['npm', 'npm-dev', 'npm-peer', 'npm-optional', 'npm-no-pkg'] },
};

/** Other services load it, so it brings nothing along. */
const alone = {
  name: 'guard-stands-alone',
  comment:
    'src/guard runs in other services: no package, no module of Node, nothing of the gateway.',
  severity: 'error',
  from: { path: '^src/guard/' },
  to: { pathNot: '^src/guard/' },
};

module.exports = {
  forbidden: [
    ...walls,
    pure,
    alone,
    {
      name: 'every-folder-is-listed',
      comment: 'A new folder of src needs its line in MAY_IMPORT.',
      severity: 'error',
      from: { path: '^src/[^/]+/', pathNot: everyFolder.map(pathOf) },
      to: {},
    },
    {
      name: 'entry-composes',
      comment: 'The entry reads the environment, starts the gateway and handles signals.',
      severity: 'error',
      from: { path: '^src/[^/]+\\.ts$' },
      to: {
        path: '^src/',
        pathNot: [
          '^src/(config|gateway|embedded)/',
          '^src/observability/logs/',
          '^src/[^/]+\\.ts$',
        ],
      },
    },
    {
      name: 'entry-is-imported-by-nothing',
      severity: 'error',
      from: { path: '^src/[^/]+/' },
      to: { path: '^src/[^/]+\\.ts$' },
    },
    {
      name: 'one-client-in-a-page',
      comment:
        'A page has one copy of the client, which it made: what is built on it knows its types.',
      severity: 'error',
      from: { path: '^src/(react|operator|react-admin|refine)/' },
      to: { path: '^src/client/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'embedded-on-demand',
      comment: 'Production never loads a database of its own: import src/embedded dynamically.',
      severity: 'error',
      from: { pathNot: ['^src/embedded/', '^test/'] },
      to: {
        path: ['^src/embedded/', 'mongodb-memory-server'],
        dependencyTypesNot: ['dynamic-import', 'type-only'],
      },
    },
    {
      name: 'webhooks-on-demand',
      comment:
        'A gateway that posts nothing loads nothing of it: import gateway/webhooks dynamically.',
      severity: 'error',
      from: { pathNot: '^(src/webhooks/|src/gateway/webhooks\\.ts$|test/)' },
      to: {
        path: '^src/(webhooks/|gateway/webhooks\\.ts$)',
        dependencyTypesNot: ['dynamic-import', 'type-only'],
      },
    },
    { name: 'no-circles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'no-orphans',
      comment: 'A file that nothing imports and that is no entry is dead.',
      severity: 'error',
      from: { orphan: true, path: '^src/', pathNot: '\\.d\\.ts$' },
      to: {},
    },
    {
      name: 'no-development-packages',
      comment:
        'What src imports must be there after `npm ci --omit=dev`, or is a peer of whoever uses it; pages are bundled before.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(console|demo|graphiql)/' },
      to: {
        dependencyTypes: ['npm-dev', 'npm-no-pkg', 'unknown'],
        dependencyTypesNot: ['npm-peer'],
        // A peer that is not installed here; and types of what codegen makes, which the package does not name.
        pathNot: ['^@refinedev/core$', '@graphql-typed-document-node/core'],
      },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|test/generated)/' },
  },
};
