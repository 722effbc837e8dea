import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { startTestGateway, type TestGateway } from '../support/start-test-gateway';
import { createProject, type ProjectDirectory } from './support/project-directory';
import { typeErrorsOf } from './support/type-errors';

const OPENAPI_TYPESCRIPT = join(__dirname, '../../node_modules/openapi-typescript/bin/cli.js');

/** Compiles only when the types say what REST takes and answers. */
const CALLS = `
import type { paths } from './lock-gateway';

type Acquire = paths['/admin/lock']['post'];
type Answer<Status extends keyof Acquire['responses']> =
  Acquire['responses'][Status] extends { content: { 'application/json': infer Body } } ? Body : never;

export const body: Acquire['requestBody']['content']['application/json'] = { route: 'volume', id: '1' };
export const numeric: typeof body = { route: 'volume', id: 1 };
// @ts-expect-error an id is needed
export const noId: typeof body = { route: 'volume' };
export const acquired: Answer<200> = { data: 'Success', code: 200 };
export const refused: Answer<409> = { data: 'Conflict', code: 409 };
// @ts-expect-error what is there is not a page
export type Missing = paths['/admin/unlock'];
`;

let gateway: TestGateway;
let project: ProjectDirectory;
beforeAll(async () => {
  gateway = await startTestGateway();
  project = createProject('openapi');
});
afterAll(async () => {
  project.remove();
  await gateway.stop();
});

it('makes types of the served description that a strict compiler accepts', async () => {
  const args = [OPENAPI_TYPESCRIPT, `${gateway.url}/openapi.yaml`, '-o', 'lock-gateway.d.ts'];
  await promisify(execFile)(process.execPath, args, { cwd: project.path });
  expect(typeErrorsOf(project.write('calls.ts', CALLS))).toEqual([]);
});
