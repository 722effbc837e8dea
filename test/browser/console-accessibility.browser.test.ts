import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser } from 'playwright-core';
import { bundlePages } from '../support/bundle-pages';
import { startTestGateway, type TestGateway } from '../support/start-test-gateway';
import { axeFindings } from './axe-findings';
import { seedConsole } from './console-locks';
import { openConsole } from './console-window';
import { launchForContexts } from './launch-chromium';

/** Where pictures of what is tested are left, for people; git ignores it. */
const PICTURES = join(__dirname, '../../.cache/screenshots');

let browser: Browser | undefined;
let gateway: TestGateway;

beforeAll(async () => {
  mkdirSync(PICTURES, { recursive: true });
  bundlePages();
  browser = await launchForContexts();
  gateway = await startTestGateway();
  await seedConsole(gateway);
});
afterAll(async () => {
  await browser?.close();
  await gateway?.stop();
});

it.each([
  ['light', 'a desk', { width: 1200, height: 760 }],
  ['dark', 'a desk', { width: 1200, height: 760 }],
  ['light', 'a phone', { width: 360, height: 740 }],
  ['dark', 'a phone', { width: 360, height: 740 }],
] as const)('axe finds nothing, %s on %s', async (colorScheme, where, size) => {
  const sam = await openConsole({
    ...{ browser: browser!, url: gateway.url, user: 'sam', colorScheme, size },
  });
  const { page } = sam;
  const findings: string[] = [];
  const look = async (scene: string): Promise<void> => {
    const name = `${scene}-${colorScheme}-${where === 'a desk' ? 'desk' : 'phone'}.png`;
    await page.screenshot({ path: join(PICTURES, name) });
    findings.push(...(await axeFindings(page)).map((finding) => `${scene}: ${finding}`));
    const wider = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';
    if ((await page.evaluate(wider)) !== 0) findings.push(`${scene}: wider than the window`);
  };

  await sam.visit();
  await sam.row('series/00000').waitFor();
  await look('list');
  await page.getByRole('checkbox', { name: 'Select volume/00001' }).click();
  await page.getByRole('checkbox', { name: 'Select volume/00002' }).click();
  await look('selected');
  await sam.button('Force-remove…').click();
  await page.getByRole('dialog').waitFor();
  await look('dialog');
  await page.keyboard.press('Escape');
  await page.route('**/graphql', (route) => route.abort());
  await sam.button('Take over…').click();
  await sam.button('Take over 2 locks').click();
  await page.getByRole('status').filter({ hasText: 'Not taken over: 2' }).waitFor();
  await look('failed');
  await page.unroute('**/graphql');
  await sam.visit('?text=no+such+lock');
  await page.getByText('No lock matches').waitFor();
  await look('empty');
  await sam.visit('?view=lock&route=volume&id=1234');
  await page.getByText('acquired the lock').first().waitFor();
  await page.getByText('Please, when you are done').waitFor();
  await look('lock');
  await sam.visit('?view=user&id=user-alice');
  await page.getByText('acquired the lock').first().waitFor();
  await look('user');
  await sam.context.clearCookies();
  await page.reload();
  await page.getByRole('heading', { name: 'You are not signed in' }).waitFor();
  await look('signed-out');
  expect(findings).toEqual([]);
  await sam.context.close();
});
