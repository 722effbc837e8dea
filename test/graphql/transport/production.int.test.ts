import { type HttpAnswer } from '../../support/http-call';
import { startTestGateway, type TestGateway } from '../../support/start-test-gateway';

const INTROSPECTION = '{ __schema { types { name } } }';

let gateway: TestGateway;

afterEach(() => gateway.stop());

const openPage = (): Promise<HttpAnswer> =>
  gateway.http({ method: 'GET', path: '/graphql', headers: { Accept: 'text/html' } });

const ask = async (query: string): Promise<string> =>
  (await gateway.postGraphQL('alice', { query })).text;

describe('in production', () => {
  it('introspection and Apollo Sandbox are off, and no field is suggested', async () => {
    gateway = await startTestGateway({ config: { isProduction: true, introspection: false } });
    expect(await ask(INTROSPECTION)).toContain('"errors"');
    expect(await ask(INTROSPECTION)).not.toContain('LockConnection');
    expect(await ask('{ lokcs { nodes { id } } }')).not.toMatch(/Did you mean|"locks"/);
    expect(await ask('{ __type(name: "Lock") { fields { name } } }')).not.toContain('holder');
    expect((await openPage()).text).not.toMatch(/sandbox\.embed|<script/);
  });

  it('introspection and Apollo Sandbox are on when the setting says so', async () => {
    gateway = await startTestGateway({ config: { isProduction: true, introspection: true } });
    expect(await ask(INTROSPECTION)).toContain('LockConnection');
    expect((await openPage()).text).toContain('sandbox.embed');
  });

  it('a fault shows neither stack nor database text', async () => {
    gateway = await startTestGateway({ config: { isProduction: true, introspection: false } });
    await breakStoredLock();
    const answer = await gateway.postGraphQL('bob', {
      query: 'mutation { acquireLock(route: "volume", id: "1") { __typename } }',
    });
    expect(JSON.parse(answer.text)).toMatchObject({
      errors: [
        {
          message: 'Internal server error',
          extensions: { code: 'INTERNAL_SERVER_ERROR' },
        },
      ],
    });
    expect(answer.text).not.toMatch(/stack|TypeError|undefined|mongo|node_modules/i);
    const rest = await gateway.rest('bob', {
      operation: 'acquire',
      body: { route: 'volume', id: '1' },
    });
    expect(rest.text).toBe('{"data":"Internal server error","code":500}');
  });
});

it('outside production introspection works, and faults are masked as well', async () => {
  gateway = await startTestGateway();
  await breakStoredLock();
  expect(await ask(INTROSPECTION)).toContain('LockConnection');
  const text = await ask('mutation { acquireLock(route: "volume", id: "1") { __typename } }');
  expect(text).toContain('INTERNAL_SERVER_ERROR');
  expect(text).not.toMatch(/stack|TypeError|node_modules/i);
});

/** A document that the gateway never writes: whatever reads it has a fault. */
async function breakStoredLock(): Promise<void> {
  await gateway.database.collection<{ _id: string; [field: string]: unknown }>('locks').insertOne({
    _id: 'volume/1',
    route: 'volume',
    resourceId: '1',
    status: 'held',
    expiresAt: null,
  });
}
