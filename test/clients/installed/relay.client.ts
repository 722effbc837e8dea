import { transformFileSync } from '@babel/core';
import * as esbuild from 'esbuild';
import { execFileSync } from 'node:child_process';
import { cpSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { type DocumentNode, getOperationAST } from 'graphql';
import { ensureDemoUsers, USERS_COLLECTION } from '../../../src/embedded/demo-users';
import { startTestGateway, type TestGateway } from '../../support/start-test-gateway';
import { codeFor, examplesOf } from '../support/page-examples';
import { createProject, type ProjectDirectory } from '../support/project-directory';
import { STORY, tellRecordStory } from '../support/record-story';
import { runPage } from '../support/run-page';
import { RELAY } from './install';

const ROOT = join(__dirname, '../../..');
const inRelay = (...parts: string[]): string => join(RELAY, 'node_modules', ...parts);

/** What StoryClient.js exports. */
interface StoryModule {
  readonly createStoryClient: (post: (body: object) => Promise<unknown>) => {
    watch<Data>(name: string, variables: object, show: (data: Data) => void): void;
    mutate<Data>(name: string, variables: object): Promise<Data>;
  };
}

let gateway: TestGateway;
let project: ProjectDirectory;

beforeAll(async () => {
  gateway = await startTestGateway();
  project = createProject('relay');
  const [config] = examplesOf('Relay', 'json');
  const [example] = examplesOf('Relay', 'js');
  project.write('relay.config.json', config!.code);
  cpSync(join(ROOT, 'schema/schema.graphql'), join(project.path, 'schema.graphql'));
  cpSync(join(__dirname, 'relay'), join(project.path, 'src'), { recursive: true });
  project.write('src/EditLock.js', codeFor(example!, gateway.url));
  execFileSync(process.execPath, [inRelay('relay-compiler', 'cli.js')], {
    cwd: project.path,
    stdio: 'pipe',
  });
});
afterAll(async () => {
  project.remove();
  await gateway.stop();
});

/** Bundles a module as a front end's bundler does: `graphql` tags become their artifacts. */
async function bundle(name: string, format: 'cjs' | 'esm'): Promise<string> {
  const outfile = join(project.path, `${name}.${format === 'cjs' ? 'cjs' : 'mjs'}`);
  await esbuild.build({
    entryPoints: [join(project.path, 'src', `${name}.js`)],
    ...{ outfile, format, bundle: true, platform: 'node', nodePaths: [inRelay()] },
    // Its dependencies ask for the environment as Node has it.
    ...(format === 'esm' && {
      banner: {
        js: `import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);`,
      },
    }),
    plugins: [
      {
        name: 'relay',
        setup: (build) =>
          build.onLoad({ filter: /\/src\/\w+\.js$/ }, ({ path }) => ({
            contents: transformFileSync(path, {
              configFile: false,
              plugins: [[inRelay('babel-plugin-relay'), { eagerEsModules: true }]],
            })!.code!,
          })),
      },
    ],
  });
  return outfile;
}

function nameOf(document: DocumentNode): string {
  return getOperationAST(document)!.name!.value;
}

it('accepts the schema and makes an artifact of each document', () => {
  const artifacts = readdirSync(join(project.path, 'src/__generated__'));
  expect(artifacts.toSorted()).toEqual(
    [
      ...['EditLockMutation', 'EditLockQuery'],
      ...['LockListPageQuery', 'LockListQuery', 'LockList_query', 'LockList_user'],
      ...['StoryClientAcquireLockMutation', 'StoryClientFindRecordQuery'],
      ...['StoryClientFindRecordsQuery', 'StoryClientRemoveLockMutation'],
      ...['StoryClientTakeOverLockMutation', 'StoryClient_record'],
    ].map((name) => `${name}.graphql.js`),
  );
});

it('shows each new state of a watched record and row without refetching', async () => {
  const { createStoryClient } = (await import(await bundle('StoryClient', 'cjs'))) as StoryModule;
  let requests = 0;
  const client = createStoryClient(async (body) => {
    requests += 1;
    return JSON.parse((await gateway.postGraphQL('sam', body)).text) as unknown;
  });
  const shown = await tellRecordStory(gateway, {
    watch: (document, variables, show) => client.watch(nameOf(document), variables, show),
    mutate: (document, variables) => client.mutate(nameOf(document), variables),
  });
  expect(shown).toEqual({ record: STORY, row: STORY });
  // Two queries and four mutations.
  expect(requests).toBe(6);
});

it('the example of the page prints what the page says', async () => {
  await ensureDemoUsers(gateway.database.collection(USERS_COLLECTION));
  const page = { origin: gateway.url, cookie: 'refreshToken=demo-alice' };
  const [example] = examplesOf('Relay', 'js');
  expect(await runPage(await bundle('EditLock', 'esm'), page)).toBe(example!.prints);
});
