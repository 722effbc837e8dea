import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const ROOT = join(__dirname, '../../..');

/** A directory of a front-end project that finds the packages of this one. */
export interface ProjectDirectory {
  readonly path: string;
  /** Writes a file; the path of it. */
  write(name: string, text: string): string;
  remove(): void;
}

/** Creates an empty one. */
export function createProject(name: string): ProjectDirectory {
  mkdirSync(join(ROOT, '.cache'), { recursive: true });
  const path = mkdtempSync(join(ROOT, '.cache', `${name}-`));
  return {
    path,
    write(file, text) {
      const target = join(path, file);
      mkdirSync(dirname(target), { recursive: true });
      writeFileSync(target, text);
      return target;
    },
    remove: () => rmSync(path, { recursive: true, force: true }),
  };
}
