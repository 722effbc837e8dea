import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { printSortedSchema } from '../../src/graphql/schema/emit-schema';
import { BUILT_GATEWAY, ensureBuilt } from '../support/built-gateway';
import { type GatewayProcess, runGateway } from '../support/gateway-process';
import { callHttp } from '../support/http-call';
import { createTestDatabaseUri, dropDatabase } from '../support/test-database';
import { freePort } from '../support/free-ports';

jest.setTimeout(120_000);

const mongodbUri = createTestDatabaseUri();
const running: GatewayProcess[] = [];

beforeAll(ensureBuilt, 90_000);

afterEach(async () => {
  for (const gateway of running.splice(0)) {
    gateway.kill('SIGKILL');
    await gateway.exitCode();
  }
});

afterAll(() => dropDatabase(mongodbUri));

function run(env: Record<string, string>, cwd?: string): GatewayProcess {
  const gateway = runGateway({ directory: BUILT_GATEWAY, env, ...(cwd && { cwd }) });
  running.push(gateway);
  return gateway;
}

describe('the schema', () => {
  const printed = (node: string[], file: string): string =>
    execFileSync(process.execPath, [
      ...node,
      '--print',
      `require(${JSON.stringify(file)}).printSortedSchema()`,
    ]).toString();

  it('is the same under the test runner, the dev runner and compiled', () => {
    const checkedIn = readFileSync('schema/schema.graphql', 'utf8');
    expect(printSortedSchema()).toBe(checkedIn);
    const source = join(process.cwd(), 'src/graphql/schema/emit-schema.ts');
    expect(printed(['--import', 'tsx'], source)).toBe(`${checkedIn}\n`);
    expect(printed([], join(BUILT_GATEWAY, 'graphql/schema/emit-schema.js'))).toBe(
      `${checkedIn}\n`,
    );
  });
});

describe('on a Node that cannot load the packages', () => {
  it('ends with 1 and one line that says which Node can', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'lock-gateway-test-'));
    const stub = join(directory, 'old-node.cjs');
    const versions = "{ value: { ...process.versions, node: '22.11.0' } }";
    writeFileSync(stub, `Object.defineProperty(process, 'versions', ${versions});`);
    const gateway = run({ NODE_OPTIONS: `--require=${stub}` });
    expect(await gateway.exitCode()).toBe(1);
    await rm(directory, { recursive: true });
    expect(gateway.output()).toEqual({
      stdout: '',
      stderr: 'lock-gateway: Node 22.11.0 is not supported; use Node ^20.19 || ^22.12 || >=24\n',
    });
  });
});

describe('with wrong settings', () => {
  it('ends with 1 and one line for each mistake, before it listens', async () => {
    const gateway = run({ PORT: 'x', LOCK_TTL: '5', NODE_ENV: 'production' });
    expect(await gateway.exitCode()).toBe(1);
    const lines = gateway.output().stderr.trimEnd().split('\n');
    expect(lines).toEqual([
      expect.stringMatching(/^lock-gateway: PORT: must be/),
      expect.stringMatching(/^lock-gateway: LOCK_TTL: must be/),
      expect.stringMatching(/^lock-gateway: MONGODB_URI: must be set in production/),
    ]);
  });

  it('ends with 1 and one line for a connection string that cannot be used', async () => {
    const gateway = run({ MONGODB_URI: 'mongodb://alice:s3/cret@localhost/locks', PORT: '0' });
    expect(await gateway.exitCode()).toBe(1);
    const { stdout, stderr } = gateway.output();
    expect(stderr).toMatch(/^lock-gateway: MONGODB_URI cannot be used: .+\n$/);
    expect(stdout + stderr).not.toMatch(/s3|cret/);
  });

  it.each(['PORT', 'METRICS_PORT'])('says that %s is taken, and ends with 1', async (setting) => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    const gateway = run({
      ...{ MONGODB_URI: mongodbUri, HOST: '127.0.0.1', PORT: '0' },
      [setting]: String(port),
    });
    expect(await gateway.exitCode()).toBe(1);
    other.close();
    expect(gateway.output().stderr).toMatch(
      new RegExp(`^lock-gateway: ${setting}: .*another program is using this port\\n$`),
    );
  });
});

describe('without its database', () => {
  it('is alive but not ready, tells no password, and ends with 0 on SIGTERM', async () => {
    const port = await freePort();
    const gateway = run({
      MONGODB_URI: 'mongodb://alice:s3cret@127.0.0.1:1/locks',
      HOST: '127.0.0.1',
      PORT: String(port),
    });
    await gateway.wrote(/waiting for the database/);
    const url = `http://127.0.0.1:${port}`;
    const status = async (path: string): Promise<number> =>
      (await callHttp(url, { method: 'GET', path })).status;
    expect([await status('/healthz'), await status('/readyz')]).toEqual([200, 503]);
    gateway.kill('SIGTERM');
    expect(await gateway.exitCode()).toBe(0);
    expect(gateway.output().stdout).not.toContain('is ready');
    expect(gateway.output().stdout + gateway.output().stderr).not.toContain('s3cret');
  });
});

describe('on a database of somebody else', () => {
  it('makes no demo users, and ends with 0 on SIGTERM', async () => {
    const gateway = run({ MONGODB_URI: mongodbUri, HOST: '127.0.0.1', PORT: '0' });
    const url = await gateway.ready();
    const signIn = await callHttp(url, { method: 'GET', path: '/demo/sign-in/alice' });
    const me = await callHttp(url, acquireCall('alice'));
    expect([signIn.status, me.status]).toEqual([404, 404]);
    gateway.kill('SIGTERM');
    expect(await gateway.exitCode()).toBe(0);
  });
});

describe('with nothing set', () => {
  let cwd: string;

  beforeAll(async () => {
    cwd = await mkdtemp(join(tmpdir(), 'lock-gateway-run-'));
  });
  afterAll(() => rm(cwd, { recursive: true, force: true }));

  function runWithEmbeddedDatabase(): GatewayProcess {
    const { MONGOMS_SYSTEM_BINARY: mongod, HOME: home } = process.env;
    const env = {
      PORT: '0',
      TZ: 'Asia/Kolkata',
      ...(mongod && { MONGOMS_SYSTEM_BINARY: mongod }),
      ...(home && { HOME: home }),
    };
    return run(env, cwd);
  }

  it('runs on an embedded database, with times in UTC wherever the machine stands', async () => {
    const gateway = runWithEmbeddedDatabase();
    const url = await gateway.ready();
    expect(gateway.output().stderr).toContain(`${url}/demo/sign-in/alice`);
    expect((await callHttp(url, acquireCall('alice'))).text).toBe('{"data":"Success","code":200}');
    const { headers, status } = await callHttp(url, acquireCall('bob'));
    expect(status).toBe(409);
    const acquiredAt = String(headers['x-lock-acquired-at']);
    expect(acquiredAt).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    expect(Math.abs(Date.parse(acquiredAt) - Date.now())).toBeLessThan(60_000);
    gateway.kill('SIGTERM');
    expect(await gateway.exitCode()).toBe(0);
  });

  it('keeps its locks over a restart', async () => {
    const first = runWithEmbeddedDatabase();
    await callHttp(await first.ready(), acquireCall('alice'));
    first.kill('SIGTERM');
    expect(await first.exitCode()).toBe(0);

    const second = runWithEmbeddedDatabase();
    const url = await second.ready();
    const { headers, status } = await callHttp(url, acquireCall('bob'));
    expect([status, headers['x-lock-holder']]).toEqual([409, 'alice']);
    expect((await callHttp(url, acquireCall('alice'))).status).toBe(200);
    second.kill('SIGTERM');
    expect(await second.exitCode()).toBe(0);
  });
});

function acquireCall(username: string) {
  return {
    method: 'POST',
    path: '/admin/lock',
    headers: { Cookie: `refreshToken=demo-${username}`, 'Content-Type': 'application/json' },
    body: '{"route":"volume","id":"1"}',
  };
}
