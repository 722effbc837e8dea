import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadConfig } from '../../src/config/config';
import { ensureDemoUsers, USERS_COLLECTION } from '../../src/embedded/demo-users';
import { startTestGateway, type TestGateway } from '../support/start-test-gateway';
import { codeFor, type Example, examplesOf, readExamples } from './support/page-examples';
import { createProject, type ProjectDirectory } from './support/project-directory';
import { runPage } from './support/run-page';

const [START] = examplesOf('In development', 'sh');
const { corsOrigins } = loadConfig({ CORS_ORIGINS: /CORS_ORIGINS=(\S+)/.exec(START!.code)?.[1] });
/** A page of the dev server, in the browser of a demo user. */
const DEV_SERVER = { origin: corsOrigins[0]!, cookie: 'refreshToken=demo-alice' };
const readSchemaFile = (name: string): string =>
  readFileSync(join(__dirname, '../../schema', name), 'utf8');

let gateway: TestGateway;
let project: ProjectDirectory;

beforeAll(async () => {
  gateway = await startTestGateway({ config: { corsOrigins } });
  await ensureDemoUsers(gateway.database.collection(USERS_COLLECTION));
  project = createProject('examples');
  for (const name of ['possible-types.json', 'schema.graphql']) {
    project.write(name, readSchemaFile(name));
  }
});
afterAll(async () => {
  project.remove();
  await gateway.stop();
});

const write = (name: string, example: Example): string =>
  project.write(`${name}.mjs`, codeFor(example, gateway.url));

describe.each(['Apollo Client', 'urql', 'Plain fetch'])('the example of %s', (heading) => {
  it('prints what the page says', async () => {
    const [example] = examplesOf(heading, 'js');
    expect(example!.prints).toBeDefined();
    const printed = await runPage(write(heading, example!), DEV_SERVER);
    expect(printed).toBe(example!.prints);
  });
});

it('the graphcache of the page takes the place of the cache', async () => {
  execFileSync('sh', ['-c', examplesOf('urql', 'sh')[0]!.code], { cwd: project.path });
  const [urql, graphcache] = examplesOf('urql', 'js');
  write('graphcache', graphcache!);
  const code = codeFor(urql!, gateway.url)
    .replace('{ cacheExchange, Client,', '{ Client,')
    .replace('[cacheExchange,', '[graphcache,');
  const file = project.write(
    'normalized.mjs',
    `import { graphcache } from './graphcache.mjs';\n${code}`,
  );
  await gateway.locks.deleteMany({});
  expect(await runPage(file, DEV_SERVER)).toBe(urql!.prints);
});

describe('when the tab closes', () => {
  const [overGraphQL, overRest] = examplesOf('When the tab closes', 'js');
  const held = { route: 'volume', status: 'held' } as const;
  const send = (method: string, path: string, type: string, body: string) =>
    gateway.http({
      ...{ method, path, body },
      headers: { Cookie: DEV_SERVER.cookie, 'Content-Type': type },
    });
  const LOCK = '{"route":"volume","id":"1007"}';

  beforeEach(async () => {
    await gateway.locks.deleteMany({});
    await send('POST', '/admin/lock', 'application/json', LOCK);
    expect(await gateway.locks.countDocuments(held)).toBe(1);
  });

  it.each([
    ['GraphQL', overGraphQL!],
    ['REST', overRest!],
  ])('the example over %s frees the record', async (door, example) => {
    write(`close-${door}`, example);
    const { fencingToken } = (await gateway.locks.findOne(held))!;
    const page = `import { removeOnClose } from './close-${door}.mjs';
      removeOnClose({ id: '1007', fencingToken: ${fencingToken} });
      dispatchEvent(new Event('pagehide'));`;
    await runPage(project.write(`page-${door}.mjs`, page), DEV_SERVER);
    expect(await gateway.locks.countDocuments(held)).toBe(0);
  });

  it('a beacon is refused by both doors, so the lock stays', async () => {
    const query = 'mutation { removeLock(route: "volume", id: "1007") { __typename } }';
    const beacons = [
      await send('POST', '/graphql', 'text/plain;charset=UTF-8', JSON.stringify({ query })),
      await send('POST', '/admin/remove-lock', 'text/plain;charset=UTF-8', LOCK),
    ];
    expect(beacons.map(({ status }) => status)).toEqual([415, 405]);
    expect(await gateway.locks.countDocuments(held)).toBe(1);
  });
});

it('each example of the page has a test that runs it', () => {
  const runBy = {
    'In development': 'the proxy of the dev server, below',
    'Apollo Client': 'above',
    urql: 'above',
    Relay: 'npm run test:clients',
    'Plain fetch': 'above',
    Python: 'npm run test:clients',
    'Generated types': 'codegen-client-preset.test.ts',
    'When the tab closes': 'above',
  };
  expect([...new Set(readExamples().map(({ heading }) => heading))]).toEqual(Object.keys(runBy));
});

it('the dev server passes on what the gateway serves', async () => {
  const [vite] = examplesOf('In development', 'js');
  const config = project.write('vite.config.mjs', codeFor(vite!, gateway.url));
  const print = `import config from ${JSON.stringify(config)}; console.log(JSON.stringify(config.server.proxy))`;
  const proxy = JSON.parse(await runPage(project.write('print.mjs', print), DEV_SERVER)) as Record<
    string,
    string
  >;
  expect(new Set(Object.values(proxy))).toEqual(new Set([gateway.url]));
  const passedOn = (path: string): string[] =>
    Object.keys(proxy).filter((prefix) => path.startsWith(prefix));
  for (const path of ['/graphql', '/admin/lock', '/admin/remove-lock']) {
    expect(passedOn(path)).toHaveLength(1);
    expect((await gateway.http({ method: 'GET', path })).status).not.toBe(404);
  }
  // The panel's own pages.
  expect(passedOn('/admin/volumes')).toEqual([]);
});
