import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';

/** What is made from the code and checked in, in the order in which one is made from the other. */
const GENERATED = [
  { file: 'schema/schema.graphql', script: 'schema' },
  { file: 'test/generated/documents.ts', script: 'codegen' },
];

// Makes each file anew, and ends with 1 when one was not what the code makes today.
const stale = GENERATED.filter(({ file, script }) => {
  const before = existsSync(file) ? readFileSync(file, 'utf8') : '';
  execFileSync('npm', ['run', '--silent', script], { stdio: ['ignore', 'ignore', 'inherit'] });
  return readFileSync(file, 'utf8') !== before;
});
for (const { file, script } of stale) {
  process.stderr.write(
    `${file} was not up to date. It is now made anew by "npm run ${script}": look at it and commit it.\n`,
  );
}
process.exitCode = stale.length > 0 ? 1 : 0;
