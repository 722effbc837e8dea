import { type Browser } from 'playwright-core';
import {
  ensureDemoUsers,
  type UserDocument,
  USERS_COLLECTION,
} from '../../src/embedded/demo-users';
import { LIVE_TIMING } from '../../src/graphql/live/live-options';
import { bundlePages } from '../support/bundle-pages';
import { startTestGateway, type TestGateway } from '../support/start-test-gateway';
import { type DemoWindow, openDemo } from './demo-window';
import { launchForContexts } from './launch-chromium';

/** A page that is told nothing learns it later: from its next renewal, or when the lease is over. */
const AT_ONCE_MS = 5_000;

let browser: Browser | undefined;
let gateway: TestGateway;
let windows: DemoWindow[] = [];

beforeAll(async () => {
  bundlePages();
  browser = await launchForContexts();
  gateway = await startTestGateway({
    hasDemoUsers: true,
    liveTiming: { ...LIVE_TIMING, keepAliveMs: 4_000 },
  });
  await ensureDemoUsers(gateway.database.collection<UserDocument>(USERS_COLLECTION));
});
afterEach(async () => {
  for (const { context } of windows) await context.close();
  const complaints = windows.flatMap((window) => window.complaints);
  windows = [];
  await gateway.locks.deleteMany({});
  expect(complaints).toEqual([]);
});
afterAll(async () => {
  await browser?.close();
  await gateway?.stop();
});

async function windowOf(
  user: string,
  options: Partial<Parameters<typeof openDemo>[0]> = {},
): Promise<DemoWindow> {
  const opened = await openDemo({ browser: browser!, url: gateway.url, user, ...options });
  windows.push(opened);
  return opened;
}

/** By the clock of the database, too, so that somebody may have come in between. */
async function leaseRunsOut(): Promise<void> {
  await gateway.locks.updateMany({}, { $set: { expiresAt: new Date(0) } });
}

describe('two users in two browsers', () => {
  it('a record that somebody edits is read-only for others, and free again as soon as it is closed', async () => {
    const alice = await windowOf('alice');
    const bob = await windowOf('bob');
    await alice.open('Middlemarch');
    await alice.isWritable(true);
    await alice.field('Note for others').fill('Back at three');
    await alice.press('Tell them');
    await bob.padlock('Middlemarch', 'Back at three');
    await bob.open('Middlemarch');
    await bob.banner.getByText('alice is editing this record.').waitFor();
    await bob.isWritable(false);
    expect(await bob.field('Title').isEditable()).toBe(false);
    await alice.close();
    await bob.banner.getByText('This record is free now.').waitFor();
    await bob.isWritable(false);
    await bob.press('Edit');
    await bob.isWritable(true);
    await alice.padlock('Middlemarch', 'Edited by bob');
  });

  it('whoever waits is let in when the record is closed, and finds what was saved', async () => {
    const alice = await windowOf('alice');
    const bob = await windowOf('bob');
    await alice.open('Moby-Dick');
    await alice.isWritable(true);
    await bob.open('Moby-Dick');
    await bob.press('Wait in line');
    await bob.banner.getByText('You are next.').waitFor();
    await alice.banner.getByText('bob waits.').waitFor();
    // What to do next stays in view.
    await alice.page.getByRole('region', { name: 'What to try' }).waitFor();
    await alice.field('Title').fill('The Whale');
    await alice.press('Save');
    await alice.page.getByText('Saved.').waitFor();
    await alice.close();
    await bob.isWritable(true);
    expect(await bob.field('Title').inputValue()).toBe('The Whale');
  });

  it('a take-over turns the form of the old holder read-only at once, and its save is refused', async () => {
    const alice = await windowOf('alice');
    const sam = await windowOf('sam');
    await alice.open('Frankenstein');
    await alice.isWritable(true);
    await alice.field('Title').fill('typed, and not saved');
    await sam.open('Frankenstein');
    await sam.press('Take over…');
    const told = alice.isWritable(false).then(() => performance.now());
    await sam.page.getByRole('textbox', { name: 'Your reason' }).fill('urgent');
    await sam.press('Take over');
    const takenAt = performance.now();
    expect((await told) - takenAt).toBeLessThan(AT_ONCE_MS);
    await alice.banner.getByText('sam has this record now.').waitFor();
    expect(await alice.field('Title').inputValue()).toBe('typed, and not saved');
    await alice.press('Save anyway');
    await alice.page.getByText('Not saved: the old token was refused (LOCK_LOST).').waitFor();
    await sam.isWritable(true);
    expect(await sam.field('Title').inputValue()).toBe('Frankenstein');
    // The refusal, which the console counts as a failed request.
    expect(alice.complaints.splice(0)).toEqual([expect.stringContaining('409')]);
  });

  it('a closed tab frees the record at once', async () => {
    const alice = await windowOf('alice');
    const bob = await windowOf('bob');
    await alice.open('Don Quixote');
    await bob.open('Don Quixote');
    await bob.banner.getByText('alice is editing').waitFor();
    const free = bob.banner.getByText('This record is free now.').waitFor();
    const closedAt = performance.now();
    await alice.page.close({ runBeforeUnload: true });
    await free;
    expect(performance.now() - closedAt).toBeLessThan(AT_ONCE_MS);
  });
});

describe('one user', () => {
  it('who may not edit is told that, and who may', async () => {
    const context = await browser!.newContext();
    const page = await context.newPage();
    await page.goto(`${gateway.url}/demo/sign-in/eve`);
    await page.getByRole('heading', { name: 'You are signed in, but may not edit' }).waitFor();
    await page.getByRole('alert').getByText('manage-locks').waitFor();
    await page.getByRole('link', { name: 'alice' }).waitFor();
    await context.close();
  });

  it('in a second tab is told so, and moves the lock there', async () => {
    const first = await windowOf('alice');
    const second = await windowOf('alice', { context: first.context });
    await first.open('Middlemarch');
    await first.isWritable(true);
    await second.open('Middlemarch');
    await second.banner.getByText('in another tab').waitFor();
    await second.isWritable(false);
    await second.press('Edit here');
    await second.isWritable(true);
    await first.isWritable(false);
    await first.banner.getByText('in another tab').waitFor();
  });

  it('keeps the record over a reload', async () => {
    const alice = await windowOf('alice');
    await alice.open('Middlemarch');
    await alice.isWritable(true);
    for (let time = 1; time <= 3; time += 1) {
      await alice.page.reload();
      await alice.isWritable(true);
    }
    expect(await gateway.locks.countDocuments({ status: 'held' })).toBe(1);
  });

  it('gives the record back on leaving for the back-forward cache, and takes it up on return', async () => {
    const alice = await windowOf('alice');
    const bob = await windowOf('bob');
    await alice.open('Middlemarch');
    await alice.isWritable(true);
    await bob.padlock('Middlemarch', 'Edited by alice');
    await alice.page.evaluate(
      'addEventListener("pageshow", (event) => (document.title = `persisted ${event.persisted}`))',
    );
    await alice.page.goto('about:blank');
    await bob.page.locator('.padlock').waitFor({ state: 'detached' });
    await alice.page.goBack({ waitUntil: 'commit' });
    await alice.isWritable(true);
    expect(await alice.page.title()).toBe('persisted true');
    await bob.padlock('Middlemarch', 'Edited by alice');
  });

  it('can do everything with the keyboard', async () => {
    const alice = await windowOf('alice');
    const { keyboard } = alice.page;
    const tabTo = async (label: string | RegExp): Promise<void> => {
      for (let presses = 0; presses < 30; presses += 1) {
        await keyboard.press('Tab');
        const name = await alice.page.evaluate<string>(
          '(({ labels, innerText }) => labels?.[0]?.innerText ?? innerText)(document.activeElement)',
        );
        if (new RegExp(label).test(name)) return;
      }
      throw new Error(`${String(label)} cannot be reached`);
    };
    await tabTo('The Time Machine');
    await keyboard.press('Enter');
    await alice.isWritable(true);
    await tabTo(/^Year/);
    await keyboard.press('Control+A');
    await keyboard.type('1896');
    await tabTo('Save');
    await keyboard.press('Enter');
    await alice.page.getByText('Saved.').waitFor();
    await alice.page.getByText('H. G. Wells, 1896').waitFor();
  });
});

describe('a page that is cut off', () => {
  it('offline, is read-only once its lease may be over, and writable again when it is back', async () => {
    const alice = await windowOf('alice', { hasClock: true });
    await alice.open('Middlemarch');
    await alice.isWritable(true);
    await alice.field('Title').fill('typed while offline');
    await alice.context.setOffline(true);
    await alice.page.clock.fastForward(21_000);
    await alice.banner.getByText('No connection.').waitFor();
    await alice.isWritable(false);
    await leaseRunsOut();
    await alice.context.setOffline(false);
    await alice.isWritable(true);
    expect(await alice.field('Title').inputValue()).toBe('typed while offline');
    await alice.banner.getByText('You are editing this record.').waitFor();
    alice.complaints.length = 0;
  });

  it('offers to read the record again where that failed, and says so no longer than that', async () => {
    const alice = await windowOf('alice', { hasClock: true });
    await alice.open('Middlemarch');
    await alice.isWritable(true);
    await alice.context.setOffline(true);
    await alice.page.clock.fastForward(21_000);
    await alice.banner.getByText('No connection.').waitFor();
    await leaseRunsOut();
    await alice.page.route('**/demo/volumes/*', (route) => route.abort());
    await alice.context.setOffline(false);
    await alice.banner.getByText('This record may have changed.').waitFor();
    await alice.isWritable(false);
    await alice.page.unroute('**/demo/volumes/*');
    await alice.press('Load again');
    await alice.banner.getByText('You are editing this record.').waitFor();
    await alice.isWritable(true);
    alice.complaints.length = 0;
  });

  it('hidden, renews when the gateway gives a sign of life, even if its timers do not run', async () => {
    const alice = await windowOf('alice', { hasClock: true });
    await alice.open('Middlemarch');
    await alice.isWritable(true);
    await alice.page.evaluate(`
      Object.defineProperty(document, 'visibilityState', { value: 'hidden' });
      document.dispatchEvent(new Event('visibilitychange'));
    `);
    const now = await alice.page.evaluate<number>('Date.now()');
    const renewed = alice.page.waitForRequest((request) =>
      (request.postData() ?? '').includes('renewLocks'),
    );
    // Timers stand still from here on; only the time that passes can be seen.
    await alice.page.clock.pauseAt(now + 4_000);
    await alice.page.clock.setSystemTime(now + 10_000);
    await renewed;
    await alice.isWritable(true);
  });

  it('frozen while another takes the record, is read-only as soon as it runs', async () => {
    const alice = await windowOf('alice');
    const sam = await windowOf('sam');
    await alice.open('Middlemarch');
    await alice.isWritable(true);
    const cdp = await alice.context.newCDPSession(alice.page);
    await cdp.send('Page.setWebLifecycleState', { state: 'frozen' });
    await sam.open('Middlemarch');
    await sam.press('Take over…');
    await sam.press('Take over');
    await sam.isWritable(true);
    await cdp.send('Page.setWebLifecycleState', { state: 'active' });
    await alice.banner.getByText('sam has this record now.').waitFor();
    await alice.isWritable(false);
  });
});
