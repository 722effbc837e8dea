import { startTestGateway, type TestGateway } from '../support/start-test-gateway';
import { tokenOf } from '../support/test-users';
import { type LaunchedChromium, launchChromium } from './launch-chromium';
import { type PageServer, startPageServer } from './page-server';

let browser: LaunchedChromium | undefined;
let pages: PageServer;
let gateway: TestGateway;

beforeAll(async () => {
  browser = await launchChromium();
  pages = await startPageServer();
  gateway = await startTestGateway({
    config: { corsOrigins: [`http://panel.localhost:${pages.port}`] },
  });
  pages.gatewayUrl = gateway.url;
});

afterAll(async () => {
  if (!browser) return;
  await browser.close();
  await gateway.stop();
  await pages.stop();
});

/** What the page of `pages/urql.js` does with a client at its defaults. */
type UseUrql = (options: { url: string; credentials?: string }) => Promise<unknown>;

async function useUrql(host: string, options: { url: string; credentials?: string }) {
  const { context } = browser!;
  await context.addCookies([
    {
      ...{ name: 'refreshToken', value: tokenOf('alice'), path: '/', httpOnly: true },
      ...{ domain: host, secure: true, sameSite: 'None' },
    },
  ]);
  const page = await context.newPage();
  const methods: string[] = [];
  page.on('request', (request) => {
    if (new URL(request.url()).pathname === '/graphql') methods.push(request.method());
  });
  await page.goto(`http://panel.localhost:${pages.port}/urql`);
  const answers = await page.evaluate(
    (given) => (globalThis as unknown as { useUrql: UseUrql }).useUrql(given),
    options,
  );
  await page.close();
  return { answers, methods };
}

const ANSWERS = { free: null, acquired: 'LockAcquired', holder: 'alice' };
const METHODS = ['GET', 'POST', 'GET'];

it('a default urql client works from a page of the same origin', async () => {
  const used = await useUrql('panel.localhost', { url: '/graphql' });
  expect(used).toEqual({ answers: ANSWERS, methods: METHODS });
});

it('a default urql client works from a page of an allowed origin', async () => {
  await gateway.locks.deleteMany({});
  const url = `http://gateway.localhost:${new URL(gateway.url).port}/graphql`;
  const used = await useUrql('gateway.localhost', { url, credentials: 'include' });
  expect(used).toEqual({ answers: ANSWERS, methods: METHODS });
});
