import { type Browser, chromium } from 'playwright-core';
import { findOnPath } from '../support/find-on-path';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/**
 * Starts the Chromium of this machine, in which every name below `.test` is this machine; rejects with
 * what to install where there is none.
 */
export async function launchChromium(): Promise<Browser> {
  const paths = await Promise.all(NAMES.map(findOnPath));
  const executablePath = process.env['CHROMIUM_PATH'] ?? paths.find((path) => path !== undefined);
  if (executablePath === undefined) {
    throw new Error(
      'no Chromium on this machine: run `apt-get install chromium`, or set CHROMIUM_PATH to its file',
    );
  }
  return chromium.launch({
    executablePath,
    // Root, as in most CI containers, has no sandbox.
    chromiumSandbox: process.getuid?.() !== 0,
    args: ['--host-resolver-rules=MAP *.test 127.0.0.1'],
  });
}
