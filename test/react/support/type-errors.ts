import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { createProject } from '../../clients/support/project-directory';

const ROOT = join(__dirname, '../../..');

/** What the compiler says of a page with these files, and packages that are somewhere else; empty if it is right. */
export function typeErrorsOf(
  files: Readonly<Record<string, string>>,
  packages: Readonly<Record<string, string>> = {},
): string {
  const project = createProject('types');
  try {
    for (const [name, code] of Object.entries(files)) project.write(name, code);
    const paths = Object.fromEntries(
      Object.entries(packages).map(([name, path]) => [name, [path]]),
    );
    const config = {
      extends: join(ROOT, '.tsconfig.browser.json'),
      compilerOptions: { paths, types: [], typeRoots: [join(ROOT, 'node_modules/@types')] },
      include: ['**/*'],
      exclude: [],
    };
    const file = project.write('tsconfig.json', JSON.stringify(config));
    const tsc = join(ROOT, 'node_modules/typescript/bin/tsc');
    execFileSync(process.execPath, [tsc, '-p', file], { encoding: 'utf8', stdio: 'pipe' });
    return '';
  } catch (error) {
    return (error as { stdout?: string }).stdout ?? String(error);
  } finally {
    project.remove();
  }
}
