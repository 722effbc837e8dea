import { type Page } from 'playwright-core';
import { type CapturedLog, captureLog } from '../support/captured-log';
import { startTestGateway, type TestGateway } from '../support/start-test-gateway';
import { tokenOf } from '../support/test-users';
import { waitUntil } from '../support/wait-until';
import { type LaunchedChromium, launchChromium } from './launch-chromium';
import { type PageServer, startPageServer } from './page-server';

/** What the page of `pages/attempts.js` can try. */
type Attempts = Readonly<Record<string, (gateway: string) => Promise<string | null>>>;

/** What became of an attempt. */
interface Attempted {
  /** How the gateway answered what reached one of its doors. */
  readonly outcomes: readonly unknown[];
  readonly read: string | null;
  /** Whether any lock is another than before. */
  readonly changed: boolean;
}

let browser: LaunchedChromium | undefined;
let pages: PageServer;
let gateway: TestGateway;
let log: CapturedLog;

beforeAll(async () => {
  browser = await launchChromium();
  pages = await startPageServer();
  log = captureLog();
  gateway = await startTestGateway({
    config: {
      corsOrigins: [`http://allowed.localhost:${pages.port}`],
      isProduction: true,
      introspection: false,
    },
    logger: log.logger,
  });
});

afterAll(async () => {
  if (!browser) return;
  await browser.close();
  await gateway.stop();
  await pages.stop();
});

/** The gateway as the browser knows it. */
const gatewayAt = (host: string): string => `http://${host}:${new URL(gateway.url).port}`;

/** Opens a page of a user who is signed in to the gateway; the cookie goes wherever it can. */
async function openSignedIn(url: string, gatewayHost: string): Promise<Page> {
  const { context } = browser!;
  await context.clearCookies();
  await context.addCookies([
    {
      ...{ name: 'refreshToken', value: tokenOf('alice'), path: '/', httpOnly: true },
      domain: gatewayHost,
      // Over plain HTTP, browsers take such a cookie for localhost only.
      ...(gatewayHost.endsWith('.localhost') && { secure: true, sameSite: 'None' as const }),
    },
  ]);
  const page = await context.newPage();
  await page.goto(url);
  return page;
}

const outcomesSoFar = (): unknown[] =>
  log
    .entries()
    .filter(({ msg }) => msg === 'request')
    .map(({ outcome }) => outcome);

/** Lets a page try one thing while alice holds volume/1. */
async function attempt(
  page: Page,
  { name, host, arrives }: { name: string; host: string; arrives: number },
): Promise<Attempted> {
  await gateway.locks.deleteMany({});
  await gateway.rest('alice', { operation: 'acquire', body: { route: 'volume', id: '1' } });
  const before = await gateway.locks.find().toArray();
  const known = outcomesSoFar().length;
  const read = await page.evaluate(
    ([asked, url]) => (globalThis as unknown as { attempts: Attempts }).attempts[asked]!(url),
    [name, gatewayAt(host)] as const,
  );
  const outcomes = await waitUntil({
    what: `${name} arrives`,
    withinMs: 10_000,
    ask: () => {
      const news = outcomesSoFar().slice(known);
      return Promise.resolve(news.length >= arrives ? news : undefined);
    },
  });
  const changed = JSON.stringify(await gateway.locks.find().toArray()) !== JSON.stringify(before);
  return { outcomes, read, changed };
}

/** Opens a page of another origin than the gateway's and lets it try everything. */
async function attemptAll(
  pageHost: string,
  gatewayHost: string,
  expected: Readonly<Record<string, Attempted>>,
): Promise<Record<string, Attempted>> {
  const page = await openSignedIn(`http://${pageHost}:${pages.port}/attempts`, gatewayHost);
  const names = await page.evaluate(() =>
    Object.keys((globalThis as unknown as { attempts: Attempts }).attempts),
  );
  const attempted: Record<string, Attempted> = {};
  for (const name of names) {
    const arrives = expected[name]?.outcomes.length ?? 0;
    attempted[name] = await attempt(page, { name, host: gatewayHost, arrives });
  }
  await page.close();
  return attempted;
}

const refusedAs = (...outcomes: string[]): Attempted => ({ outcomes, read: null, changed: false });
/** The browser asks first, and is told no. */
const NOT_SENT = refusedAs();

const REFUSED: Readonly<Record<string, Attempted>> = {
  'query by GET': refusedAs('crossSite'),
  'query by GET, not to be read': refusedAs('crossSite'),
  'query by GET with a header': NOT_SENT,
  'query by GET from a sandboxed frame': refusedAs('crossSite'),
  'query by GET as a script': refusedAs('crossSite'),
  'mutation by GET': refusedAs('crossSite'),
  'mutation by GET as an image': refusedAs('crossSite'),
  'mutation by GET in a frame': refusedAs('crossSite'),
  'query by GET in a window': refusedAs('crossSite'),
  'form, urlencoded': refusedAs('unsupportedMediaType'),
  'form, multipart': refusedAs('unsupportedMediaType'),
  'form, text': refusedAs('unsupportedMediaType'),
  'form, text, over REST': refusedAs('unsupportedMediaType'),
  'text over REST': refusedAs('unsupportedMediaType'),
  'text that lives on': refusedAs('unsupportedMediaType'),
  'beacon of text': refusedAs('unsupportedMediaType'),
  'beacon of JSON': NOT_SENT,
  JSON: NOT_SENT,
  'JSON over REST': NOT_SENT,
  'removal over REST': NOT_SENT,
};

it.each([
  ['another site', 'evil.localhost', 'gateway.localhost'],
  ['another origin of the same site', 'evil.gateway.localhost', 'gateway.localhost'],
  ['the same site, in a browser that does not say so', 'evil.gateway.test', 'gateway.test'],
])('a page of %s can neither read nor change anything', async (_name, pageHost, gatewayHost) => {
  expect(await attemptAll(pageHost, gatewayHost, REFUSED)).toEqual(REFUSED);
});

it('a page of an allowed origin can do what asks first, and nothing else', async () => {
  const me = '{"data":{"me":{"user":{"username":"alice"}}}}';
  const acquired = '{"data":{"acquireLock":{"__typename":"LockAcquired"}}}';
  const success = '{"data":"Success","code":200}';
  const expected = {
    ...REFUSED,
    'query by GET': { outcomes: ['me'], read: me, changed: false },
    'query by GET with a header': { outcomes: ['me'], read: me, changed: false },
    'beacon of JSON': { outcomes: ['acquired'], read: null, changed: true },
    JSON: { outcomes: ['acquired'], read: acquired, changed: true },
    'JSON over REST': { outcomes: ['acquired'], read: success, changed: true },
    'removal over REST': { outcomes: ['removed'], read: success, changed: true },
  };
  expect(await attemptAll('allowed.localhost', 'gateway.localhost', expected)).toEqual(expected);
});
