import { type Browser, type BrowserContext, type Locator, type Page } from 'playwright-core';
import { complaintsOf } from './complaints-of';

/** A window on the demo, of one user. */
export interface DemoWindow {
  readonly context: BrowserContext;
  readonly page: Page;
  /** The banner of the open volume. */
  readonly banner: Locator;
  /** What the console and the policy complain about, and what was asked of other hosts. */
  readonly complaints: string[];
  open(title: string): Promise<void>;
  /** Closes the open volume. */
  close(): Promise<void>;
  /** What is said of who has a volume in the list; resolves when it says so. */
  padlock(title: string, text: string): Promise<void>;
  /** Resolves when the form of the open volume can be written, or cannot be any more. */
  isWritable(expected: boolean): Promise<void>;
  field(label: string): Locator;
  press(name: string): Promise<void>;
}

/** Signs in by the link that `npm start` prints, in a context of its own unless one is given. */
export async function openDemo(options: {
  browser: Browser;
  url: string;
  user: string;
  context?: BrowserContext;
  /** Of a page that the test sets the clock of. */
  hasClock?: boolean;
  size?: { width: number; height: number };
}): Promise<DemoWindow> {
  const { browser, url, user, size } = options;
  const context =
    options.context ?? (await browser.newContext(size === undefined ? {} : { viewport: size }));
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  const complaints = complaintsOf(page, url);
  if (options.hasClock) await page.clock.install();
  await page.goto(`${url}/demo/sign-in/${user}`);
  await page.getByText(`You are ${user}`).waitFor();
  const row = (title: string): Locator => page.getByRole('link', { name: title });
  await page.locator('.live[data-status="live"]').waitFor();
  return {
    ...{ context, page, complaints },
    banner: page.getByRole('region', { name: 'Edit lock' }),
    open: (title) => row(title).click(),
    close: () => page.getByRole('link', { name: 'Close', exact: true }).click(),
    padlock: (title, text) => row(title).getByText(text).waitFor(),
    isWritable: (expected) => page.locator(`.volume[data-writable="${expected}"]`).waitFor(),
    field: (label) => page.getByLabel(label, { exact: true }),
    press: (name) => page.getByRole('button', { name, exact: true }).click(),
  };
}
