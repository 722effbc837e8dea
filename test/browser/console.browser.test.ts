import { type Browser } from 'playwright-core';
import { bundlePages } from '../support/bundle-pages';
import { startTestGateway, type TestGateway } from '../support/start-test-gateway';
import { waitUntil } from '../support/wait-until';
import { heldLocks, store } from './console-locks';
import { type ConsoleWindow, openConsole } from './console-window';
import { launchForContexts } from './launch-chromium';

let browser: Browser | undefined;
let gateway: TestGateway;
let windows: ConsoleWindow[] = [];

beforeAll(async () => {
  bundlePages();
  browser = await launchForContexts();
  gateway = await startTestGateway();
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

async function windowOf(user: string | null): Promise<ConsoleWindow> {
  const opened = await openConsole({ browser: browser!, url: gateway.url, user });
  windows.push(opened);
  return opened;
}

/** Acquires a record over REST, as a panel of the old kind. */
async function acquire(user: string, route: string, id: string): Promise<void> {
  const { status } = await gateway.rest(user, { operation: 'acquire', body: { route, id } });
  expect(status).toBe(200);
}

/** The history is written a second after a change, and under full load within 15. */
const RECORDED = { timeout: 25_000 };

/** Resolves when the history of a record has this. A page that is opened earlier reads it without. */
async function untilRecorded(id: string, type: string): Promise<void> {
  const query = `{ lockHistory(route: "volume", id: "${id}") { nodes { type } } }`;
  await waitUntil({
    ...{ what: `${type} in the history`, withinMs: RECORDED.timeout },
    ask: async () => (await gateway.postGraphQL('sam', { query })).text.includes(type) || undefined,
  });
}

const LOCK_PAGE = (id: string): string => `?view=lock&route=volume&id=${id}`;

describe('who may do what', () => {
  it('an editor sees every lock, and no button that is not theirs', async () => {
    await acquire('alice', 'volume', 'mine');
    await acquire('bob', 'volume', 'his');
    const alice = await windowOf('alice');
    await alice.visit();
    await alice.row('volume/mine').getByText('you').waitFor();
    await alice.row('volume/his').getByText('bob').waitFor();
    expect(await alice.page.getByRole('table').getByRole('checkbox').count()).toBe(0);
    expect(await alice.page.getByRole('link', { name: 'bob' }).count()).toBe(0);
    await untilRecorded('his', 'ACQUIRED');
    await alice.page.getByRole('link', { name: 'volume/his' }).click();
    await alice.page.getByText('acquired the lock').waitFor();
    expect(await alice.button(/Take over|Force-remove/).count()).toBe(0);
  });

  it('an operator has them, but none to take over what they hold themselves', async () => {
    await acquire('sam', 'volume', 'mine');
    await acquire('bob', 'volume', 'his');
    const sam = await windowOf('sam');
    await sam.visit(LOCK_PAGE('mine'));
    await sam.button('Force-remove…').waitFor();
    expect(await sam.button('Take over…').count()).toBe(0);
    await sam.visit(LOCK_PAGE('his'));
    await sam.button('Take over…').waitFor();
    await sam.button('Force-remove…').waitFor();
  });

  it('without a cookie it says how to sign in, and opens when somebody did', async () => {
    const nobody = await windowOf(null);
    await nobody.page.goto(`${gateway.url}/console`);
    await nobody.page.getByRole('heading', { name: 'You are not signed in' }).waitFor();
    const sam = await windowOf('sam');
    await nobody.context.addCookies(await sam.context.cookies());
    await nobody.button('Try again').click();
    await nobody.isLive();
    await nobody.page.getByText('Nothing is locked.').waitFor();
  });

  it('without the permission it names the one that is missing', async () => {
    const eve = await windowOf('eve');
    await eve.page.goto(`${gateway.url}/console`);
    await eve.page.getByText('without the permission manage-locks').waitFor();
  });

  it('when somebody else signed in, what is shown is theirs', async () => {
    await acquire('sam', 'volume', '1');
    const alice = await windowOf('alice');
    const sam = await windowOf('sam');
    await alice.visit();
    await alice.row('volume/1').getByText('sam').waitFor();
    await alice.context.addCookies(await sam.context.cookies());
    await alice.page.evaluate('dispatchEvent(new Event("focus"))');
    await alice.row('volume/1').getByText('you').waitFor();
    await alice.page.getByRole('checkbox', { name: 'Select volume/1' }).waitFor();
  });

  it('when the session ends the locks are no longer shown', async () => {
    await acquire('bob', 'volume', '1');
    const alice = await windowOf('alice');
    await alice.visit();
    await alice.row('volume/1').waitFor();
    await alice.context.clearCookies();
    await alice.page.reload();
    await alice.page.getByRole('heading', { name: 'You are not signed in' }).waitFor();
    expect(await alice.page.getByText('volume/1').count()).toBe(0);
  });
});

describe('what an operator does', () => {
  it('a take-over with a reason is in the history, and in the other window, at once', async () => {
    await acquire('alice', 'volume', '1');
    const [sam, alice] = [await windowOf('sam'), await windowOf('alice')];
    await sam.visit(LOCK_PAGE('1'));
    await alice.visit(LOCK_PAGE('1'));
    const recorded = sam.page.waitForResponse(
      async (answer) =>
        answer.url().endsWith('/graphql') && (await answer.text()).includes('holiday'),
      RECORDED,
    );
    await sam.button('Take over…').click();
    const dialog = sam.page.getByRole('dialog', { name: 'Take over 1 lock?' });
    await dialog.getByText('alice is told at once').waitFor();
    await dialog.getByRole('textbox').fill('alice is on holiday');
    await dialog.getByRole('button', { name: 'Take over 1 lock' }).click();
    const startedAt = performance.now();
    await alice.page.getByText('Reason: alice is on holiday').waitFor();
    // A page that is told nothing asks every ten seconds.
    expect(performance.now() - startedAt).toBeLessThan(5_000);
    await sam.page.getByText('Taken over 1 lock: volume/1 of alice.').waitFor();
    await sam.page.getByText('Reason: alice is on holiday').waitFor();
    await sam.button('Take over…').waitFor({ state: 'detached' });
    await recorded;
    // As it is recorded, and not only as it was told.
    await alice.page.reload();
    await alice.page.getByText('sam took the lock over from alice').waitFor();
    await alice.page.getByText('Reason: alice is on holiday').waitFor();
    await sam.page.evaluate('new Promise((done) => setTimeout(() => requestAnimationFrame(done)))');
    expect(await sam.page.getByText('Reason: alice is on holiday').count()).toBe(1);
  });

  it('several locks are force-removed with one reason, after a question that says whose', async () => {
    await acquire('alice', 'volume', '1');
    await acquire('alice', 'volume', '2');
    await acquire('bob', 'series', '3');
    await acquire('bob', 'series', '4');
    const [sam, bob] = [await windowOf('sam'), await windowOf('bob')];
    await sam.visit();
    await bob.visit();
    await bob.row('volume/1').waitFor();
    for (const record of ['volume/1', 'volume/2', 'series/3']) {
      await sam.page.getByRole('checkbox', { name: `Select ${record}` }).click();
    }
    await sam.page.getByText('3 locks selected').waitFor();
    await sam.button('Force-remove…').click();
    const dialog = sam.page.getByRole('dialog', { name: 'Force-remove 3 locks?' });
    await dialog.getByText('alice volume/1, volume/2').waitFor();
    await dialog.getByText('bob series/3').waitFor();
    await dialog.getByRole('textbox').fill('nightly import');
    await dialog.getByRole('button', { name: 'Force-remove 3 locks' }).click();
    await bob.row('volume/1').waitFor({ state: 'detached' });
    await sam.page.getByText('Removed 3 locks: 2 of alice, 1 of bob.').waitFor();
    // The list hears of it from the database, like everybody's.
    await sam.page.getByRole('heading', { name: '1 lock', exact: true }).waitFor();
    expect(await sam.page.getByRole('row').count()).toBe(2);
    await sam.visit('?view=user&id=user-sam');
    await sam.page.getByText('Reason: nightly import').nth(2).waitFor(RECORDED);
  });

  it('says which of several did not work, and why, and tries those again', async () => {
    await acquire('alice', 'volume', '1');
    await acquire('bob', 'volume', '2');
    const sam = await windowOf('sam');
    await sam.visit();
    await sam.page.getByRole('checkbox', { name: 'Select all rows' }).click();
    await sam.page.getByText('2 locks selected').waitFor();
    let refused = 0;
    await sam.page.route('**/graphql', async (route) => {
      const { variables } = route.request().postDataJSON() as { variables: { id?: string } };
      if (variables.id !== '2' || refused > 0) return route.fallback();
      refused += 1;
      const error = {
        message: 'The gateway failed.',
        extensions: { code: 'INTERNAL_SERVER_ERROR' },
      };
      return route.fulfill({ json: { errors: [error] } });
    });
    await sam.button('Force-remove…').click();
    await sam.button('Force-remove 2 locks').click();
    await sam.page.getByText('Removed 1 of 2 locks: volume/1 of alice. Not removed: 1.').waitFor();
    await sam.row('volume/2').getByText('Perhaps not removed: The gateway failed.').waitFor();
    await sam.button('Try those again').click();
    await sam.page.getByText('Removed 1 lock: volume/2 of bob.').waitFor();
    await sam.row('volume/2').waitFor({ state: 'detached' });
  });

  it('who lost the permission is told so, and has the buttons no longer', async () => {
    await acquire('bob', 'volume', '1');
    const sam = await windowOf('sam');
    await sam.visit();
    await sam.page.getByRole('checkbox', { name: 'Select volume/1' }).click();
    await sam.button('Force-remove…').click();
    const users = gateway.database.collection<{ username: string }>('users');
    const permissions = (now: string[]): Promise<unknown> =>
      users.updateOne({ username: 'sam' }, { $set: { permissions: now } });
    await permissions(['manage-locks']);
    try {
      await sam.button('Force-remove 1 lock').click();
      await sam.row('volume/1').getByText('Not removed: ').waitFor();
      await sam.page.getByRole('checkbox', { name: /^Select/ }).waitFor({ state: 'detached' });
    } finally {
      await permissions(['manage-locks', 'override-locks']);
    }
  });

  it('a lock that passed to another while the question was open is left alone', async () => {
    await acquire('alice', 'volume', '1');
    const sam = await windowOf('sam');
    await sam.visit();
    await sam.page.getByRole('checkbox', { name: 'Select volume/1' }).click();
    await sam.button('Force-remove…').click();
    await gateway.rest('alice', { operation: 'remove', body: { route: 'volume', id: '1' } });
    await acquire('bob', 'volume', '1');
    await sam.row('volume/1').getByText('bob').waitFor();
    await sam.button('Force-remove 1 lock').click();
    await sam.page
      .getByRole('listitem')
      .getByText('Not removed: it passed to bob meanwhile.')
      .waitFor();
    await sam.row('volume/1').getByRole('link', { name: 'bob' }).waitFor();
  });
});

describe('the list', () => {
  it('keeps its filters and order in the address, for others and for the back button', async () => {
    await store(gateway, heldLocks(12));
    await acquire('alice', 'volume', 'new');
    const sam = await windowOf('sam');
    await sam.visit();
    await sam.page.getByRole('heading', { name: '13 locks' }).waitFor();
    await sam.page.getByLabel('Route').selectOption('volume');
    await sam.page.getByRole('heading', { name: '9 of 13 locks' }).waitFor();
    await sam.page.getByLabel('Older than').selectOption('1 hour');
    await sam.page.getByRole('heading', { name: '8 of 13 locks' }).waitFor();
    await sam.button('Since').click();
    await sam.page.getByLabel('Holder').fill('BOB');
    await sam.page.getByRole('heading', { name: '2 of 13 locks' }).waitFor();
    const address = sam.page.url();
    expect(new URL(address).search).toBe('?route=volume&holder=BOB&older=1h&sort=-since');
    const shown = await sam.page.getByRole('rowheader').allInnerTexts();
    expect(shown).toEqual(['volume/00007', 'volume/00001']);
    const other = await windowOf('sam');
    await other.page.goto(address);
    await other.page.getByRole('heading', { name: '2 of 13 locks' }).waitFor();
    expect(await other.page.getByRole('rowheader').allInnerTexts()).toEqual(shown);
    await sam.page.getByRole('link', { name: 'volume/00007' }).click();
    await sam.page.getByRole('heading', { name: 'volume/00007' }).waitFor();
    await sam.page.goBack();
    await sam.page.getByRole('heading', { name: '2 of 13 locks' }).waitFor();
    await sam.page.goBack();
    await sam.page.goBack();
    await sam.page.getByRole('heading', { name: '9 of 13 locks' }).waitFor();
    await sam.page.getByLabel('Search').fill('PRICE');
    await sam.page.getByRole('heading', { name: '0 of 13 locks' }).waitFor();
    await sam.button('Show all').click();
    await sam.page.getByRole('heading', { name: '13 locks' }).waitFor();
  });

  it('without a connection says so and keeps what it knew; with one again it shows what happened', async () => {
    await acquire('alice', 'volume', '1');
    const sam = await windowOf('sam');
    const cuts: (() => void)[] = [];
    await sam.page.routeWebSocket(/graphql/, (socket) => {
      socket.connectToServer();
      cuts.push(() => void socket.close());
    });
    await sam.visit();
    await sam.row('volume/1').waitFor();
    await sam.context.setOffline(true);
    for (const cut of cuts) cut();
    await sam.page.getByText('The gateway cannot be reached.').waitFor();
    await sam.page.locator('.connection').getByText('No connection').waitFor();
    await sam.row('volume/1').getByText('alice').waitFor();
    await gateway.rest('alice', { operation: 'remove', body: { route: 'volume', id: '1' } });
    await acquire('bob', 'volume', '2');
    await sam.context.setOffline(false);
    await sam.isLive();
    await sam.row('volume/2').getByText('bob').waitFor();
    await sam.row('volume/1').waitFor({ state: 'detached' });
    await sam.page.getByText('The gateway cannot be reached.').waitFor({ state: 'detached' });
    sam.complaints.length = 0;
  });

  it('the keyboard alone does everything', async () => {
    await store(gateway, heldLocks(60));
    const sam = await windowOf('sam');
    await sam.visit();
    await sam.row('series/00000').waitFor();
    const { keyboard } = sam.page;
    const focused = (): Promise<string> =>
      sam.page.evaluate<string>(
        `(({ labels, ariaLabel, innerText }) => ariaLabel ?? labels?.[0]?.innerText ?? innerText)(document.activeElement)`,
      );
    const tabTo = async (name: string): Promise<void> => {
      for (let presses = 0; presses < 20; presses += 1) {
        await keyboard.press('Tab');
        if ((await focused()).startsWith(name)) return;
      }
      throw new Error(`${name} cannot be reached`);
    };
    await tabTo('Older than');
    await tabTo('Select series/00000');
    await keyboard.press('Space');
    await keyboard.press('ArrowDown');
    expect(await focused()).toBe('Select volume/00001');
    await keyboard.press('Space');
    await sam.page.getByText('2 locks selected').waitFor();
    await keyboard.press('End');
    expect(await focused()).toBe('Select volume/00059');
    await sam.row('volume/00059').waitFor();
    await keyboard.press('Home');
    expect(await focused()).toBe('Select series/00000');
    await tabTo('Force-remove');
    await keyboard.press('Enter');
    await sam.page.getByRole('dialog').waitFor();
    expect(await focused()).toContain('Reason');
    await keyboard.press('Escape');
    await sam.page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(await focused()).toBe('Force-remove…');
    await keyboard.press('Enter');
    await keyboard.type('by keyboard');
    await tabTo('Force-remove 2 locks');
    await keyboard.press('Enter');
    await sam.page.getByText('Removed 2 locks').waitFor();
    await sam.page.getByRole('heading', { name: '58 locks' }).waitFor();
    await tabTo('Dismiss');
    await keyboard.press('Enter');
    expect(await focused()).toBe('58 locks');
    await tabTo('volume/00002');
    await keyboard.press('Enter');
    await sam.page.getByRole('heading', { name: 'volume/00002' }).waitFor();
    expect(await focused()).toBe('volume/00002');
    await tabTo('Copy the key');
    await keyboard.press('Enter');
    await sam.page.getByText(/Copied|Selected/).waitFor();
  });
});
