import { examplesOf } from '../clients/support/page-examples';
import { startTestGateway, type TestGateway } from '../support/start-test-gateway';
import { tokenOf } from '../support/test-users';
import { waitUntil } from '../support/wait-until';
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
});

afterAll(async () => {
  if (!browser) return;
  await browser.close();
  await gateway.stop();
  await pages.stop();
});

const KEY = { route: 'volume', id: '1' };

it.each([
  ['GraphQL', 0],
  ['REST', 1],
])('the example over %s frees the record from another origin', async (_door, index) => {
  const { context } = browser!;
  const address = `http://gateway.localhost:${new URL(gateway.url).port}`;
  await context.addCookies([
    {
      ...{ name: 'refreshToken', value: tokenOf('alice'), path: '/', httpOnly: true },
      ...{ domain: 'gateway.localhost', secure: true, sameSite: 'None' },
    },
  ]);
  await gateway.locks.deleteMany({});
  await gateway.rest('alice', { operation: 'acquire', body: KEY });
  const held = { route: KEY.route, status: 'held' } as const;
  const { fencingToken } = (await gateway.locks.findOne(held))!;
  const page = await context.newPage();
  await page.goto(`http://panel.localhost:${pages.port}/panel`);
  const example = examplesOf('When the tab closes', 'js')[index]!;
  const code = example.code.replace('export ', '').replace('http://localhost:4000', address);
  const use = `removeOnClose({ id: '${KEY.id}', fencingToken: ${fencingToken} });`;
  await page.addScriptTag({ content: code + use });
  expect(await gateway.locks.countDocuments(held)).toBe(1);
  await page.close();
  await waitUntil({
    what: 'the lock is removed',
    withinMs: 10_000,
    ask: async () => ((await gateway.locks.countDocuments(held)) === 0 ? true : undefined),
  });
  expect(await gateway.locks.countDocuments(held)).toBe(0);
});
