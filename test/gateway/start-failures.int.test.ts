import { once } from 'node:events';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { freePort } from '../support/free-ports';
import { startProductionGateway } from '../support/production-gateway';
import { createTestDatabaseUri } from '../support/test-database';

const uri = createTestDatabaseUri();
let taken: Server;
let takenPort: number;

beforeAll(async () => {
  taken = createServer().listen(0, '127.0.0.1');
  await once(taken, 'listening');
  takenPort = (taken.address() as AddressInfo).port;
});
afterAll(() => void taken.close());

/** The line of a start that must fail. */
async function lineOf(config: object): Promise<string> {
  const failure: unknown = await startProductionGateway(uri, { config }).then(
    (gateway) => gateway.stop(),
    (error: unknown) => error,
  );
  expect(failure).toBeInstanceOf(Error);
  return (failure as Error).message;
}

test.each(['nonsense.invalid', '203.0.113.7', '2001:db8::7'])(
  'HOST=%s is not here: the line names HOST',
  async (host) => {
    expect(await lineOf({ host, port: 0 })).toMatch(/^HOST: /);
    expect(await lineOf({ host, port: 0, metricsPort: 0 })).toMatch(/^HOST: /);
  },
  // A resolver that is out of reach takes long to say so.
  180_000,
);

test('a taken port is named by its setting', async () => {
  expect(await lineOf({ port: takenPort })).toMatch(/^PORT: .*another program is using this port$/);
  expect(await lineOf({ metricsPort: takenPort })).toMatch(/^METRICS_PORT: .*another program/);
});

test('a taken METRICS_PORT leaves nothing that listens', async () => {
  const port = await freePort();
  await lineOf({ port, metricsPort: takenPort });
  const again = createServer().listen(port, '127.0.0.1');
  await once(again, 'listening');
  again.close();
});

test('the address of an IPv6 host can be opened as it is printed', async () => {
  const gateway = await startProductionGateway(uri, { config: { host: '::1' } });
  try {
    expect(gateway.url).toMatch(/^http:\/\/\[::1\]:\d+$/);
    expect((await fetch(`${gateway.url}/healthz`)).status).toBe(200);
  } finally {
    await gateway.stop();
  }
});
