import { type Browser, type CDPSession, type WebSocket } from 'playwright-core';
import { bundlePages } from '../support/bundle-pages';
import { startTestGateway, type TestGateway } from '../support/start-test-gateway';
import { heldLocks, store } from './console-locks';
import { type ConsoleWindow, openConsole } from './console-window';
import { launchForContexts } from './launch-chromium';

const HOUR_MS = 3_600_000;
const COUNT = 10_000;
/** Their ages and times left are told in days and hours, so that no text changes while layouts are counted. */
const AGES = { oldestMs: 30.5 * HOUR_MS, withinMs: 60_000, leaseMs: 72.5 * HOUR_MS };
const LOCKS = heldLocks(COUNT, AGES);
/** With all the rows in the page it would be a few. */
const LEAST_FRAMES_PER_SECOND = 30;
const LONGEST_PAUSE_MS = 500;

let browser: Browser | undefined;
let gateway: TestGateway;
let sam: ConsoleWindow;
let socket: WebSocket;

beforeAll(async () => {
  bundlePages();
  browser = await launchForContexts();
  gateway = await startTestGateway({ config: { historyRetentionMs: null } });
  await store(gateway, LOCKS);
  sam = await openConsole({ browser: browser, url: gateway.url, user: 'sam' });
  sam.page.setDefaultTimeout(40_000);
  const opened = sam.page.waitForEvent('websocket');
  await sam.visit();
  socket = await opened;
  await sam.page.getByRole('heading', { name: '10,000 locks' }).waitFor();
});
afterEach(() => expect(sam.complaints).toEqual([]));
afterAll(async () => {
  await browser?.close();
  await gateway?.stop();
});

async function layouts(cdp: CDPSession): Promise<number> {
  const { metrics } = await cdp.send('Performance.getMetrics');
  return metrics.find(({ name }) => name === 'LayoutCount')!.value;
}

/** Changes the note of the n-th lock, and returns how many layouts that cost once the page was told. */
async function layoutsOf(cdp: CDPSession, n: number, note: string): Promise<number> {
  const before = await layouts(cdp);
  const { lock } = LOCKS[n]!;
  const { route, resourceId } = lock.key;
  const told = toldOf(note);
  const key = `route: "${route}", id: "${resourceId}"`;
  const query = `mutation { acquireLock(${key}, note: "${note}") { __typename } }`;
  const { text } = await gateway.postGraphQL(lock.holder.username, { query });
  expect(text).toContain('LockAcquired');
  await told;
  await sam.page.evaluate(TWO_FRAMES);
  return (await layouts(cdp)) - before;
}

const TWO_FRAMES =
  'new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done))))';

/** Resolves when the socket of the page has told of a note. */
function toldOf(note: string): Promise<unknown> {
  return socket.waitForEvent('framereceived', ({ payload }) => String(payload).includes(note));
}

it('a change to a row that is not in view costs no layout of the page', async () => {
  const cdp = await sam.context.newCDPSession(sam.page);
  await cdp.send('Performance.enable');
  await sam.page.evaluate(TWO_FRAMES);
  expect(await layoutsOf(cdp, 6_000, 'not in view')).toBe(0);
  expect(await layoutsOf(cdp, 9_001, 'not in view either')).toBe(0);
  expect(await layoutsOf(cdp, 1, 'in view')).toBeGreaterThan(0);
  await sam.row('volume/00001').getByText('in view').waitFor();
  // It was told of the others as well.
  await sam.page.getByLabel('Search').fill('not in view');
  await sam.page.getByRole('heading', { name: '2 of 10,000 locks' }).waitFor();
  await sam.button('Show all').click();
  await sam.page.getByRole('heading', { name: /^10,000/ }).waitFor();
});

/** Scrolls for a while, and returns how many frames of a second were drawn meanwhile. */
const SCROLL = `new Promise((resolve) => {
  const table = document.querySelector('.table-scroll');
  const times = [];
  const step = (time) => {
    times.push(time);
    table.scrollTop += 90;
    if (times.length < 120) requestAnimationFrame(step);
    else resolve((times.length - 1) / (times.at(-1) - times[0]) * 1000);
  };
  requestAnimationFrame(step);
})`;

it('ten thousand locks scroll smoothly, with few rows in the page', async () => {
  let speed = 0;
  // Another program may have the processor for a while.
  for (let tries = 0; tries < 6 && speed < LEAST_FRAMES_PER_SECOND; tries += 1) {
    speed = await sam.page.evaluate<number>(SCROLL);
  }
  expect(speed).toBeGreaterThanOrEqual(LEAST_FRAMES_PER_SECOND);
  const scrolled = "document.querySelector('.table-scroll').scrollTop";
  expect(await sam.page.evaluate(scrolled)).toBeGreaterThan(9_000);
  const rows = sam.page.getByRole('row');
  expect(await rows.count()).toBeLessThan(50);
  const table = sam.page.getByRole('table');
  expect(await table.getAttribute('aria-rowcount')).toBe('10001');
  // What is in the middle of the window is where it says it is.
  const last = await rows.last().getAttribute('aria-rowindex');
  expect(Number(last)).toBeGreaterThan(180);
});

/** From here on the page notes the longest time between two of its frames. */
const WATCH_FRAMES = `{
  globalThis.longestPause = 0;
  let last = performance.now();
  const frame = (time) => {
    globalThis.longestPause = Math.max(globalThis.longestPause, time - last);
    last = time;
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
}`;

/** Removes a thousand locks, and returns the longest pause until the page has so many left. */
async function pauseOfRemoval(left: number): Promise<number> {
  await sam.page.evaluate('globalThis.longestPause = 0');
  const from = COUNT - left + 1_000;
  const ids = LOCKS.slice(from, from + 1_000).map(({ lock }) => lock.key.id);
  await gateway.locks.deleteMany({ _id: { $in: ids } });
  const name = `${left.toLocaleString('en-US')} locks`;
  await sam.page.getByRole('heading', { name }).waitFor();
  return sam.page.evaluate<number>('globalThis.longestPause');
}

it('a thousand locks that are removed at once leave the page, whose frames go on meanwhile', async () => {
  await sam.page.evaluate(WATCH_FRAMES);
  let pause = Infinity;
  // Another program may have the processor just then.
  for (let left = 9_000; left >= 7_000 && pause >= LONGEST_PAUSE_MS; left -= 1_000) {
    pause = await pauseOfRemoval(left);
  }
  expect(pause).toBeLessThan(LONGEST_PAUSE_MS);
});
