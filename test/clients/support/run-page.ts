import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { type Page } from './browser-fetch';

const PRELOAD = pathToFileURL(join(__dirname, 'page-preload.ts')).href;

/** Runs a JavaScript module in a process of its own, as a page of an origin; what it printed. */
export async function runPage(file: string, page: Page): Promise<string> {
  const args = ['--disable-warning=ExperimentalWarning', '--import', 'tsx', '--import', PRELOAD];
  const { stdout, stderr } = await promisify(execFile)(process.execPath, [...args, file], {
    env: { PATH: process.env['PATH'], PAGE_ORIGIN: page.origin, PAGE_COOKIE: page.cookie },
    timeout: 20_000,
  });
  if (stderr !== '') throw new Error(`${file} complained:\n${stderr}`);
  return stdout;
}
