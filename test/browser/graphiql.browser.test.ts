import { type Page } from 'playwright-core';
import { startTestGateway, type TestGateway } from '../support/start-test-gateway';
import { tokenOf } from '../support/test-users';
import { bundlePages } from '../support/bundle-pages';
import { type LaunchedChromium, launchChromium } from './launch-chromium';

let browser: LaunchedChromium | undefined;
let gateway: TestGateway;
/** Requests to other hosts than the gateway, none of which gets out. */
const outside: string[] = [];
/** What becomes of them: there is no network, or one in which packets are lost. */
let network: 'none' | 'silent' = 'none';

beforeAll(async () => {
  bundlePages();
  browser = await launchChromium();
  gateway = await startTestGateway();
  const { context } = browser;
  await context.route(
    (url) => url.origin !== gateway.url,
    (route) => {
      outside.push(route.request().url());
      return network === 'none' ? route.abort() : undefined;
    },
  );
  await context.addCookies([
    { ...{ name: 'refreshToken', value: tokenOf('alice'), url: gateway.url, httpOnly: true } },
  ]);
});

afterAll(async () => {
  if (!browser) return;
  await browser.close();
  await gateway.stop();
});

/** A new page, and what its console complains about; violations of a policy are among it. */
async function openPage(): Promise<{ page: Page; complaints: string[] }> {
  const page = await browser!.context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  return { page, complaints };
}

/** Puts a document into the editor in place of what is there, and runs its operation. */
async function run(page: Page, operation: string, document: string): Promise<void> {
  await page.locator('.graphiql-query-editor .CodeMirror').click();
  await page.keyboard.press('Control+A');
  await page.keyboard.insertText(document);
  // GraphiQL reads the document when typing pauses, and shows its operation as the name of the tab.
  await page.getByRole('tab', { name: operation }).waitFor();
  await page.keyboard.press('Control+Enter');
}

const result = (page: Page, text: string): Promise<void> =>
  page.locator('.result-window', { hasText: text }).waitFor();

it('where Sandbox cannot be loaded, the landing page says so and leads to GraphiQL', async () => {
  const { page } = await openPage();
  await page.goto(`${gateway.url}/graphql`);
  await page.getByText('Apollo Sandbox cannot be loaded').waitFor();
  expect(outside).toContainEqual(expect.stringContaining('embeddable-sandbox'));
  await page.getByRole('link', { name: 'GraphiQL' }).click();
  await page.getByText('TakeTheLock').first().waitFor();
  expect(new URL(page.url()).pathname).toBe('/graphql/graphiql');
  await page.close();
});

it('where nothing answers for Sandbox, the landing page offers GraphiQL meanwhile', async () => {
  network = 'silent';
  const { page } = await openPage();
  await page.goto(`${gateway.url}/graphql`, { waitUntil: 'commit' });
  await page.getByRole('link', { name: 'GraphiQL' }).waitFor();
  network = 'none';
  await page.close();
});

it('GraphiQL queries, mutates and subscribes as the signed-in user, with nothing from outside', async () => {
  outside.length = 0;
  const { page, complaints } = await openPage();
  await page.goto(`${gateway.url}/graphql/graphiql`);
  await page.getByText('TakeTheLock').first().waitFor();
  await run(page, 'Me', 'query Me { me { user { username } } }');
  await result(page, '"username": "alice"');
  const acquire = 'acquireLock(route: "volume", id: "1") { __typename }';
  await run(page, 'Acquire', `mutation Acquire { ${acquire} }`);
  await result(page, 'LockAcquired');
  expect(await gateway.locks.countDocuments({ route: 'volume', status: 'held' })).toBe(1);
  await run(page, 'Events', 'subscription Events { lockEvents { type record { id } } }');
  await result(page, 'SNAPSHOT_END');
  await gateway.rest('bob', { operation: 'acquire', body: { route: 'volume', id: '2' } });
  await result(page, 'ACQUIRED');
  await result(page, 'record:volume/2');
  await page.getByRole('button', { name: 'Show Documentation Explorer' }).click();
  await page.getByText('Root Types').waitFor();
  expect({ complaints, outside }).toEqual({ complaints: [], outside: [] });
  await page.close();
});
