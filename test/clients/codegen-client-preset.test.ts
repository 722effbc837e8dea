import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { examplesOf } from './support/page-examples';
import { createProject, type ProjectDirectory } from './support/project-directory';
import { typeErrorsOf } from './support/type-errors';

const ROOT = join(__dirname, '../..');
const CODEGEN = join(ROOT, 'node_modules/@graphql-codegen/cli/cjs/bin.js');

/** Compiles only when the generated types say what the schema says. */
const PANEL = `
import type { ResultOf, VariablesOf } from '@graphql-typed-document-node/core';
import { ACQUIRE } from './locks';

type Outcome = ResultOf<typeof ACQUIRE>['acquireLock'];
export const variables: VariablesOf<typeof ACQUIRE> = { id: '1', ttlSeconds: 60 };
// @ts-expect-error an id is needed
export const noVariables: VariablesOf<typeof ACQUIRE> = {};
export function tokenOf(outcome: Outcome): number {
  // @ts-expect-error a conflict has none
  outcome.lock;
  return outcome.__typename === 'LockAcquired' ? outcome.lock.fencingToken : outcome.message.length;
}
export function endOf(outcome: Extract<Outcome, { __typename: 'LockAcquired' }>): string {
  // @ts-expect-error a lease can be endless
  return outcome.lock.expiresAt;
}
`;

let project: ProjectDirectory;
beforeAll(() => {
  project = createProject('codegen');
});
afterAll(() => project.remove());

it('generates types from the schema that a strict compiler accepts and that say nulls and unions', () => {
  project.write('schema.graphql', readFileSync(join(ROOT, 'schema/schema.graphql'), 'utf8'));
  project.write('codegen.yml', examplesOf('Generated types', 'yaml')[0]!.code);
  project.write('src/locks.ts', examplesOf('Generated types', 'ts')[0]!.code);
  const panel = project.write('src/panel.ts', PANEL);
  execFileSync(process.execPath, [CODEGEN, '--silent'], { cwd: project.path, stdio: 'pipe' });
  expect(typeErrorsOf(panel)).toEqual([]);
});
