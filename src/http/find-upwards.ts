import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * The nearest file of this name in a directory or above it; undefined if there is none. `src` and `dist`
 * have different depths below the project directory.
 */
export function findUpwards(directory: string, name: string): string | undefined {
  const file = join(directory, name);
  if (existsSync(file)) return file;
  const parent = dirname(directory);
  return parent === directory ? undefined : findUpwards(parent, name);
}
