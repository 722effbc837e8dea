import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createProject, type ProjectDirectory } from '../../clients/support/project-directory';

const ROOT = join(__dirname, '../../..');

let project: ProjectDirectory | undefined;

/** The first example in a README, with what is published in the place of the packages. */
export function exampleOf(readme: string, language: 'ts' | 'tsx'): string {
  const text = readFileSync(join(ROOT, readme), 'utf8');
  const [, code] = new RegExp(`^\`\`\`${language}\\n(.+?)^\`\`\``, 'ms').exec(text) ?? [];
  if (code === undefined) throw new Error(`${readme} has no example.`);
  return code.replaceAll(
    /'lock-gateway\/([\w-]+)'/g,
    (_, entry) => `'${ROOT}/src/${entry}/public'`,
  );
}

/** Runs the first example in a README, with these files beside it; what it exports. */
export function importExample<Exports>(
  readme: string,
  language: 'ts' | 'tsx',
  files: Readonly<Record<string, string>> = {},
): Exports {
  project ??= createProject('readme');
  for (const [name, code] of Object.entries(files)) project.write(name, code);
  const file = project.write(
    `${readme.replaceAll(/\W/g, '-')}.${language}`,
    exampleOf(readme, language),
  );
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  return require(file) as Exports;
}

/** Removes what was written. */
export function removeExamples(): void {
  project?.remove();
}
