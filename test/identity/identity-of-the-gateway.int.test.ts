import { mongo } from 'mongoose';
import { setTimeout as delay } from 'node:timers/promises';
import { loadConfig } from '../../src/config/config';
import { type CapturedLog, captureLog } from '../support/captured-log';
import { type HttpAnswer } from '../support/http-call';
import { hashToken } from '../../src/identity/token-hash';
import { startOwnMongod } from '../support/own-mongod';
import { createSigningKey, startJwksServer } from '../support/jwks-server';
import { json, startLocalServer } from '../support/local-server';
import { startTestGateway, type TestGateway } from '../support/start-test-gateway';
import { createTestDatabaseUri, dropDatabase } from '../support/test-database';

const tidyUp: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const end of tidyUp.splice(0).reverse()) await end();
});

async function startWith(
  env: Record<string, string>,
): Promise<{ gateway: TestGateway; log: CapturedLog }> {
  const log = captureLog();
  const { identity } = loadConfig(env);
  const gateway = await startTestGateway({ logger: log.logger, config: { identity } });
  tidyUp.push(() => gateway.stop());
  return { gateway, log };
}

async function call(gateway: TestGateway, token: string, does = 'acquire'): Promise<string> {
  const answer = await send(gateway, token, does);
  expect(answer.headers['set-cookie']).toBeUndefined();
  return `${answer.status} ${(JSON.parse(answer.text) as { data: string }).data}`;
}

function send(gateway: TestGateway, token: string, does: string): Promise<HttpAnswer> {
  const [method, path] =
    does === 'acquire' ? ['POST', '/admin/lock'] : ['DELETE', '/admin/remove-lock'];
  return gateway.http({
    method: method,
    path: path,
    headers: { 'Content-Type': 'application/json', Cookie: `other=1; refreshToken=${token}` },
    body: JSON.stringify({ route: 'volume', id: '1234' }),
  });
}

test('mongo: users of a backend in a database of their own, read and never written', async () => {
  const uri = createTestDatabaseUri();
  const client = await new mongo.MongoClient(uri).connect();
  tidyUp.push(() => client.close().then(() => dropDatabase(uri)));
  const accounts = client.db().collection('accounts');
  await accounts.insertMany([
    { login: 'ann', refresh: 'raw-token-of-ann', roles: [{ rights: [{ name: 'manage-locks' }] }] },
    { login: 'ben', refresh: 'raw-token-of-ben', roles: [{ rights: ['manage-locks'] }] },
    { login: 'cat', refresh: 'raw-token-of-cat' },
  ]);
  const { gateway, log } = await startWith({
    USERS_MONGODB_URI: uri,
    USERS_COLLECTION: 'accounts',
    USERS_TOKEN_FIELD: 'refresh',
    USERS_TOKEN_HASH: 'none',
    USERS_NAME_FIELD: 'login',
    USERS_PERMISSION_FIELDS: 'roles.rights',
  });

  expect(await call(gateway, 'raw-token-of-ann')).toBe('200 Success');
  expect(await call(gateway, 'raw-token-of-ben')).toBe('409 Conflict');
  expect((await send(gateway, 'raw-token-of-ben', 'acquire')).headers['x-lock-holder']).toBe('ann');
  expect(await call(gateway, 'raw-token-of-cat')).toBe('403 Forbidden');
  expect(await call(gateway, 'raw-token-of-dan')).toBe('404 Not found');

  await accounts.updateOne({ login: 'ann' }, { $unset: { refresh: 1 } });
  expect(await call(gateway, 'raw-token-of-ann', 'remove')).toBe('404 Not found');
  expect((await gateway.http({ method: 'GET', path: '/readyz' })).status).toBe(200);
  expect(log.text()).toContain('The collection \\"accounts\\" has no index on \\"refresh\\"');
  expect(log.text()).not.toContain('raw-token');
  expect(await accounts.indexes()).toHaveLength(1);
  expect(await client.db().listCollections().toArray()).toHaveLength(1);
});

test('mongo: users whose ids differ in type alone do not share locks', async () => {
  const { gateway } = await startWith({});
  const id = new mongo.ObjectId();
  const sessions = (token: string): object[] => [
    { tokenHash: hashToken(token), expiresAt: new Date(Date.now() + 60_000) },
  ];
  const users = gateway.database.collection('users');
  const ids = { number: 5, text: '5', objectId: id, hex: id.toHexString() };
  await users.insertMany(
    Object.entries(ids).map(([token, _id]): object => ({
      _id,
      username: 'x'.repeat(100_000),
      permissions: ['manage-locks'],
      sessions: sessions(token),
    })),
  );

  for (const [holder, other] of [
    ['number', 'text'],
    ['hex', 'objectId'],
  ] as const) {
    expect(await call(gateway, holder)).toBe('200 Success');
    const refusal = await send(gateway, other, 'acquire');
    expect(refusal.status).toBe(409);
    expect(decodeURIComponent(String(refusal.headers['x-lock-holder']))).toHaveLength(256);
    expect(await call(gateway, other, 'remove')).toBe('403 Forbidden');
    expect(await call(gateway, holder, 'remove')).toBe('200 Success');
  }
});

test('jwt: signed tokens, a key that rotates, and a server of keys that goes away', async () => {
  const [first, second] = [await createSigningKey('first'), await createSigningKey('second')];
  const keys = await startJwksServer(first);
  tidyUp.push(() => keys.stop());
  const { gateway, log } = await startWith({
    IDENTITY: 'jwt',
    JWT_JWKS_URL: `${keys.url}/keys`,
    JWT_ISSUER: 'https://sso.example.com',
    JWT_AUDIENCE: 'admin',
    JWT_PERMISSIONS_CLAIM: 'scope',
    JWT_USER_MUST_EXIST: 'true',
  });
  const claims = { iss: 'https://sso.example.com', aud: 'admin', scope: 'openid manage-locks' };
  const ann = await first.sign({ ...claims, sub: 'user-alice', name: 'Ann' });
  const eve = await first.sign({ ...claims, sub: 'user-eve', scope: 'openid' });
  const removed = await first.sign({ ...claims, sub: 'user-removed' });
  const ofAnotherProgram = await first.sign({ ...claims, sub: 'user-alice', aud: 'shop' });

  expect(await call(gateway, ann)).toBe('200 Success');
  expect(await call(gateway, eve)).toBe('403 Forbidden');
  expect(await call(gateway, removed)).toBe('404 Not found');
  expect(await call(gateway, ofAnotherProgram)).toBe('404 Not found');
  expect(await call(gateway, 'not-a-jwt')).toBe('404 Not found');

  await keys.stop();
  expect(await call(gateway, ann, 'remove')).toBe('200 Success');
  const unknown = await second.sign({ ...claims, sub: 'user-alice' });
  // Right after a load an unknown key is not asked for again, so the fault needs a fresh gateway.
  const { gateway: later, log: laterLog } = await startWith({
    IDENTITY: 'jwt',
    JWT_JWKS_URL: `${keys.url}/keys`,
  });
  expect(await call(later, unknown)).toBe('500 Internal server error');
  for (const token of [ann, unknown]) {
    expect(log.text() + laterLog.text()).not.toContain(token.split('.')[2]);
  }
});

test('http: the backend says who it is, and may be away', async () => {
  const user = { id: 'u1', username: 'ann', roles: [{ permissions: [{ name: 'manage-locks' }] }] };
  const backend = await startLocalServer((request, response) => {
    response.setHeader('Set-Cookie', 'refreshToken=rotated; Path=/');
    const isAnn = request.headers.cookie === 'refreshToken=secret-of-ann';
    json(isAnn ? { user } : {}, isAnn ? 200 : 401)(request, response);
  });
  tidyUp.push(() => backend.stop());
  const { gateway, log } = await startWith({
    IDENTITY: 'http',
    ME_URL: `${backend.url}/me`,
    ME_CACHE_TTL: '0',
    ME_TIMEOUT: '1500ms',
  });

  expect(await call(gateway, 'secret-of-ann')).toBe('200 Success');
  expect(await call(gateway, 'secret-of-dan')).toBe('404 Not found');

  backend.answer = json({ user: { ...user, roles: [] } });
  expect(await call(gateway, 'secret-of-ann')).toBe('403 Forbidden');
  backend.answer = () => {};
  expect(await call(gateway, 'secret-of-ann')).toBe('500 Internal server error');
  await backend.stop();
  expect(await call(gateway, 'secret-of-ann')).toBe('500 Internal server error');
  const query = { query: '{ me { user { id } } }' };
  const { text } = await gateway.postGraphQL('ann', query);
  expect(text).toContain('"code":"INTERNAL_SERVER_ERROR"');
  expect(text).not.toContain(backend.url);
  // Of the call itself or of its place in the queue, whichever is noticed first.
  expect(log.text()).toContain('no answer within 1500 ms');
  expect(log.text()).not.toContain('secret-of');
});

test('mongo: while the database of the users is away nobody is "nobody", and then all goes on', async () => {
  const mongod = await startOwnMongod();
  tidyUp.push(() => mongod.dispose());
  const client = await new mongo.MongoClient(mongod.uri).connect();
  const expiresAt = new Date(Date.now() + 3_600_000);
  await client
    .db()
    .collection('users')
    .insertOne({ username: 'ann', sessions: [{ tokenHash: hashToken('of-ann'), expiresAt }] });
  await client.close();
  const { gateway } = await startWith({ USERS_MONGODB_URI: mongod.uri });
  const ready = async (): Promise<number> =>
    (await gateway.http({ method: 'GET', path: '/readyz' })).status;
  expect(await call(gateway, 'of-ann')).toBe('403 Forbidden');

  await mongod.stop();
  const startedAt = performance.now();
  expect(await call(gateway, 'of-ann')).toBe('500 Internal server error');
  // Some seconds, however busy the machine is; the driver by itself would wait for half a minute.
  expect(performance.now() - startedAt).toBeLessThan(15_000);
  expect(await ready()).toBe(503);

  await mongod.start();
  while ((await ready()) !== 200) await delay(100);
  expect(await call(gateway, 'of-ann')).toBe('403 Forbidden');
}, 60_000);
