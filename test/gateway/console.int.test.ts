import { bundlePages } from '../support/bundle-pages';
import { type HttpAnswer } from '../support/http-call';
import { startTestGateway, type TestGateway } from '../support/start-test-gateway';

let gateway: TestGateway;

beforeAll(async () => {
  bundlePages();
  // As in production: nothing to try GraphQL with, and no demo.
  gateway = await startTestGateway({ config: { introspection: false } });
}, 120_000);
afterAll(() => gateway.stop());

const ask = (method: string, path: string): Promise<HttpAnswer> => gateway.http({ method, path });

it('is there without any of the pages for trying, and knows nothing of who asks', async () => {
  const page = await ask('GET', '/console');
  expect([page.status, page.headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
  expect(page.headers['set-cookie']).toBeUndefined();
  expect(page.headers['content-security-policy']).toMatch(
    /^default-src 'none'; script-src 'self';/,
  );
  expect((await ask('GET', '/graphql/graphiql')).status).toBe(404);
});

it('loads nothing but its own files, and has nothing inline', async () => {
  const { text } = await ask('GET', '/console');
  const named = [...text.matchAll(/(?:src|href)="([^"]*)"/g)].map(([, target = '']) => target);
  const files = named.filter((target) => target !== 'data:,');
  expect(files).toHaveLength(2);
  for (const file of files) {
    expect(file).toMatch(/^console\/assets\/[\w-]+\.(js|css)$/);
    expect((await ask('GET', `/${file}`)).status).toBe(200);
  }
  expect(text).not.toMatch(/<style|<script(?![^>]* src=)|\son\w+=|\sstyle=|https?:/);
});

it.each([
  ['POST', '/console'],
  ['DELETE', '/console'],
  ['GET', '/console/locks'],
  ['GET', '/Console'],
])('%s %s is nothing', async (method, path) => {
  expect((await ask(method, path)).status).toBe(404);
});

it('what is answered instead of a file is not called compressed', async () => {
  const { text } = await ask('GET', '/console');
  const [, file] = /src="([^"]*)"/.exec(text)!;
  const headers = { 'Accept-Encoding': 'gzip, br' };
  const answer = await gateway.http({ method: 'POST', path: `/${file}`, headers });
  expect([answer.status, answer.headers['content-encoding']]).toEqual([404, undefined]);
  expect(JSON.parse(answer.text)).toMatchObject({ code: 404 });
});
