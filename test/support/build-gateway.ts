import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** The compiled gateway in a new folder. */
export interface BuiltGateway {
  readonly directory: string;
  remove(): void;
}

/** Compiles the sources like `npm run build`, inside the project so that its packages are found. */
export function buildGateway(): BuiltGateway {
  mkdirSync('.cache', { recursive: true });
  const directory = mkdtempSync(join(process.cwd(), '.cache', 'build-'));
  const tsc = require.resolve('typescript/bin/tsc');
  execFileSync(process.execPath, [tsc, '-p', '.tsconfig.build.json', '--outDir', directory]);
  return { directory, remove: () => rmSync(directory, { recursive: true, force: true }) };
}
