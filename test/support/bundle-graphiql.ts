import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

/** Bundles GraphiQL into `dist/graphiql`, as a build does, unless it is up to date. */
export function bundleGraphiql(): void {
  execFileSync(process.execPath, [join(__dirname, '../../.graphiql.mjs')]);
}
