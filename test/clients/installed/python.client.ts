import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ensureDemoUsers, USERS_COLLECTION } from '../../../src/embedded/demo-users';
import { startTestGateway, type TestGateway } from '../../support/start-test-gateway';
import { codeFor, examplesOf } from '../support/page-examples';
import { createProject, type ProjectDirectory } from '../support/project-directory';
import { hasPythonClients, PYTHON } from './install';

let gateway: TestGateway;
let project: ProjectDirectory;

// Says why it is skipped when it installs them.
const describeWithPython = hasPythonClients() ? describe : describe.skip;

async function python(...args: string[]): Promise<string> {
  const { stdout } = await promisify(execFile)('python3', args, {
    env: { PATH: process.env['PATH'], PYTHONPATH: PYTHON, GATEWAY_URL: gateway.url },
    timeout: 20_000,
  });
  return stdout;
}

describeWithPython('Python', () => {
  beforeAll(async () => {
    gateway = await startTestGateway();
    await ensureDemoUsers(gateway.database.collection(USERS_COLLECTION));
    project = createProject('python');
  });
  afterAll(async () => {
    project.remove();
    await gateway.stop();
  });

  it.each(examplesOf('Python', 'py').map((example, index) => ({ index, example })))(
    'example $index of the page prints what the page says',
    async ({ index, example }) => {
      const file = project.write(`example_${index}.py`, codeFor(example, gateway.url));
      expect(example.prints).toBeDefined();
      expect(await python(file)).toBe(example.prints);
    },
  );

  it.each(['gql_client', 'requests_client'])('%s gets every outcome', async (name) => {
    expect(await python(join(__dirname, 'python', `${name}.py`))).toBe('ok\n');
  });
});
