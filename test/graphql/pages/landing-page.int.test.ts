import { parse, validate } from 'graphql';
import { getSchema } from '../../../src/graphql/schema/schema';
import { bundlePages } from '../../support/bundle-pages';
import { type HttpAnswer } from '../../support/http-call';
import { startTestGateway, type TestGateway } from '../../support/start-test-gateway';

let gateway: TestGateway;
let page: HttpAnswer;

beforeAll(async () => {
  bundlePages();
  gateway = await startTestGateway({ hasDemoUsers: true });
  page = await gateway.http({ method: 'GET', path: '/graphql', headers: { Accept: 'text/html' } });
}, 120_000);

afterAll(() => gateway.stop());

/** What the page hands to Apollo Sandbox to start with. */
function initialState(of: HttpAnswer = page): { document: string; includeCookies: boolean } {
  const text = /var embeddedSandboxConfig = (\{.*\});/.exec(of.text)?.[1] ?? '{}';
  return (JSON.parse(text) as { initialState: ReturnType<typeof initialState> }).initialState;
}

it('is a page of HTML', () => {
  expect(page.status).toBe(200);
  expect(page.headers['content-type']).toMatch(/^text\/html/);
});

it('starts with a sample operation that the schema knows, and sends cookies', () => {
  const { document, includeCookies } = initialState();
  expect(includeCookies).toBe(true);
  expect(validate(getSchema(), parse(document))).toEqual([]);
  expect(document).toContain('acquireLock(route: "volume", id: "1234"');
});

it('tells Sandbox where to subscribe', () => {
  expect(page.text).toMatch(
    /initialSubscriptionEndpoint: initialEndpoint\.replace\(\/\^http\/, 'ws'\)/,
  );
});

it('may load everything it names, by every policy that is sent with it', () => {
  const policies = [page.headers['content-security-policy'], metaPolicy()].filter(
    (policy) => policy !== undefined,
  );
  expect(policies.length).toBeGreaterThan(0);
  const scripts = [...page.text.matchAll(/<script[^>]*\bsrc="([^"]+)"/g)].map(([, src]) => src!);
  expect(scripts.length).toBeGreaterThan(0);
  for (const policy of policies) {
    const allowed = directive(String(policy), 'script-src');
    for (const script of scripts) expect(allowed).toContain(new URL(script).origin);
    expect(directive(String(policy), 'frame-src')).toContain(
      'https://sandbox.embed.apollographql.com',
    );
  }
});

it('runs its inline scripts: a nonce in one policy is not undone by another', () => {
  const policy = String(page.headers['content-security-policy']);
  const nonce = /<script[^>]*nonce="([^"]+)"/.exec(page.text)?.[1];
  const allowed = directive(policy, 'script-src');
  expect(allowed.includes("'unsafe-inline'") || allowed.includes(`'nonce-${nonce}'`)).toBe(true);
});

it('leads to GraphiQL where Sandbox cannot be loaded, and says so', async () => {
  const offer = /<div id="without-sandbox">.*?<\/div>/s.exec(page.text)?.[0];
  expect(offer).toContain('Apollo Sandbox cannot be loaded');
  const [, path] = /href="([^"]+)"/.exec(offer!)!;
  const graphiql = await gateway.http({ method: 'GET', path: path! });
  expect(graphiql.status).toBe(200);
  expect(graphiql.text).toContain('# Sign in first: open /demo/sign-in/alice');
  const policy = String(graphiql.headers['content-security-policy']);
  expect(policy).toMatch(/^default-src 'none'/);
  expect(policy).not.toContain('http');
  const assets = [...graphiql.text.matchAll(/"(graphiql\/[^"]+)"/g)].map(([, name]) => name!);
  const served = assets.map((name) => gateway.http({ method: 'GET', path: `/graphql/${name}` }));
  expect((await Promise.all(served)).map(({ status }) => status)).toEqual([200, 200]);
});

it.each(['/graphql/graphiql/', '/graphql/graphiql/..%2F..%2Fpackage.json', '/graphql/graphiql/no'])(
  'has nothing at %s',
  async (path) => {
    expect(await gateway.http({ method: 'GET', path })).toMatchObject({
      status: 404,
      text: '{"data":"No such path","code":404}',
    });
  },
);

it('waits for no font before it shows anything', () => {
  expect(page.text).toContain('rel="icon"');
  expect(page.text).not.toContain('rel="stylesheet"');
});

it('is what / leads to', async () => {
  const { status, headers } = await gateway.http({ method: 'GET', path: '/' });
  expect([status, headers.location]).toEqual([302, '/graphql']);
});

describe('the demo sign-in', () => {
  it('sets the cookie and leads to the page', async () => {
    const { status, headers } = await gateway.http({ method: 'GET', path: '/demo/sign-in/alice' });
    expect([status, headers.location]).toEqual([302, '/demo']);
    expect(headers['set-cookie']).toEqual([
      'refreshToken=demo-alice; Path=/; HttpOnly; SameSite=Lax',
    ]);
  });

  it('has no other users', async () => {
    const answer = await gateway.http({ method: 'GET', path: '/demo/sign-in/nobody' });
    expect(answer.status).toBe(404);
    expect(answer.headers).not.toHaveProperty('set-cookie');
  });
});

it('points a caller who is not signed in to the demo users', async () => {
  expect(initialState().document).toContain('/demo/sign-in/alice');
  const answer = await gateway.postGraphQL(null, { query: '{ me { user { id } } }' });
  expect(answer.text).toContain('/demo/sign-in/alice');
});

it('without demo users there is no sign-in, and no answer points to it', async () => {
  const other = await startTestGateway();
  const signIn = await other.http({ method: 'GET', path: '/demo/sign-in/alice' });
  const headers = { Accept: 'text/html' };
  const otherPage = await other.http({ method: 'GET', path: '/graphql', headers });
  const answer = await other.postGraphQL(null, { query: '{ me { user { id } } }' });
  await other.stop();
  expect(signIn.status).toBe(404);
  expect(initialState(otherPage).document).toContain('acquireLock');
  expect(otherPage.text).not.toContain('/demo/');
  expect(answer.text).toContain('UNAUTHENTICATED');
  expect(answer.text).not.toContain('/demo/');
});

function directive(policy: string, name: string): string[] {
  const found = policy.split(';').find((part) => part.trim().split(/\s+/)[0] === name);
  return found ? found.trim().split(/\s+/).slice(1) : [];
}

function metaPolicy(): string | undefined {
  return /<meta[^>]*http-equiv="Content-Security-Policy"[^>]*content="([^"]+)"/i.exec(
    page.text,
  )?.[1];
}
