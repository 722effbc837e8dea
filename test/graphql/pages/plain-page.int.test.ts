import { type HttpAnswer } from '../../support/http-call';
import { startTestGateway, type TestGateway } from '../../support/start-test-gateway';

let gateway: TestGateway;

const start = (hasDemoUsers: boolean): Promise<TestGateway> =>
  startTestGateway({ hasDemoUsers, config: { introspection: false } });

beforeAll(async () => {
  gateway = await start(true);
});
afterAll(() => gateway.stop());

const BROWSER = 'text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8';

/** As a person who opens the path does, whose client follows where it is sent. */
async function open(path: string, accept: string, at = gateway): Promise<HttpAnswer> {
  const answer = await at.http({ method: 'GET', path, headers: { Accept: accept } });
  const { location } = answer.headers;
  return location === undefined ? answer : open(location, accept, at);
}

describe.each([
  ['a browser', BROWSER],
  ['curl', '*/*'],
])('with Apollo Sandbox off, %s', (_name, accept) => {
  it.each(['/', '/graphql'])(
    'ends at %s on a page that says what this is and where to go',
    async (path) => {
      const { status, headers, text } = await open(path, accept);
      expect([status, headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
      expect(headers['content-security-policy']).toBeDefined();
      expect(text).toContain('This service keeps the edit locks of admin panels.');
      for (const [, target = ''] of text.matchAll(/href="([^"]+)"/g)) {
        expect((await open(target, accept)).status).toBe(200);
      }
      expect(text).toContain('href="/demo/sign-in/alice"');
    },
  );
});

it('with Apollo Sandbox off there is no GraphiQL either', async () => {
  expect((await gateway.http({ method: 'GET', path: '/graphql/graphiql' })).status).toBe(404);
});

it('without demo users the page points to no sign-in', async () => {
  const other = await start(false);
  const { text } = await open('/', BROWSER, other);
  await other.stop();
  expect(text).toContain('POST /graphql');
  expect(text).not.toContain('/demo/');
});

it.each([
  ['asks for JSON', '/graphql', 'application/json'],
  ['sends a query', '/graphql?query={__typename}', BROWSER],
])('a GET that %s gets no page', async (_what, path, Accept) => {
  const { text, headers } = await gateway.http({ method: 'GET', path, headers: { Accept } });
  expect(headers['content-type']).toMatch(/json/);
  expect(text).not.toContain('<html');
});
