import { type Browser, type BrowserContext, type Locator, type Page } from 'playwright-core';
import { tokenOf } from '../support/test-users';
import { complaintsOf } from './complaints-of';

/** A window on the console, of one user. */
export interface ConsoleWindow {
  readonly context: BrowserContext;
  readonly page: Page;
  /** What the console and the policy complain about, and what was asked of other hosts. */
  readonly complaints: string[];
  /** Goes to an address below `/console`, and waits until what it shows is live. */
  visit(query?: string): Promise<void>;
  isLive(): Promise<void>;
  /** The row of a record in the list. */
  row(record: string): Locator;
  button(name: string | RegExp): Locator;
}

/** Opens a window as one of the test users, in a context of its own; null has no cookie. */
export async function openConsole(options: {
  browser: Browser;
  url: string;
  user: string | null;
  size?: { width: number; height: number };
  colorScheme?: 'light' | 'dark';
}): Promise<ConsoleWindow> {
  const { browser, url, user, colorScheme = 'light' } = options;
  const viewport = options.size ?? { width: 1200, height: 760 };
  const context = await browser.newContext({ viewport, colorScheme });
  if (user !== null) {
    await context.addCookies([{ name: 'refreshToken', value: tokenOf(user), url, httpOnly: true }]);
  }
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  const complaints = complaintsOf(page, url);
  const isLive = (): Promise<void> => page.locator('.connection[data-status="live"]').waitFor();
  return {
    ...{ context, page, complaints, isLive },
    visit: async (query = '') => {
      await page.goto(`${url}/console${query}`);
      await isLive();
    },
    row: (record) => page.getByRole('row').filter({ hasText: record }),
    button: (name) =>
      typeof name === 'string'
        ? page.getByRole('button', { name, exact: true })
        : page.getByRole('button', { name }),
  };
}
