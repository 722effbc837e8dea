import { USERS_COLLECTION, type UserDocument } from '../../src/embedded/demo-users';
import { hashToken } from '../../src/identity/token-hash';
import { REST_CALLS, startTestGateway, type TestGateway } from '../support/start-test-gateway';
import { cookieOf } from '../support/test-users';

let gateway: TestGateway;

beforeAll(async () => {
  gateway = await startTestGateway();
});

afterAll(() => gateway.stop());

afterEach(() => gateway.locks.deleteMany({}));

const BODY = { route: 'volume', id: '1' };
const ISO_UTC = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

it.each([
  ['success', 'alice', BODY, 200],
  ['a refusal', 'eve', BODY, 403],
  ['a bad request', 'alice', {}, 400],
  ['an unknown user', 'nobody', BODY, 404],
])('%s is JSON, not to be stored, and sets no cookie', async (_name, username, body, status) => {
  const answer = await gateway.rest(username, { operation: 'acquire', body });
  expect(answer.status).toBe(status);
  expect(answer.headers['content-type']).toMatch(/^application\/json(; charset=utf-8)?$/);
  expect(answer.headers['cache-control']).toBe('no-store');
  expect(answer.headers).not.toHaveProperty('set-cookie');
  expect(answer.headers).not.toHaveProperty('x-powered-by');
  expect(answer.headers).not.toHaveProperty('etag');
  expect(answer.headers['content-length']).toBe(String(answer.text.length));
});

describe('a conflict reports in its headers', () => {
  it('who holds the lock, since when and until when', async () => {
    await gateway.rest('alice', { operation: 'acquire', body: BODY });
    const { headers, status } = await gateway.rest('bob', { operation: 'acquire', body: BODY });
    const lock = await gateway.locks.findOne({ _id: 'volume/1' });
    expect(status).toBe(409);
    expect(headers['x-lock-holder']).toBe('alice');
    expect(headers['x-lock-acquired-at']).toBe(lock?.acquiredAt.toISOString());
    expect(headers['x-lock-acquired-at']).toMatch(ISO_UTC);
    expect(headers['x-lock-expires-at']).toBe(lock?.expiresAt?.toISOString());
  });

  it('no end when the lock has no lease', async () => {
    await gateway.rest('alice', { operation: 'acquire', body: BODY });
    await gateway.locks.updateOne(
      { _id: 'volume/1' },
      { $set: { expiresAt: null, leaseMs: null } },
    );
    const { headers } = await gateway.rest('bob', { operation: 'acquire', body: BODY });
    expect(headers['x-lock-holder']).toBe('alice');
    expect(headers).not.toHaveProperty('x-lock-expires-at');
  });

  it.each([
    ['al\u00edce \u{1f600}', 'al%C3%ADce%20%F0%9F%98%80'],
    ['alice\r\nSet-Cookie: x=1', 'alice%0D%0ASet-Cookie%3A%20x%3D1'],
    ['alice\ud800', 'alice%EF%BF%BD'],
  ])('a name that fits no header: %j', async (username, encoded) => {
    await gateway.rest('alice', { operation: 'acquire', body: BODY });
    await gateway.locks.updateOne({ _id: 'volume/1' }, { $set: { 'holder.username': username } });
    const { headers, status } = await gateway.rest('bob', { operation: 'acquire', body: BODY });
    expect(status).toBe(409);
    expect(headers['x-lock-holder']).toBe(encoded);
    expect(headers).not.toHaveProperty('set-cookie');
  });

  it('nothing of the holder on a refused removal', async () => {
    await gateway.rest('alice', { operation: 'acquire', body: BODY });
    const { headers, status } = await gateway.rest('bob', { operation: 'remove', body: BODY });
    expect(status).toBe(403);
    expect(Object.keys(headers).filter((name) => name.startsWith('x-lock-'))).toEqual([]);
  });
});

describe('another method', () => {
  it.each([
    ['/admin/lock', 'POST', ['GET', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']],
    ['/admin/remove-lock', 'DELETE', ['GET', 'PUT', 'PATCH', 'POST', 'OPTIONS']],
  ])('on %s is refused, and %s is named', async (path, allowed, methods) => {
    for (const method of methods) {
      const answer = await gateway.http({
        method,
        path,
        headers: { Cookie: cookieOf('alice'), 'Content-Type': 'application/json' },
        body: JSON.stringify(BODY),
      });
      expect([method, answer.text]).toEqual([method, '{"data":"Method not allowed","code":405}']);
      expect(answer.status).toBe(405);
      expect(answer.headers.allow).toBe(allowed);
    }
    expect(await gateway.locks.countDocuments()).toBe(0);
  });

  it('HEAD is refused without a body', async () => {
    const answer = await gateway.http({ method: 'HEAD', path: '/admin/lock' });
    expect([answer.status, answer.text, answer.headers.allow]).toEqual([405, '', 'POST']);
  });
});

describe('the cookie', () => {
  const acquireWith = (cookie: string | string[]) =>
    gateway.http({
      ...REST_CALLS.acquire,
      headers: { Cookie: cookie, 'Content-Type': 'application/json' },
      body: JSON.stringify(BODY),
    });

  it.each([
    ['among others', `a=1; ${cookieOf('alice')}; b=2`, 200],
    ['in quotes', 'refreshToken="token-of-alice"', 200],
    ['percent-encoded', 'refreshToken=token%2Dof%2Dalice', 200],
    ['with another case of its name', 'refreshtoken=token-of-alice', 401],
    ['that is JSON', 'refreshToken=j:{"$ne":null}', 404],
    ['that is a JSON list', 'refreshToken=j:["token-of-alice"]', 404],
    ['that is JSON null', 'refreshToken=j:null', 404],
    ['with a broken escape', 'refreshToken=%E0%A4%A', 404],
    ['of 5,000 characters', `refreshToken=${'x'.repeat(5_000)}`, 404],
    ['that is the stored hash', `refreshToken=${'a'.repeat(64)}`, 404],
    ['without an equals sign', 'refreshToken', 401],
  ])('%s', async (_name, cookie, status) => {
    expect((await acquireWith(cookie)).status).toBe(status);
  });

  it('that starts like JSON is still the token of its user', async () => {
    const values = ['j:1', '{"a":1}', 'j:"alice"'];
    const expiresAt = new Date(Date.now() + 60_000);
    await gateway.database.collection<UserDocument>(USERS_COLLECTION).insertOne({
      _id: 'user-with-json',
      username: 'with-json',
      permissions: ['manage-locks'],
      sessions: values.map((value) => ({ tokenHash: hashToken(value), expiresAt })),
    });
    for (const value of values) {
      const token = encodeURIComponent(value);
      expect((await acquireWith(`refreshToken=${token}`)).status).toBe(200);
    }
  });

  it('two calls at once with one token both succeed, and neither answer sets it', async () => {
    const answers = await Promise.all([
      acquireWith(cookieOf('alice')),
      acquireWith(cookieOf('alice')),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    for (const { headers } of answers) expect(headers).not.toHaveProperty('set-cookie');
  });
});
