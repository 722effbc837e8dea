import { buildSync } from 'esbuild';
import { type Express } from 'express';
import { type mongo } from 'mongoose';
import { once } from 'node:events';
import { type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { codeFor, examplesOf, readExamples } from '../clients/support/page-examples';
import { createProject, type ProjectDirectory } from '../clients/support/project-directory';
import { typeErrorsOf } from '../clients/support/type-errors';
import * as operations from '../generated/documents';
import { startTestGateway, type TestGateway } from '../support/start-test-gateway';
import { cookieOf } from '../support/test-users';

const PAGE = 'src/guard/README.md';
const PUBLIC = join(__dirname, '../../src/guard/public.ts');

let gateway: TestGateway;
let project: ProjectDirectory;
beforeAll(async () => {
  gateway = await startTestGateway();
  project = createProject('guard');
});
afterAll(async () => {
  project.remove();
  await gateway.stop();
});
afterEach(() => gateway.locks.deleteMany({}));

/** The one example under a heading, compiled as it stands, against the gateway of the test. */
function run<Module>(heading: string): Module {
  const [example] = examplesOf(heading, 'ts', PAGE);
  const file = project.write(`${heading.split(' ')[0]}.ts`, codeFor(example!, gateway.url));
  const outfile = file.replace(/\.ts$/, '.cjs');
  const alias = { 'lock-gateway/guard': PUBLIC };
  buildSync({
    ...{ entryPoints: [file], outfile, alias, external: ['express'] },
    ...{ bundle: true, platform: 'node', format: 'cjs' },
  });
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- what was just built
  return require(outfile) as Module;
}

async function acquire(username: string, id: string): Promise<number> {
  const { data } = await gateway.graphql(username, operations.AcquireLockDocument, {
    ...{ route: 'volume', id },
  });
  return data!.acquireLock.lock.fencingToken;
}

const EXPRESS = 'Express 4 and 5';
const ANY = 'Any other framework';
const MONGODB = 'MongoDB: the token in the record';

it('every program of the page is compiled and run here', () => {
  const headings = readExamples(PAGE).map(({ heading }) => heading);
  expect(headings).toEqual([EXPRESS, ANY, MONGODB]);
  const [guard] = examplesOf(EXPRESS, 'ts', PAGE);
  expect(guard!.code.trimEnd().split('\n')).toHaveLength(12);
  // The first page shows the same one.
  expect(examplesOf('In your panel', 'ts', 'README.md')).toMatchObject([{ code: guard!.code }]);
});

it('a strict compiler accepts the programs of the page', () => {
  const files = readExamples(PAGE).map(({ code }, index) => project.write(`${index}.ts`, code));
  const all = project.write(
    'all.ts',
    files.map((_file, index) => `import './${index}';`).join('\n'),
  );
  const paths = { 'lock-gateway/guard': [PUBLIC] };
  const isStrict = { noUncheckedIndexedAccess: true, noPropertyAccessFromIndexSignature: true };
  const options = { paths, types: ['node'], esModuleInterop: true, ...isStrict };
  expect(typeErrorsOf(all, options)).toEqual([]);
});

it('the Express example saves under the lock, and refuses a lost one', async () => {
  const server = run<{ app: Express }>(EXPRESS).app.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const save = (token: number) =>
    fetch(`http://127.0.0.1:${port}/volumes/7`, {
      method: 'PUT',
      headers: { Cookie: cookieOf('alice'), 'Fencing-Token': String(token), Connection: 'close' },
    });
  try {
    const token = await acquire('alice', '7');
    const saved = await save(token);
    expect([saved.status, await saved.json()]).toEqual([200, { savedUnder: token }]);
    const refused = await save(token - 1);
    expect([refused.status, await refused.json()]).toMatchObject([409, { code: 'LOCK_LOST' }]);
  } finally {
    await new Promise((resolve) => server.close(resolve));
  }
});

it('the example for any other framework does so too', async () => {
  const { PUT } = run<{ PUT: (request: Request) => Promise<Response> }>(ANY);
  const save = (headers: Record<string, string>) =>
    PUT(new Request('http://saves.example/volume?id=7', { method: 'PUT', headers }));
  const token = await acquire('alice', '7');
  const headers = { Cookie: cookieOf('alice'), 'Fencing-Token': String(token) };
  expect(await (await save(headers)).json()).toEqual({ savedUnder: token });
  const refused = await save({ ...headers, Cookie: cookieOf('bob') });
  expect(refused.headers.get('content-type')).toBe('application/problem+json');
  expect([refused.status, await refused.json()]).toMatchObject([
    409,
    { locks: [{ currentLock: { holder: { username: 'alice' } } }] },
  ]);
  expect((await save({ Cookie: headers.Cookie })).status).toBe(423);
});

it('the MongoDB example refuses a save from before the record was opened anew', async () => {
  interface Volume {
    _id: string;
    title: string;
  }
  type Volumes = mongo.Collection<Volume>;
  const { open, save } = run<{
    open: (volumes: Volumes, id: string, token: number) => Promise<Volume | null>;
    save: (volumes: Volumes, id: string, token: number, title: string) => Promise<boolean>;
  }>(MONGODB);
  const volumes: Volumes = gateway.database.collection('volumes');
  await volumes.insertOne({ _id: '7', title: 'old' });
  expect(await open(volumes, '7', 1)).toMatchObject({ title: 'old' });
  expect(await save(volumes, '7', 1, 'of alice')).toBe(true);
  expect(await open(volumes, '7', 2)).toMatchObject({ title: 'of alice', fencingToken: 2 });
  expect(await save(volumes, '7', 1, 'too late')).toBe(false);
  expect(await save(volumes, '7', 2, 'of bob')).toBe(true);
  expect(await open(volumes, '7', 1)).toBeNull();
  expect(await volumes.findOne()).toMatchObject({ title: 'of bob', fencingToken: 2 });
});
