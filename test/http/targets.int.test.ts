import { answerTo } from '../support/raw-http';
import { startTestGateway, type TestGateway } from '../support/start-test-gateway';
import { cookieOf } from '../support/test-users';

let gateway: TestGateway;

beforeAll(async () => {
  gateway = await startTestGateway({ hasDemoUsers: true });
});
afterAll(() => gateway.stop());
afterEach(() => gateway.locks.deleteMany({}));

/** The answer to a target exactly as it is written. */
async function ask(options: { method: string; target: string; body?: string; type?: string }) {
  const { method, target, body = '', type = 'application/json' } = options;
  const text = await answerTo(
    Number(new URL(gateway.url).port),
    `${method} ${target} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nCookie: ${cookieOf('alice')}\r\n` +
      `Content-Type: ${type}\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
  );
  const [head = '', answer = ''] = text.split('\r\n\r\n');
  return { status: Number(head.split(' ')[1]), body: answer, head };
}

const KEY = '{"route":"volume","id":"1"}';

const spellingsOf = (path: string): string[] => [
  path,
  `http://gateway:4000${path}`,
  `HTTPS://gateway${path}`,
  `/${path}`,
  path.replaceAll('/', '//'),
  `/.${path}`,
  `/x/..${path}`,
  path.replace('/a', '/%61').replace('/g', '/%67'),
];

it.each([...spellingsOf('/admin/lock'), '/admin/lock/'])(
  'POST %s takes the lock',
  async (target) => {
    const { status, body } = await ask({ method: 'POST', target, body: KEY });
    expect([status, body]).toEqual([200, '{"data":"Success","code":200}']);
    expect(await gateway.locks.countDocuments()).toBe(1);
  },
);

it.each([...spellingsOf('/admin/remove-lock'), '/admin/remove-lock/'])(
  'DELETE %s removes the lock',
  async (target) => {
    await gateway.rest('alice', { operation: 'acquire', body: JSON.parse(KEY) });
    const query = `${target}?route=volume&id=1`;
    expect(await ask({ method: 'DELETE', target: query })).toMatchObject({ status: 200 });
  },
);

it.each(spellingsOf('/graphql'))('POST %s is GraphQL', async (target) => {
  const body = '{"query":"{me{user{username}}}"}';
  expect((await ask({ method: 'POST', target, body })).body).toContain('alice');
});

it.each([
  '/Admin/lock',
  '/admin/Lock',
  '/ADMIN/REMOVE-LOCK',
  '/GraphQL',
  '/graphql/x/y',
  '/graphql/',
  '//graphql//',
  '/graphql/?query={__typename}',
  '/%67raphql/.',
  '/graphql%2Fx',
  '/admin%2Flock',
  '/admin\\lock',
  '/admin/lock%00',
  '/admin/lock/more',
  '/Healthz',
  '/READYZ',
  '/Metrics',
  '/openapi.YAML',
  '/Demo/sign-in/alice',
  '/demo/sign-in/nobody',
  '/admin',
])('%s is no path, and says so in words of its own', async (target) => {
  for (const method of ['GET', 'POST', 'DELETE']) {
    const { status, body } = await ask({ method, target, body: KEY });
    expect([method, status, body]).toEqual([method, 404, '{"data":"No such path","code":404}']);
  }
});

it.each(['*', 'ftp://x/admin/lock', 'http:///admin/lock', '/admin/lock%', '/admin/lock#x'])(
  '%s is no target at all',
  async (target) => {
    const { status, body } = await ask({ method: 'POST', target, body: KEY });
    expect([status, body]).toEqual([400, '{"data":"Bad request","code":400}']);
  },
);

describe('a health check of a load balancer', () => {
  it.each([
    ['OPTIONS', '/', 204],
    ['OPTIONS', '*', 204],
    ['OPTIONS', 'http://gateway/', 204],
    ['HEAD', '/', 200],
    ['HEAD', '/healthz', 200],
    ['HEAD', '/readyz', 200],
  ])('%s %s is answered with %d and no body', async (method, target, status) => {
    expect(await ask({ method, target })).toMatchObject({ status, body: '' });
  });
});

it('people who open the root get to the landing page', async () => {
  const { status, head } = await ask({ method: 'GET', target: '/' });
  expect(status).toBe(302);
  expect(head).toMatch(/^Location: \/graphql$/m);
});
