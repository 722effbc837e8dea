import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

/** Bundles the pages into `dist`, as a build does, unless they are up to date. */
export function bundlePages(): void {
  execFileSync(process.execPath, [join(__dirname, '../../.bundle-pages.mjs')]);
}
