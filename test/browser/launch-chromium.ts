import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, type BrowserContext, chromium } from 'playwright-core';
import { findOnPath } from '../support/find-on-path';

/** A browser with a profile of its own. */
export interface LaunchedChromium {
  readonly context: BrowserContext;
  /** Closes it and removes its profile. */
  close(): Promise<void>;
}

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** The browser as it harms most: it sends cookies to other sites, too, where the cookies allow it. */
const PREFERENCES = { profile: { cookie_controls_mode: 0, block_third_party_cookies: false } };

/**
 * Starts the Chromium of this machine, in which every name below `.test` and `.localhost` is this
 * machine; rejects with what to install where there is none.
 */
export async function launchChromium(): Promise<LaunchedChromium> {
  const executablePath = await findChromium();
  const profile = await mkdtemp(join(tmpdir(), 'lock-gateway-chromium-'));
  const removeProfile = (): Promise<void> => rm(profile, { recursive: true, force: true });
  await mkdir(join(profile, 'Default'));
  await writeFile(join(profile, 'Default', 'Preferences'), JSON.stringify(PREFERENCES));
  const context = await chromium
    .launchPersistentContext(profile, {
      executablePath,
      // Root, as in most containers, cannot use the sandbox.
      chromiumSandbox: process.getuid?.() !== 0,
      args: ['--host-resolver-rules=MAP *.test 127.0.0.1'],
    })
    .catch(async (error: unknown) => {
      await removeProfile();
      throw error;
    });
  return {
    context,
    async close() {
      await context.close();
      await removeProfile();
    },
  };
}

/** Starts the Chromium of this machine for several contexts, each as a browser of its own, with the back-forward cache. */
export async function launchForContexts(): Promise<Browser> {
  return chromium.launch({
    executablePath: await findChromium(),
    chromiumSandbox: process.getuid?.() !== 0,
    ignoreDefaultArgs: ['--disable-back-forward-cache'],
  });
}

async function findChromium(): Promise<string> {
  const paths = await Promise.all(NAMES.map(findOnPath));
  const path = process.env['CHROMIUM_PATH'] ?? paths.find((found) => found !== undefined);
  if (path !== undefined) return path;
  throw new Error(
    'no Chromium on this machine: run `apt-get install chromium`, or set CHROMIUM_PATH to its file',
  );
}
