import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';

/** What is made from the code and checked in, by the script that makes it, in the order of making. */
const GENERATED = {
  schema: ['schema/schema.graphql', 'schema/possible-types.json'],
  codegen: ['test/generated/documents.ts', 'src/client/generated/operations.ts'],
};

const read = (file: string): string => (existsSync(file) ? readFileSync(file, 'utf8') : '');

// Makes each file anew, and ends with 1 when one was not what the code makes today.
for (const [script, files] of Object.entries(GENERATED)) {
  const before = files.map(read);
  execFileSync('npm', ['run', '--silent', script], { stdio: ['ignore', 'ignore', 'inherit'] });
  for (const file of files.filter((name, index) => read(name) !== before[index])) {
    process.stderr.write(
      `${file} was not up to date. It is now made anew by "npm run ${script}": look at it and commit it.\n`,
    );
    process.exitCode = 1;
  }
}
