import { type Browser } from 'playwright-core';
import {
  ensureDemoUsers,
  type UserDocument,
  USERS_COLLECTION,
} from '../../src/embedded/demo-users';
import { bundlePages } from '../support/bundle-pages';
import { startTestGateway, type TestGateway } from '../support/start-test-gateway';
import { axeFindings } from './axe-findings';
import { type DemoWindow, openDemo } from './demo-window';
import { launchForContexts } from './launch-chromium';

let browser: Browser | undefined;
let gateway: TestGateway;

beforeAll(async () => {
  bundlePages();
  browser = await launchForContexts();
  gateway = await startTestGateway({ hasDemoUsers: true });
  await ensureDemoUsers(gateway.database.collection<UserDocument>(USERS_COLLECTION));
});
afterAll(async () => {
  await browser?.close();
  await gateway?.stop();
});

it.each([
  ['light', 'a desk', { width: 1100, height: 760 }],
  ['dark', 'a desk', { width: 1100, height: 760 }],
  ['light', 'a phone', { width: 360, height: 740 }],
  ['dark', 'a phone', { width: 360, height: 740 }],
] as const)('axe finds nothing, %s on %s', async (colorScheme, _where, size) => {
  const open = async (user: string): Promise<DemoWindow> => {
    const context = await browser!.newContext({ viewport: size, colorScheme });
    return openDemo({ browser: browser!, url: gateway.url, user, context });
  };
  const [alice, sam] = [await open('alice'), await open('sam')];
  expect(await axeFindings(alice.page)).toEqual([]);
  await alice.open('Middlemarch');
  await alice.isWritable(true);
  expect(await axeFindings(alice.page)).toEqual([]);
  await sam.open('Middlemarch');
  await sam.press('Take over…');
  expect(await axeFindings(sam.page)).toEqual([]);
  await sam.press('Take over');
  await alice.press('Save anyway');
  await alice.page.getByText('Not saved').waitFor();
  expect(await axeFindings(alice.page)).toEqual([]);
  const widths = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';
  expect(await alice.page.evaluate(widths)).toBe(0);
  await alice.context.close();
  await sam.context.close();
});

it('the page knows no inline script and no other host, and has no way to run one', async () => {
  const alice = await openDemo({ browser: browser!, url: gateway.url, user: 'alice' });
  const isRun = await alice.page.evaluate(
    `new Promise((resolve) => {
      addEventListener('securitypolicyviolation', ({ violatedDirective }) => resolve(violatedDirective));
      const script = document.createElement('script');
      script.textContent = 'location.hash = "run"';
      document.body.append(script);
    })`,
  );
  expect(isRun).toBe('script-src-elem');
  expect(new URL(alice.page.url()).hash).toBe('');
  await alice.context.close();
});
