import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { BUILT_GATEWAY, ensureBuilt } from '../../support/built-gateway';

/** The packages of federation that a process has loaded after opening GraphQL. */
function loadedBy(federation: object | undefined): string[] {
  const script = `
    const { openGraphQLDoor } = require(${JSON.stringify(join(BUILT_GATEWAY, 'graphql/graphql-door.js'))});
    const limits = require(${JSON.stringify(join(BUILT_GATEWAY, 'config/config.js'))}).loadConfig({}).limits;
    openGraphQLDoor({
      federation: ${JSON.stringify(federation)}, limits: limits.graphql, liveLimits: limits.live,
      allowedOrigins: new Set(), introspection: true, warn: () => undefined,
    }).then((door) => {
      const loaded = Object.keys(require.cache).join('\\n').match(/@apollo\\/(subgraph|federation-internals)/g);
      console.log(JSON.stringify([...new Set(loaded)].sort()));
      process.exit(0);
    });`;
  return JSON.parse(execFileSync(process.execPath, ['-e', script]).toString()) as string[];
}

beforeAll(ensureBuilt, 120_000);

it('who does not use federation loads none of it', () => {
  expect(loadedBy(undefined)).toEqual([]);
});

it('who uses it loads it', () => {
  expect(loadedBy({ lockableTypes: [] })).toContain('@apollo/subgraph');
});
