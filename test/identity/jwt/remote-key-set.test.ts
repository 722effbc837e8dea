import { EventEmitter, once } from 'node:events';
import { Registry } from 'prom-client';
import { createVerifyJwt } from '../../../src/identity/jwt/jwt-verifier';
import { RemoteKeySet, type KeySetOptions } from '../../../src/identity/jwt/remote-key-set';
import { measureKeySet } from '../../../src/observability/metrics/key-set-metrics';
import { createSigningKey, type JwksServer, startJwksServer } from '../../support/jwks-server';

const FIVE_MINUTES_MS = 5 * 60_000;
const DAY_MS = 86_400_000;

let server: JwksServer;
let keySet: RemoteKeySet;
let clock: jest.SpyInstance | undefined;
const loads = new EventEmitter();

beforeEach(async () => {
  server = await startJwksServer();
});
afterEach(async () => {
  clock?.mockRestore();
  keySet.close();
  await server.stop();
});

/** A check of tokens by the keys of the server. */
function verifyBy(options: Partial<KeySetOptions> = {}): (token: string) => Promise<string> {
  keySet = new RemoteKeySet({ url: `${server.url}/keys`, ...options });
  const rules = { issuer: undefined, audiences: [], algorithms: ['ES256'], clockToleranceMs: 0 };
  const verify = createVerifyJwt(
    { ...rules, key: { kind: 'jwks', url: `${server.url}/keys` } },
    keySet,
  );
  return (token) =>
    verify(token).then(
      (claims) => claims?.sub ?? 'nobody',
      () => 'fault',
    );
}

/** Lets the key set believe that so much time went by. */
function pass(ms: number): void {
  const now = performance.now() + ms;
  clock?.mockRestore();
  clock = jest.spyOn(performance, 'now').mockImplementation(() => now);
}

/** From now on every load is answered with a failure, and is an event. */
function goAway(): void {
  server.answer = (_request, response) => {
    response.once('close', () => loads.emit('failed'));
    response.writeHead(503).end();
  };
}

test('known keys go on counting while the server is away, until they are too old', async () => {
  const first = await createSigningKey('first');
  server.publish(first);
  const verify = verifyBy({ maxAgeMs: DAY_MS });
  const token = await first.sign({ sub: 'alice', exp: 4e9 });
  expect(await verify(token)).toBe('alice');
  await server.stop();

  for (const passed of [FIVE_MINUTES_MS + 1, DAY_MS / 2]) {
    pass(passed);
    expect(await verify(token)).toBe('alice');
  }
  pass(DAY_MS);
  expect(await verify(token)).toBe('fault');
});

test('keys are loaded anew in the background: a withdrawn one ends without a request that waits', async () => {
  const [first, second] = [await createSigningKey('first'), await createSigningKey('second')];
  server.publish(first);
  const verify = verifyBy({ refreshAfterMs: 20, reloadAfterMs: 0 });
  const token = await first.sign({ sub: 'alice' });
  expect(await verify(token)).toBe('alice');

  server.publish(second);
  const count = server.requests.length;
  while (server.requests.length < count + 2) await new Promise(setImmediate);
  expect(await verify(token)).toBe('nobody');
});

test('a background load that fails keeps the keys, is counted, and is tried again', async () => {
  const first = await createSigningKey('first');
  server.publish(first);
  const verify = verifyBy({ refreshAfterMs: 10, reloadAfterMs: 0 });
  const token = await first.sign({ sub: 'alice' });
  await verify(token);

  goAway();
  await once(loads, 'failed');
  await once(loads, 'failed');
  expect(keySet.failedLoads).toBeGreaterThanOrEqual(1);
  expect(await verify(token)).toBe('alice');
});

test('while the server is away tokens with unknown keys are a fault and do not make it be asked each time', async () => {
  const first = await createSigningKey('first');
  server.publish(first);
  const verify = verifyBy({ reloadAfterMs: 60_000 });
  await verify(await first.sign({ sub: 'alice' }));
  goAway();
  pass(60_001);
  const count = server.requests.length;

  for (const kid of ['a', 'b', 'c']) {
    expect(await verify(await first.sign({ sub: 'alice' }, { kid }))).toBe('fault');
  }
  expect(server.requests).toHaveLength(count + 1);
});

test('a key that cannot be used is the fault of its own tokens alone', async () => {
  const first = await createSigningKey('first');
  server.answer = (_request, response) =>
    void response.end(
      JSON.stringify({
        keys: [
          { kty: 'EC', crv: 'P-256', x: 'AA', y: 'AA', kid: 'broken', alg: 'ES256' },
          first.publicJwk,
        ],
      }),
    );
  const verify = verifyBy();

  expect(await verify(await first.sign({ sub: 'alice' }, { kid: 'broken' }))).toBe('fault');
  expect(await verify(await first.sign({ sub: 'alice' }))).toBe('alice');
});

test('metrics tell the age of the keys and the loads that failed', async () => {
  const first = await createSigningKey('first');
  server.publish(first);
  const verify = verifyBy();
  const registry = new Registry();
  measureKeySet(registry, keySet);
  expect(await registry.metrics()).toMatch(/lock_gateway_jwks_age_seconds nan/i);

  await verify(await first.sign({ sub: 'alice' }));
  pass(90_000);
  expect(await registry.metrics()).toMatch(/jwks_age_seconds 9\d\.?\d*\n/);
  expect(await registry.metrics()).toContain('lock_gateway_jwks_failed_loads_total 0');

  goAway();
  await verify(await first.sign({ sub: 'alice' }, { kid: 'unknown' }));
  expect(await registry.metrics()).toContain('lock_gateway_jwks_failed_loads_total 1');
});

describe('before the first token', () => {
  const failure = (): Promise<string | undefined> =>
    keySet.prepare().then(
      () => undefined,
      (error: Error) => error.message,
    );

  test('the keys are loaded, and then usable', async () => {
    server.publish(await createSigningKey('first'));
    verifyBy();
    expect(keySet.hasUsableKeys).toBe(false);
    expect(await failure()).toBeUndefined();
    expect(keySet.hasUsableKeys).toBe(true);
  });

  test.each([
    ['<html></html>', 'JWT_JWKS_URL answered 200 with something that is not a key set'],
    ['{"keys":7}', 'JWT_JWKS_URL answered 200 with something that is not a key set'],
  ])('an address that answers %s is named by its setting', async (body, message) => {
    server.answer = (_request, response) => void response.end(body);
    verifyBy();
    expect(await failure()).toBe(message);
    expect(keySet.hasUsableKeys).toBe(false);
  });

  test('a server that is away is asked again in the background', async () => {
    verifyBy({ url: 'http://127.0.0.1:1/keys' });
    expect(await failure()).toBe('JWT_JWKS_URL could not be reached');
    keySet.close();
    goAway();
    verifyBy({ reloadAfterMs: 0 });
    expect(await failure()).toBe('JWT_JWKS_URL answered with status 503');
    await once(loads, 'failed');
  });
});
