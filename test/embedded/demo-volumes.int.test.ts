import { cookieOf } from '../support/test-users';
import { type HttpAnswer } from '../support/http-call';
import { startTestGateway, type TestGateway } from '../support/start-test-gateway';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway({ hasDemoUsers: true });
});
afterAll(() => gateway.stop());

const FIELDS = { title: 'Title', author: 'Author', year: 1900, summary: '' };

function save(options: {
  id?: string;
  user?: string | null;
  token?: number | string;
  body?: unknown;
  type?: string;
}): Promise<HttpAnswer> {
  const { id = '1234', user = 'alice', token, body = FIELDS, type = 'application/json' } = options;
  return gateway.http({
    method: 'PUT',
    path: `/demo/volumes/${id}`,
    headers: {
      'Content-Type': type,
      ...(user !== null && { Cookie: cookieOf(user) }),
      ...(token !== undefined && { 'Fencing-Token': String(token) }),
    },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
}

/** Changes the lock of volume 1234, and returns the token. */
async function tokenBy(user: string, mutation: string): Promise<number> {
  const type = mutation === 'acquireLock' ? 'LockAcquired' : 'LockTakenOver';
  const fields = `... on ${type} { lock { fencingToken } }`;
  const query = `mutation { m: ${mutation}(route: "volume", id: "1234") { ${fields} } }`;
  const { text } = await gateway.postGraphQL(user, { query });
  return (JSON.parse(text) as { data: { m: { lock: { fencingToken: number } } } }).data.m.lock
    .fencingToken;
}

async function volume(): Promise<Record<string, unknown>> {
  const { text } = await gateway.http({ method: 'GET', path: '/demo/volumes/1234' });
  return JSON.parse(text) as Record<string, unknown>;
}

it('a save counts under the token of the lock alone, until the lock is lost', async () => {
  const token = await tokenBy('alice', 'acquireLock');
  expect((await save({ token })).status).toBe(200);
  expect(await volume()).toEqual({ ...FIELDS, id: '1234', version: 2 });
  expect((await save({ token, user: 'bob' })).status).toBe(409);
  const newToken = await tokenBy('sam', 'takeOverLock');
  const refused = await save({ token, body: { ...FIELDS, title: 'late' } });
  expect([refused.status, (JSON.parse(refused.text) as { code: string }).code]).toEqual([
    409,
    'LOCK_LOST',
  ]);
  expect((await save({ token: newToken })).status).toBe(409);
  expect((await save({ token: newToken, user: 'sam' })).status).toBe(200);
  expect(await volume()).toMatchObject({ title: 'Title', version: 3 });
});

it.each([
  ['without a token', {}, 423],
  ['with a token that is none', { token: 'x' }, 400],
  ['of nobody', { user: null, token: 1 }, 401],
  ['of a record that is none', { id: '1', token: 1 }, 404],
  ['that is no JSON', { token: 1, body: '{' }, 400],
  ['that is too large', { token: 1, body: { ...FIELDS, summary: 'x'.repeat(20_000) } }, 400],
])('a save %s is refused', async (_what, call, status) => {
  const before = await volume();
  expect((await save(call)).status).toBe(status);
  expect(await volume()).toEqual(before);
});

it.each([
  ['a body of another type', 'text/plain', FIELDS],
  ['no object', 'application/json', []],
  ['an empty title', 'application/json', { ...FIELDS, title: ' ' }],
  ['a year that is none', 'application/json', { ...FIELDS, year: 1.5 }],
  ['a field too many', 'application/json', { ...FIELDS, id: '1' }],
])('a save of %s is refused though the lock is held', async (_what, type, body) => {
  const token = await tokenBy('sam', 'acquireLock');
  const before = await volume();
  const refused = await save({ user: 'sam', token, type, body });
  expect([refused.status, (JSON.parse(refused.text) as { code: string }).code]).toEqual([
    400,
    'BAD_USER_INPUT',
  ]);
  expect(await volume()).toEqual(before);
});

it('without demo users there is neither the page nor its records', async () => {
  const other = await startTestGateway();
  const paths = ['/demo', '/demo/page.js', '/demo/volumes', '/demo/volumes/1234'];
  const answers = await Promise.all(paths.map((path) => other.http({ method: 'GET', path })));
  await other.stop();
  expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 404]);
});
